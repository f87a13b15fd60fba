"""Processes that end with the one that started them."""

import os
import subprocess
import sys

import pytest
from processes import wait_until

PROGRAM = """
import os, sys, time
from autograder.pool import processes

if __name__ == "__main__":
    with processes(2, os.getpid) as pool:
        waiting = [pool.submit(os.getpid), pool.submit(time.sleep, 600), pool.submit(time.sleep, 600)]
        print(waiting[0].result(), *pool._processes, flush=True)
        {then}
"""


def started(folder, then):
    """Start the program; return it and the numbers of its processes."""
    path = folder / "program.py"
    path.write_text(PROGRAM.replace("{then}", then))
    running = subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, text=True,
                               env=os.environ | {"PYTHONPATH": os.getcwd()})
    return running, [int(number) for number in running.stdout.readline().split()]


def alive(number):
    """Whether there is such a process, and it is no zombie."""
    try:
        with open(f"/proc/{number}/stat") as file:
            return file.read().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):      # the second while it is read
        return False


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks for processes in /proc")
@pytest.mark.parametrize(("then", "kill"), [("time.sleep(600)", True), ("raise SystemExit(3)", False)])
def test_processes_end_with_their_parent(tmp_path, then, kill):
    """Killed, it cannot tell them; leaving early, it does not wait for ten minutes of work."""
    running, numbers = started(tmp_path, then)
    if kill:
        running.kill()

    assert len(numbers) == 3
    wait_until(lambda: not any(map(alive, numbers)))
    assert running.wait(60) == (-9 if kill else 3)
