"""A class is graded by the command `grade`, but for the training on moons, and then it is said what that took.

    python -m autograder.bench.classroom CLASS OUT

prints JSON as its last line: the CPU seconds of the `workers` and their parent, those of the `naming` of mistakes, the
`wall` they were behind, how many `checks` were asked about each submission, and how many submissions got `full` marks.
"""

import json
import resource
import sys
import time
from pathlib import Path

from autograder import cli, grading, verdict
from autograder.grading import Grader
from autograder.report import Report


class WithoutMoons(Grader):
    """Asks all checks but the training on moons, which takes as long as the student's engine does."""

    def grade(self, submission, **options):
        """Return the report of `submission`."""
        return super().grade(submission, slow=False, **options)


class Stopwatch:
    """Adds up the CPU seconds of all calls of a function."""

    def __init__(self, function):
        self.function, self.seconds = function, 0.0

    def __call__(self, *arguments):
        """Call the function."""
        started = time.process_time()
        try:
            return self.function(*arguments)
        finally:
            self.seconds += time.process_time() - started


def main(folder, out):
    """Grade the class in `folder`, with its reports in `out`; return the exit code."""
    grading.Grader = WithoutMoons
    naming = verdict.named = Stopwatch(verdict.named)
    code = cli.main(["grade", folder, "--out", out, "--seed", "20", "--no-wall"])
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)      # those that were waited for, and so on down
    reports = [Report.from_json(path.read_text(encoding="utf-8")) for path in Path(out, "reports").iterdir()]
    print(json.dumps({
        "workers": workers.ru_utime + workers.ru_stime,
        "naming": naming.seconds,
        "wall": reports[0].wall,
        "checks": len(reports[0].checks),
        "full": sum(report.score == report.max_score for report in reports),
    }))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
