"""Several classes in one command: each is graded by its own settings."""

import csv
import json

import pytest
from classroom import KIT, SOLUTION, TWICE, write_class

from autograder import cli
from autograder.assignment import NAMED, Assignment
from autograder.authoring.notebook import as_text, notebooks
from autograder.course.verdicts import points_of

CORE = 'format = 1\nbase = "core"\nunits = ["derivative"]\ntitle = "core"\n'
FULL = ('format = 1\nbase = "full"\nunits = ["derivative", "value", "backward", "optimizers"]\ntitle = "full"\n'
        "[points]\nderivative = 30\n")
BONUS = (KIT / "solutions" / "optimizers.py").read_text(encoding="utf-8")


@pytest.fixture
def courses(tmp_path):
    """The same two students in two classes, one of which has an optional unit that one of them did."""
    for name, settings in {"autumn": CORE, "spring": FULL}.items():
        write_class(tmp_path / "courses" / name, {"ada": SOLUTION, "eve": TWICE})
        (tmp_path / "courses" / name / "assignment.toml").write_text(settings)
    (tmp_path / "courses" / "spring" / "ada" / "optimizers.py").write_text(BONUS, encoding="utf-8")
    (tmp_path / "courses" / "spring" / "roster.csv").write_text("student_id\nada\neve\nzoe\n")
    return tmp_path / "courses"


def grade(*arguments):
    return cli.main(["grade", *map(str, arguments), "--seed", "7", "--no-wall"])


def grades(folder):
    """{submission: (score, maximum)}"""
    with open(folder / "grades.csv", encoding="utf-8") as file:
        return {row["submission"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}


def test_each_class_is_graded_by_its_own_settings(courses, capsys):
    """Units, points and roster are its own; one table sums it up; the same command again keeps all of it."""
    out = courses.parent / "marks"
    assert grade(courses, "--classes", "--out", out) == 0
    printed = capsys.readouterr().out

    assert grades(out / "autumn") == {"ada": (10, 10), "eve": (5, 10)}
    assert grades(out / "spring") == {"ada": (30 + 16, 90), "eve": (15, 90)}
    assert "zoe" in (out / "spring" / "submissions.csv").read_text()
    assert json.loads((out / "spring" / "run.json").read_bytes())["seed"] == 7
    assert "class autumn" in printed
    assert printed.split("class ")[-1].split("\n")[1].split() == ["autumn", "2", "0", "7.5", "10"]

    assert grade(courses, "--classes", "--out", out) == 0
    assert capsys.readouterr().out.count("(kept)") == 4


def test_marks_may_lie_beside_the_classes(courses):
    """They are no class."""
    assert grade(courses, "--classes", "--out", courses / "marks") == 0
    assert grade(courses, "--classes", "--out", courses / "marks") == 0


def test_a_students_settings_are_never_read(courses):
    """Without --classes a file called assignment.toml is nothing, wherever a student puts it."""
    (courses / "autumn" / "eve" / "assignment.toml").write_text(FULL)
    own = courses.parent / "own.toml"
    own.write_text(CORE)

    assert grade(courses / "autumn", "--out", courses.parent / "marks", "--assignment", own) == 0
    assert grades(courses.parent / "marks")["eve"] == (5, 10)


@pytest.mark.parametrize(("change", "options", "said"), [
    (lambda path: (path / "autumn/assignment.toml").unlink(), [], "no assignment.toml in autumn. With --classes each "),
    (lambda path: (path / "spring/assignment.toml").write_text("format = 2"), [], "spring/assignment.toml:1: "),
    (lambda path: (path / "spring/roster.csv").write_text("name\n"), [], "spring/roster.csv"),
    (lambda path: path.rename(path.with_name("old")) and path.mkdir(), [], "courses holds no classes: with --classes"),
    (lambda path: None, ["--only", "ada"], "--only is for one class: give the folder of that class"),
    (lambda path: None, ["--assignment", "full"], "--assignment is for one class"),
], ids=["no assignment", "a fault in one", "a faulty roster", "nothing", "only", "assignment"])
def test_a_fault_in_one_class_is_told_before_any_is_graded(courses, capsys, change, options, said):
    """And nothing is written."""
    change(courses)

    assert grade(courses, "--classes", "--out", courses.parent / "marks", *options) == 2
    assert said in capsys.readouterr().err
    assert not (courses.parent / "marks").exists()


@pytest.mark.slow
def test_all_units_earn_everything_as_modules_and_as_notebooks(tmp_path):
    """A class with `core` and one with `full`, in one command: the optional units are not asked of the one, and come on
    top of the maximum in the other.
    """
    courses, units = tmp_path / "courses", notebooks(KIT)
    for course, forms in {"core": ["modules"], "full": ["modules", "notebooks"]}.items():
        for form in forms:
            (courses / course / form).mkdir(parents=True)
            for unit, made in units.items():
                module = (KIT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")
                file, text = (f"{unit}.py", module) if form == "modules" else (f"{unit}.ipynb", as_text(made))
                (courses / course / form / file).write_text(text, encoding="utf-8")
        (courses / course / "assignment.toml").write_text(f'format = 1\nbase = "{course}"\n')
    full = Assignment.load(NAMED["full"])
    points = points_of(full)
    everything = sum(points.values())

    assert grade(courses, "--classes", "--out", tmp_path / "marks", "-j", 2) == 0
    assert grades(tmp_path / "marks" / "core") == {"modules": (100, 100)}
    assert grades(tmp_path / "marks" / "full") == dict.fromkeys(("modules", "notebooks"), (everything, 100))
    assert (len(units), everything) == (9, 100 + sum(points[unit] for unit in full.bonus))
