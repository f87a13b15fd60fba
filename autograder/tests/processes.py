"""Processes that tests start, and wait for."""

import os
import time


def wait_until(happened, seconds=60):
    """Wait until `happened()`."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.002)


def group_is_gone(group):
    """Whether no process of this group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
