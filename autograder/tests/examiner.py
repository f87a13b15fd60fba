"""The unit my_tests alone, asked for two mistakes with little patience: what comes of a student's tests."""

from contextlib import contextmanager
from dataclasses import replace

from autograder.assignment import NAMED, Assignment
from autograder.grading import Grader
from autograder.submission import Submission

HEAD = "import pytest\nfrom value import Value\n"
GOOD = HEAD + """
def test_twice():
    a = Value(3.0)
    (a + a).backward()
    assert a.grad == 2.0
"""


@contextmanager
def examiner():
    """Yield `examine(source, **helpers)`: {check: (outcome, message)} of tests with this source beside such modules."""
    full = Assignment.load(NAMED["full"])
    unit = replace(full.unit("my_tests"), catches=("B1", "V3"))
    limits = replace(full.limits, wall_seconds=2, cpu_seconds=2, kills=2)
    with Grader(replace(full, units=(unit,), limits=limits), seed=1) as grader:
        def examine(source, **helpers):
            sources = {"my_tests": source, "value": "raise OSError", **helpers}
            report = grader.grade(Submission("ada", "kit", sources, {"my_tests": "my_tests"}, {}, (), ""))
            return {check.name: (check.outcome, check.message) for check in report.checks}
        yield examine


def outcomes(found):
    """Return the outcomes of right engines, of B1 (`+` assigns), of V3 (there is no `__radd__`)."""
    return [found[name][0].value for name in ("right_engines_pass", "catches[B1]", "catches[V3]")]
