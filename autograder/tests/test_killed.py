"""SIGKILL at twenty moments of a run, and started again: nothing is lost, nothing is left, and nothing differs."""

import multiprocessing
import os
import random
import sys
import time

import pytest
from classroom import SOURCES, results_in, write_assignment, write_class
from processes import group_is_gone, wait_until

from autograder.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and counts the processes of a group")

#: of a run of twelve, which writes about 75 files: (how many are there, and so many seconds later)
DRAW = random.Random(20)
MOMENTS = {jobs: sorted((DRAW.randrange(1, 60), DRAW.uniform(0, 0.02)) for _ in range(count))
           for jobs, count in ((1, 14), (2, 6))}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The arguments that grade twelve submissions, without --out; and what a run that nobody disturbs writes."""
    folder = tmp_path_factory.mktemp("killed")
    sources = {f"{name}{number}": f"{text}# {number}\n" for number in range(4) for name, text in SOURCES.items()}
    arguments = ["grade", str(write_class(folder / "class", sources)), "--seed", "7", "--no-wall",
                 "--assignment", str(write_assignment(folder / "short.toml"))]
    assert main([*arguments, "--out", str(folder / "out")]) == 0
    return arguments, results_in(folder / "out")


def leader(arguments):
    """The command in a process group of its own, without a word."""
    os.setsid()
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")
    sys.exit(main(arguments))


def killed_at(arguments, out, files, seconds):
    """Run the command until so many files are in `out`, and so many seconds longer; whether it was still at work."""
    # A fork of this process, which has everything loaded: starting anew each time would take longer than grading.
    process = multiprocessing.get_context("fork").Process(target=leader, args=([*arguments, "--out", str(out)],))
    process.start()
    wait_until(lambda: not process.is_alive() or sum(1 for _ in out.rglob("*")) >= files)
    time.sleep(seconds)
    process.kill()
    process.join()
    wait_until(lambda: group_is_gone(process.pid))
    return process.exitcode == -9


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_moment_it_goes_on_where_it_was(undisturbed, tmp_path, jobs):
    """Twenty times in two runs: no process is left over, and in the end all files are as if nothing had been."""
    (arguments, results), out = undisturbed, tmp_path / "marks"
    arguments = [*arguments, "-j", str(jobs)]

    killed = [killed_at(arguments, out, *moment) for moment in MOMENTS[jobs]]

    assert killed.count(True) * 2 > len(killed), "the moments no longer fall into the run: draw them anew"
    assert main([*arguments, "--out", str(out)]) == 0
    assert {name: text for name, text in results_in(out).items() if not name.endswith(".part")} == results
