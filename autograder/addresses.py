"""The addresses of programs that are started: the same each time, so that the order of a set repeats itself."""

import ctypes
import sys
from contextlib import contextmanager

ADDR_NO_RANDOMIZE = 0x0040000       # see personality(2)
ASK = 0xFFFFFFFF


@contextmanager
def repeated_addresses():
    """Start programs without address randomisation meanwhile; it holds for the thread that asks.

    Where that is refused (Docker does) or unknown, nothing changes.
    """
    before = _personality(ASK)
    if before != -1:
        _personality(before | ADDR_NO_RANDOMIZE)
    try:
        yield
    finally:
        if before != -1:
            _personality(before)


def _personality(value):
    """Set and return that of this thread, or with `ASK` only return it; -1 where there is none."""
    return ctypes.CDLL(None).personality(ctypes.c_ulong(value)) if sys.platform == "linux" else -1
