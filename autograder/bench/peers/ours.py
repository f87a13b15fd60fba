"""Ours: a class is graded by the command `grade` with the chosen checks, and then it is said what that took.

    python -m autograder.bench.peers.ours CLASS OUT JOBS WALL

WALL is `walled` for the best tier here, `none` for that tier, `forks` for the same workers as behind a wall that raise
none. Prints JSON as its last line: the `peak_mib` of this process and, after each hundred submissions that it graded
itself, the CPU `seconds` so far and the `mib` that it holds, as lists.
"""

import json
import os
import re
import runpy
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from autograder import batch, grading, link
from autograder.bench.peers.chosen import SEED, among
from autograder.commands import grade
from autograder.grading import Grader
from autograder.host import Host

FORKS = Path(__file__).with_name("forks.py")


class Chosen(Grader):
    """Asks the chosen checks only."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.checks = among(self.checks)


class Meter:
    """Grades one submission after another, and notes after each hundred what was taken so far."""

    def __init__(self, grade_one):
        self.grade_one, self.graded, self.seconds, self.mib = grade_one, 0, [], []

    def __call__(self, grader, *about):
        """Grade one."""
        if self.graded == 0:
            self.note(grader.host)
        done = self.grade_one(grader, *about)
        self.graded += 1
        if self.graded % 100 == 0:
            self.note(grader.host)
        return done

    def note(self, host):
        """Note the CPU seconds of this process and its children, and its memory."""
        self.seconds.append(sum(os.times()[:4]) + (zygote_seconds(host.zygote.process.pid) if host.zygote else 0))
        self.mib.append(memory_mib("VmRSS"))


def zygote_seconds(session):
    """Return the CPU seconds of the parent of the workers, of what is around it, and of the workers that are gone."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):     # it has gone meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) * (int(fields[3]) == session)
    return ticks / os.sysconf("SC_CLK_TCK")


grade_one = Meter(batch.grade_one)


def start_chosen(wall, settings):
    """Runs once in each process of `-j`: they know nothing of what is changed here."""
    from autograder import parallel
    choose(wall)
    parallel._start(settings)


def choose(wall):
    """Have this process ask the chosen checks, behind `wall`."""
    grading.Grader, batch.grade_one = Chosen, grade_one
    if wall == "forks":
        link.ZYGOTE = str(FORKS)
    if wall == "none":
        grade._host = lambda *_: Host("none")


def main(folder, out, jobs, wall):
    """Grade the class in `folder`, with its reports in `out`; return the exit code."""
    choose(wall)
    if jobs != "1":     # else it is not even imported
        from autograder import parallel
        parallel._start = partial(start_chosen, wall)
    sys.argv[1:] = ["grade", folder, "--out", out, "--seed", str(SEED), "--no-wall", "-j", jobs]
    try:
        runpy.run_module("autograder", run_name="__main__")
    except SystemExit as ended:
        print(json.dumps({"peak_mib": memory_mib("VmHWM"), "seconds": grade_one.seconds, "mib": grade_one.mib}))
        return ended.code


def memory_mib(which):
    """Return what this process holds, or held at most: by Linux, for `getrusage` counts what came before it too."""
    return int(re.search(rf"{which}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024


if __name__ == "__main__":
    from autograder.bench.peers import ours  # under its own name, by which other processes find it

    sys.exit(ours.main(*sys.argv[1:]))
