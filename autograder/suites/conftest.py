"""The hidden suites as plain pytest, for those who write them: `python -m pytest autograder/suites --submission DIR`.

The grader collects the same checks and calls them itself (autograder/plugin.py): it needs nothing of this file.
"""

import pytest

from autograder.plugin import MARKERS


def pytest_addoption(parser):
    """Add --submission, what the checks are asked about."""
    parser.addoption("--submission", default="solutions", metavar="DIR", help="whom to ask (default: solutions)")


def pytest_configure(config):
    """Name the markers that a check may have."""
    for line in MARKERS:
        config.addinivalue_line("markers", line)


@pytest.fixture(scope="session")
def _graded(request):
    """The grader, and the submission."""
    from pathlib import Path

    from autograder.assignment import Assignment
    from autograder.grading import Grader
    from autograder.submission import read_submission

    code = (request.config.invocation_params.dir / Path(request.config.getoption("--submission"))).resolve()
    assignment = Assignment.load()
    with Grader(assignment, seed=0) as grader:
        yield grader, read_submission(code.name, code, assignment)


@pytest.fixture
def submission(request, _graded):
    """The subject of one check, on the submission's own units: each has a worker of its own."""
    grader, files = _graded
    unit = grader.assignment.unit(request.path.stem.removeprefix("test_"))
    if unit.name not in files.modules:
        pytest.skip(files.problems.get(unit.name, f"this submission has no {unit.file}"))
    subject = grader.subject(files, unit, slow=request.node.get_closest_marker("slow") is not None)
    subject.begin(f"{unit.name} {request.node.name.removeprefix('test_')}")
    yield subject
    subject.close()
