"""A class on its way into a course: what is graded there is what plain `grade` would have graded."""

import json
import os

import pytest
from arrived import zipped
from classroom import KIT, SOLUTION, STUB
from coursework import api, expect, marked_cell, run, scores

from autograder.arrivals.intake import take_in
from autograder.authoring.notebook import as_text, notebooks, student_notebooks
from autograder.course import verdicts
from autograder.course.course import NAME, Course
from autograder.course.delivery import MOST_FILES, deliver
from autograder.reports import Reports
from autograder.submission import read_submission

MINE = 'format = 1\nbase = "core"\nunits = ["derivative", "value"]\n'
UNITS = ("derivative", "value")
RIGHT = {unit: (KIT / "solutions" / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
STUBS = {unit: (KIT / "exercises" / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
SOLVED = {unit: as_text(made) for unit, made in notebooks(KIT).items()}
UNTOUCHED = {unit: as_text(made) for unit, made in student_notebooks(KIT).items()}
ENGINE = RIGHT["value"]

#: how a student handed in -> the files
SHAPES = {
    "modules": {f"{unit}.py": RIGHT[unit] for unit in UNITS},
    "notebooks": {f"{unit}.ipynb": SOLVED[unit] for unit in UNITS},
    "a module and a notebook": {"derivative.py": SOLUTION, "value.ipynb": SOLVED["value"]},
    "one unit": {"value.py": ENGINE},
    "the bundle, written in modules": {
        **{f"exercises/{unit}.py": RIGHT[unit] for unit in UNITS},
        **{f"exercises/notebooks/{unit}.ipynb": UNTOUCHED[unit] for unit in UNITS}},
    "the bundle, written in notebooks": {
        **{f"exercises/{unit}.py": STUBS[unit] for unit in UNITS},
        **{f"exercises/notebooks/{unit}.ipynb": SOLVED[unit] for unit in UNITS}},
    "untouched notebooks beside modules": {f"{unit}.{end}": text[unit] for unit in UNITS
                                           for end, text in (("py", RIGHT), ("ipynb", UNTOUCHED))},
    "an engine": {"engine.py": ENGINE, "nn.py": "from engine import Value\n"},
    "an engine in a package": {"micrograd/engine.py": ENGINE, "micrograd/__init__.py": ""},
    "an engine beside an untouched notebook": {"engine.py": ENGINE, "value.ipynb": UNTOUCHED["value"]},
    "a helper": {"value.py": "from tools import *\n" + ENGINE, "tools.py": "LIMIT = 3\n"},
    "no Python": {"value.py": "def f(:\n", "derivative.py": STUB},
    "no text": {"value.py": b"\xff\xfe\x00", "derivative.py": SOLUTION},
    "no notebook": {"value.ipynb": "{", "derivative.py": SOLUTION},
}


SHAPES_OF_EVA = {f"eva/{name}": text for name, text in SHAPES["modules"].items()}


def write(folder, files):
    """Write files, {name: text or bytes}, into `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def named(shape):
    return shape.replace(" ", "-").replace(",", "")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of two units into which a class has come, a student for each of the SHAPES; the class beside it."""
    root = tmp_path_factory.mktemp("delivery")
    (root / "mine.toml").write_text(MINE, encoding="utf-8")
    assert run("course", "init", root / "course", "--assignment", root / "mine.toml") == 0
    course = Course.open(root / "course")
    expect(api(course).generate_assignment(NAME))
    for shape, files in SHAPES.items():
        write(root / "class" / named(shape), files)
    assert run("course", "import", root / "class", "--course", course.root) == 0
    return course


def assignment_of(course):
    """What the course asks."""
    return verdicts.Grade(config=course.config).verdicts.assignment


def graded_there(course, student):
    """What is graded of a student in the course, and what plain `grade` would have graded."""
    assignment = assignment_of(course)
    places = course.path("submitted", student), course.root.parent / "class" / student
    return [read_submission(student, place, assignment) for place in places]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_graded_in_a_course_is_what_was_handed_in(course, shape):
    """The same text of each unit in the same layout, and the same reasons where there is none."""
    there, here = graded_there(course, named(shape))

    assert (there.sources, there.modules, there.layout) == (here.sources, here.modules, here.layout)
    assert there.problems.keys() == here.problems.keys()
    assert there.notes == here.notes


@pytest.mark.parametrize("shape", SHAPES)
def test_every_unit_that_is_graded_has_a_notebook(course, shape):
    """nbgrader passes by a unit without one, which would then get no points by its button."""
    there, _ = graded_there(course, named(shape))
    found = {path.stem for path in course.path("submitted", named(shape)).glob("*.ipynb")}

    assert there.modules.keys() <= found


def test_the_notebook_that_is_shown_is_the_one_that_was_written(course):
    """Not the untouched one that the bundle had beside the module."""
    for shape in ("the bundle, written in modules", "untouched notebooks beside modules", "an engine in a package"):
        text = (course.path("submitted", named(shape)) / "value.ipynb").read_text(encoding="utf-8")
        assert "raise NotImplementedError" not in "".join(
            "".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code")


def test_the_button_gives_an_engine_what_grade_gives_it(course):
    """Units that an engine has none of are skipped; the others have their points, by each of the three ways."""
    students = [named(shape) for shape in ("an engine", "an engine in a package", "modules")]
    for student in students:
        expect(api(course).autograde(NAME, student))
    by_button = scores(course)

    reports = {name: report for name, report in Reports.of(course.root / "graded")}
    assert by_button == {name: reports[name].score for name in students}
    assert by_button["an-engine"] == by_button["an-engine-in-a-package"] == 25
    assert run("grade", course.root.parent / "class" / students[0], "--out", course.root.parent / "plain",
               "--assignment", course.root.parent / "mine.toml", "--seed", reports[students[0]].seed) == 0
    ((_, plain),) = Reports.of(course.root.parent / "plain")
    assert plain.score == by_button[students[0]]
    cell = marked_cell(course, "an-engine-in-a-package", "value")
    assert "".join(cell["outputs"][-1]["data"]["text/plain"]) == "25"


def test_of_many_files_the_first_are_taken(course, tmp_path):
    """A student with a thousand files fills no disk; what is graded is among them."""
    write(tmp_path / "class" / "many", SHAPES["modules"] | {f"zz{k}.py": "" for k in range(MOST_FILES + 20)})
    deliver(course, tmp_path / "class")

    taken = [path for path in course.path("submitted", "many").iterdir() if path.suffix == ".py"]
    assert len(taken) == MOST_FILES
    assert (course.path("submitted", "many") / "value.py").is_file()


def test_what_cannot_be_taken_along_is_told(course, tmp_path):
    """A link, with its student's name; without any notebook it is said what that means."""
    write(tmp_path / "class" / "dan", {"value.txt": ""})
    (tmp_path / "class" / "dan" / "value.ipynb").symlink_to("elsewhere")
    write(tmp_path / "class" / "eva", SHAPES["modules"])

    assert deliver(course, tmp_path / "class").notes == (
        "dan: value.ipynb is a link, and links are not followed: hand in the file itself.",)


def test_a_class_that_comes_into_the_course_late_is_called_no_forger(course, tmp_path):
    """Files have the time at which they were handed in, not that at which they came into the course."""
    write(tmp_path / "class", SHAPES_OF_EVA | {"hal/value.ipynb": SOLVED["value"]})
    for path in (tmp_path / "class").rglob("*.*"):
        os.utime(path, (1e9, 1e9))
    deliver(course, tmp_path / "class", force=True)
    intake = take_in(course.root / "submitted", assignment_of(course))

    assert (course.path("submitted", "hal") / "timestamp.txt").read_text().startswith("2001-09-09 01:46:40")
    assert [note for note in intake.notes if note.startswith("hal")] == []


def test_members_that_are_not_taken_are_told(course, tmp_path):
    """Whoever brings a class in sees what `grade` would have told."""
    write(tmp_path / "class", {"gus.zip": zipped(SHAPES["one unit"] | {"../nn.py": ""}),
                               "eva/value.py": ENGINE})

    assert "gus: Not taken from gus.zip: ../nn.py (a name that leads out of the archive)." in deliver(
        course, tmp_path / "class").notes


def test_why_an_archive_was_not_read_is_told_in_the_course_as_elsewhere(course, tmp_path):
    """However the class arrived: whoever handed in a locked or damaged archive is told so, and not that it is empty."""
    twice = zipped({"b.zip": zipped({"c.zip": zipped(SHAPES["modules"])})})
    odd = {"damaged": zipped(SHAPES["modules"])[:-30], "nested": twice, "empty": b"",
           "led-out": zipped({"../value.py": ""})}
    write(tmp_path / "flat", {f"{who}.zip": content for who, content in odd.items()} | SHAPES_OF_EVA)
    write(tmp_path / "inside", {f"{who}-2/work.zip": content for who, content in odd.items()} | SHAPES_OF_EVA)
    (tmp_path / "class.zip").write_bytes(zipped(
        {f"{who}-3.zip": content for who, content in odd.items()} | SHAPES_OF_EVA))
    assignment = assignment_of(course)
    for path in (tmp_path / "flat", tmp_path / "inside", tmp_path / "class.zip"):
        deliver(course, path)
        for name, place in take_in(path, assignment).submissions:
            here, there = (read_submission(name, where, assignment) for where in (
                place, course.path("submitted", name)))
            assert there.problems == here.problems, name
            assert [note for note in here.notes if note not in there.notes and "Instead" not in note] == [], name


def test_who_is_called_like_what_is_replaced_comes_in(course, tmp_path):
    """`ada.old` is a name as any other, also where the files of `ada` make room for newer ones."""
    for student in ("ada", "ada.old", "ada.old.old"):
        write(tmp_path / "class" / student, SHAPES["one unit"])
    deliver(course, tmp_path / "class")
    for student in ("ada", "ada.old", "ada.old.old"):
        (tmp_path / "class" / student / "derivative.py").write_text(f"# {student}\n", encoding="utf-8")
    done = deliver(course, tmp_path / "class", force=True)

    assert done.replaced == ("ada", "ada.old", "ada.old.old")
    for student in done.replaced:
        assert (course.path("submitted", student) / "derivative.py").read_text(encoding="utf-8") == f"# {student}\n"


def test_a_student_whom_nbgrader_cannot_take_stays_outside(course, tmp_path):
    """With the reason; the others come in."""
    write(tmp_path / "class" / "d+1", SHAPES["one unit"])
    write(tmp_path / "class" / "fin", SHAPES["one unit"])
    done = deliver(course, tmp_path / "class")

    assert done.new == ("fin",)
    assert done.notes[-1].startswith("d+1 is left out: nbgrader cannot take + in a name")
