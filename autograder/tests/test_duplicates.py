"""Submissions that are equal to the byte are reported, whoever copied from whom; what nobody wrote is not."""

import os

import pytest
from classroom import SOLUTION, STUB, TWICE, write_assignment

from autograder.arrivals.duplicates import Duplicates
from autograder.arrivals.intake import find_submissions
from autograder.assignment import Assignment
from autograder.batch import grade_all, write_grades
from autograder.report import CheckResult, Outcome, Report
from autograder.run import Settings, open_output
from autograder.version import version_of


def report(name, digest, outcome=Outcome.PASSED):
    """Return a report of one check."""
    check = CheckResult("value", "sum", "A sum is right.", outcome, outcome is Outcome.PASSED, 1)
    return Report(kit="k", submission=name, digest=digest, seed=1, wall="none", layout="kit", checks=(check,))


@pytest.fixture
def found():
    """Return `found(reports, places)`: what is collected of these."""
    def found(reports, places=None):
        duplicates = Duplicates(places)
        assert list(map(duplicates.noted, reports)) == reports
        return duplicates
    return found


def test_equal_submissions_are_a_group(found):
    """Groups and names are sorted; one row a name, and no name is a formula."""
    digests = {"joe": "2", "eve": "1", "bob": "2", "=ann": "1", "x": "3"}
    duplicates = found([report(name, digest) for name, digest in digests.items()])

    assert duplicates.groups() == [("=ann", "eve"), ("bob", "joe")]
    assert duplicates.to_csv() == "group,submission\n1,'=ann\n1,eve\n2,bob\n2,joe\n"


def test_wrong_ones_are_reported_too_and_untouched_ones_are_not(found):
    """A failed check is somebody's work; stubs, missing files and skipped units are nobody's."""
    for outcome in Outcome:
        groups = found([report("ann", "1", outcome), report("bob", "1", outcome)]).groups()
        assert groups == ([("ann", "bob")] if outcome in (Outcome.PASSED, Outcome.FAILED) else [])


def test_who_handed_in_together_is_no_duplicate(found):
    """One hand-in of two is one; a third who is equal makes all three a group."""
    both, third = [report("ann", "1"), report("bob", "1")], report("eve", "1")
    places = {"ann": "a", "bob": "a", "eve": "e"}

    assert found(both, places).groups() == []
    assert found([*both, third], places).groups() == [("ann", "bob", "eve")]


def test_a_class_is_told_who_is_equal(tmp_path, host_of):
    """Copies and hard links are equal, and students are told nothing of it."""
    for name, source in {"ann": SOLUTION, "bob": SOLUTION, "joe": STUB, "jim": STUB, "eve": TWICE}.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "derivative.py").write_text(source)
    (tmp_path / "class" / "zoe").mkdir()
    os.link(tmp_path / "class" / "eve" / "derivative.py", tmp_path / "class" / "zoe" / "derivative.py")
    assignment = Assignment.load(write_assignment(tmp_path / "assignment.toml"))
    out, tier = tmp_path / "marks", host_of("strong").tier
    settings = Settings(assignment, version_of(assignment), out, open_output(out, 7, {}, False, lambda: 7), tier)

    assert all(done.report for done in grade_all(find_submissions(tmp_path / "class", assignment), settings))
    *_, groups = write_grades(out)

    assert groups == [("ann", "bob"), ("eve", "zoe")]
    assert (out / "duplicates.csv").read_text() == "group,submission\n1,ann\n1,bob\n2,eve\n2,zoe\n"
    told = (out / "feedback" / "ann.txt").read_text() + (out / "reports" / "ann.json").read_text()
    assert "bob" not in told
