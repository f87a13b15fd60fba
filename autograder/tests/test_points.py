"""Points: shared out within a unit as the assignment says, and counted by it."""

from dataclasses import replace

from submitted import SOLVED, made

from autograder.assignment import Assignment, Unit
from autograder.grading import Grader
from autograder.plugin import Check
from autograder.points import worth


def test_points_that_the_assignment_gives_a_unit_are_shared_out_to_the_hundredth():
    """Shares follow what stands beside the checks, and add up to just the unit's points, whatever their number."""
    checks = [Check("nn", f"check {i}", "", "", points, False, False) for i, points in enumerate((1, 1, 1, 0.5))]
    other = Check("value", "add", "", "", 3, False, False)
    units = (Unit("value", "value.py", "?"), Unit("nn", "nn.py", "?", points=10))
    points = worth([*checks, other], replace(Assignment.load(), units=units))

    assert [2.86, 2.86, 2.85, 1.43] == [points[check] for check in checks]
    assert 3 == points[other]


def test_a_report_counts_by_the_points_of_its_assignment():
    """A class with other points is graded by them: unit, checks and total."""
    assignment = Assignment.load()
    units = (replace(assignment.unit("derivative"), points=50), replace(assignment.unit("value"), bonus=True))
    with Grader(replace(assignment, units=units), seed=3) as grader:
        report = grader.grade(made(SOLVED))

    assert [("derivative", 50), ("value", 25)] == [(unit.name, unit.max_score) for unit in report.units]
    assert (75, 50, ("value",)) == (report.score, report.max_score, report.bonus)
