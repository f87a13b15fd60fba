"""Ours: a class is graded by the command `grade` with the chosen checks, and then it is said what that took.

    python -m autograder.bench.peers.ours CLASS OUT JOBS WALL

WALL is `walled` for the best tier here, `none` for that tier, `forks` for the same workers as behind a wall that raise
none. Prints JSON as its last line: the `wall` of the reports, the `peak_mib` of this process, and of the largest worker
of the `first` and of the `last` fifth of the class.
"""

import json
import re
import sys
from functools import partial
from pathlib import Path

from autograder import batch, cli, link
from autograder.bench.peers.chosen import SEED, among
from autograder.commands import grade
from autograder.grading import Grader
from autograder.host import Host
from autograder.report import Report
from autograder.usage import read_usage, total

FORKS = Path(__file__).with_name("forks.py")


class Chosen(Grader):
    """Asks the chosen checks only."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.checks = among(self.checks)


start_process = batch._start


def start_chosen(wall, settings):
    """Runs once in each process of `-j`: they know nothing of what is changed here."""
    choose(wall)
    start_process(settings)


def choose(wall):
    """Have this process ask the chosen checks, behind `wall`."""
    batch.Grader = Chosen
    if wall == "forks":
        link.ZYGOTE = str(FORKS)
    if wall == "none":
        grade._host = lambda *_: Host("none")


def main(folder, out, jobs, wall):
    """Grade the class in `folder`, with its reports in `out`; return the exit code."""
    choose(wall)
    batch._start = partial(start_chosen, wall)
    code = cli.main(["grade", folder, "--out", out, "--seed", str(SEED), "--no-wall", "-j", jobs])
    if code:
        return code
    names = sorted(path.stem for path in Path(out, "reports").iterdir())
    report = Report.from_json(Path(out, "reports", f"{names[0]}.json").read_text(encoding="utf-8"))
    fifth = max(1, len(names) // 5)
    reports = (Report.from_json(Path(out, "reports", f"{name}.json").read_text()) for name in names if "right" in name)
    full = [report.score == report.max_score for report in reports]
    print(json.dumps({"wall": report.wall, "full": sum(full) / len(full), "checks": len(report.checks),
                      "peak_mib": peak_mib(),
                      "first": largest(out, names[:fifth]), "last": largest(out, names[-fifth:])}))
    return code


def peak_mib():
    """Return how much memory this process held at most: by Linux, for `getrusage` counts what came before it too."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024


def largest(out, names):
    """Return the MiB of the largest worker of these submissions."""
    return max(total(read_usage(Path(out), name)).peak_mib for name in names)


if __name__ == "__main__":
    from autograder.bench.peers import ours  # under its own name, by which other processes find it

    sys.exit(ours.main(*sys.argv[1:]))
