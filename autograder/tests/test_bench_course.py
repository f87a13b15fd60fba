"""The benchmark of a course: the same notebooks both ways, and figures from the right pairs."""

import pytest
from classroom import write_assignment

from autograder.bench import course, rows
from autograder.bench.goal import exit_code

BEST = {"by_us": {"seconds": 4.0, "full": 1.0}, "by_nbgrader": {"seconds": 68.0, "full": 1.0}}
ROWS = {"at_once": 0.1, "one_by_one": 7.2, "same": 1.0, "students": 200, "units": 10}


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    """A course with one student, and its copy for nbgrader."""
    folder = tmp_path_factory.mktemp("courses")
    named = write_assignment(folder / "one-unit.toml")
    ours = course.new_course(folder / "course", 1, named)
    return ours, course.without_the_kit(ours), named


@pytest.mark.slow
def test_all_points_are_earned_both_ways(courses):
    """By our commands behind the wall, and by nbgrader's in a kernel."""
    ours, theirs, named = courses

    assert course.by_us(ours, named) > 0
    assert course.by_nbgrader(theirs) > 0
    assert [course.full_marks(made) for made in courses[:2]] == [1, 1]


def test_nbgrader_grades_without_this_kit(courses):
    """The same notebooks; of the settings those that have ours in place of a kernel are gone."""
    ours, theirs, _ = courses
    (student,) = theirs.students()

    assert "exporter_class" in ours.config.Autograde
    assert "Autograde" not in theirs.config
    assert [*theirs.path("submitted", student).glob("*.ipynb")] != []


def test_rows_are_the_same_both_ways():
    """A small class in two gradebooks: every score is found in both."""
    took = rows.measure(students=3, units=2)

    assert (took["same"], took["students"], took["units"]) == (1, 3, 2)
    assert took["one_by_one"] > 0
    assert exit_code(rows.judge(took | {"same": 2 / 3})) == 1


def test_figures_are_ratios_of_the_right_pairs(monkeypatch, capsys):
    """nbgrader's time over ours, for the class and for the rows; lost points are an error, a missed speed is shown."""
    monkeypatch.setattr(course, "measure", lambda rounds: BEST)
    monkeypatch.setattr(rows, "measure", lambda: ROWS)

    assert course.run() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines if " >= " in line or " <= " in line] == ["met"] * 6
    assert [goal.measured for goal in course.judge(BEST)] == [17, 1, 1]
    assert [goal.measured for goal in rows.judge(ROWS)] == pytest.approx([72, 0.1, 1])
    monkeypatch.setattr(course, "measure", lambda rounds: BEST | {"by_us": {"seconds": 4.0, "full": 0.5}})
    assert course.run() == 1
