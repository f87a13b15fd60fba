"""Programs that are started have the same addresses each time, and this one keeps its own."""

import sys
from pathlib import Path

import pytest

from autograder import link
from autograder.addresses import repeated_addresses
from autograder.host import Host


@pytest.mark.skipif(sys.platform != "linux", reason="addresses can be chosen on Linux only")
@pytest.mark.parametrize("start", [lambda: Host().zygote, link.PlainLink], ids=["walled", "without a wall"])
def test_addresses_repeat_themselves_in_workers_only(start):
    """The order of a set of nodes is that of their addresses: the same code, asked the same, answers the same."""
    own = Path("/proc/thread-self/personality")
    before, started = own.read_text(), start()
    with repeated_addresses():      # Docker may refuse it
        wanted = own.read_text()
    with started.process as process:
        there = Path(f"/proc/{process.pid}/personality").read_text()
        process.kill()

    assert there == wanted
    assert own.read_text() == before
