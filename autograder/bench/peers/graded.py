"""A class graded by our command, in a process of its own: what it took, and what its reports say."""

import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from autograder.bench.grading import children_seconds
from autograder.errors import AutograderError
from autograder.reports import Reports
from autograder.usage import read_usage, total

ROOT = Path(__file__).parents[3]


def grade(folder, members, size, jobs, wall):
    """Grade a class of this size by our command; return what `ours` says, and what it took."""
    for number, (name, sources) in enumerate(members(size).items()):
        name = f"{number:04}_{name}"    # graded in the order of the names: right and wrong ones in turn
        (folder / "class" / name).mkdir(parents=True)
        for unit, source in sources.items():
            (folder / "class" / name / f"{unit}.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "autograder.bench.peers.ours", folder / "class", folder / "out", str(jobs), wall]
    took = timed(subprocess.run, list(map(str, command)), cwd=ROOT, env=variables(), stdout=subprocess.PIPE, text=True)
    done = took.pop("result")
    if done.returncode:
        raise AutograderError(f"the grader ended with exit code {done.returncode}:\n{done.stdout[-1000:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    return took | {"size": size, "peak_mib": said["peak_mib"], **hundreds(**said), **verdicts(folder / "out")}


def variables():
    """Return those of a shell. Where Python may not keep what it compiled, it would be compiled at each start."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def hundreds(peak_mib, seconds, mib):
    """Return the CPU seconds of one submission in each hundred, and the memory of the grader after it."""
    return {"hundreds": [(after - before) / 100 for before, after in pairwise(seconds)], "mib": mib[1:]}


def verdicts(out):
    """Return what the reports say: the wall, how many checks, the share of right submissions with full marks.

    And the MiB of the largest worker of the `first` and of the `last` fifth of the submissions.
    """
    reports = dict(Reports.of(out))
    right, fifth = [report for name, report in reports.items() if "right" in name], max(1, len(reports) // 5)
    last = next(reversed(reports.values()))
    return {"full": sum(report.score == report.max_score for report in right) / len(right),
            "wall": last.wall, "checks": len(last.checks),
            "first": largest(out, [*reports][:fifth]), "last": largest(out, [*reports][-fifth:])}


def largest(out, names):
    """Return the MiB of the largest worker of these submissions."""
    return max(total(read_usage(out, name)).peak_mib for name in names)


def timed(function, *arguments, **options):
    """Call a function that starts processes and waits for them; return its result, and the seconds that they took."""
    before, started = children_seconds(), time.monotonic()
    result = function(*arguments, **options)
    return {"result": result, "seconds": children_seconds() - before, "wall_seconds": time.monotonic() - started}
