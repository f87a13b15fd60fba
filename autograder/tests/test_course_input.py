"""What comes into a course: classes, rosters, names; what is in the way of it is told."""

import json
import os
import re
import time
from pathlib import Path

import pytest
from classroom import SOLUTION, SOURCES, STUB
from coursework import UNIT, hand_in, import_class, new_course, run, solved
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.arrivals.roster import Roster, Student
from autograder.course.collector import Collector
from autograder.course.course import unfit_id
from autograder.course.gradebook import opened
from autograder.course.preprocessor import Clean
from autograder.course.submitted import MOST_MARKUP

pytestmark = pytest.mark.usefixtures("no_kernel")


def test_a_module_is_spread_over_the_cells_of_its_notebook(made):
    """Each function stands in the cell that was handed out for it, and the module lies beside the notebook."""
    folder = made.path("submitted", "eve")
    shown = json.loads((folder / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    (cell,) = [c for c in shown["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == f"{UNIT}-{UNIT}"]

    assert (folder / "derivative.py").read_text(encoding="utf-8") == SOURCES["eve"]
    assert "(f(x + h) - f(x - h)) / h" in "".join(cell["source"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC", (folder / "timestamp.txt").read_text())


@pytest.mark.parametrize(("path", "whose"), [
    ("moodle/Eve Eden_12_assignsubmission_file/value.ipynb", "ev1"),
    ("moodle/Eve Eden_12_assignsubmission_file/Ada Lovelace_13_assignsubmission_file_value.ipynb", "ev1"),
    ("moodle/Eve Eden_12_assignsubmission_file/Ada Lovelace_13_assignsubmission_file/value.ipynb", "ev1"),
    ("moodle/Eve Eden_12_assignsubmission_file/al17_77_900_value.ipynb", "ev1"),
    ("class/ev1/Ada Lovelace_13_assignsubmission_file_value.ipynb", "ev1"),
    ("moodle/Eve Eden_12_assignsubmission_file_Ada Lovelace_13_assignsubmission_file_value.ipynb", "ev1"),
    ("moodle/Eve Eden_12_assignsubmission_file_Ada Lovelace_13_assignsubmission_file", "ev1"),
    ("class/ev1/al17/value.ipynb", "ev1"), ("class/ev1/extracted/al17/value.ipynb", "ev1"),
    ("class/Eve Eden/Ada Lovelace/value.ipynb", "ev1"), ("class/al17/value.ipynb", "al17"),
    ("class/somebody/Ada Lovelace_13_assignsubmission_file_value.ipynb", "al17"), ("class/nobody/value.ipynb", None),
])
def test_nobody_hands_in_for_somebody_else(path, whose):
    """Whose a collected file is, the system's own names say, and not those that a student has given below them."""
    collector = Collector()
    collector.__dict__["_roster"] = Roster([Student("ev1", "Eve", "Eden"), Student("al17", "Ada", "Lovelace")])

    for above in ("downloaded/micrograd/extracted", "/home/al17/course/downloaded/micrograd/extracted"):
        assert collector._whose(Path(above, path))[0] == whose


def test_a_class_in_one_folder_is_looked_through_once(tmp_path):
    """As `zip_collect` unpacks it: thousands of files, of some of which there is a newer one."""
    names = [f"s{i}_{i}_{attempt}_value.ipynb" for i in range(3000) for attempt in (100, 101)]
    for name in [*names, "notes.txt"]:
        (tmp_path / name).touch()
    collector, before = Collector(), time.process_time()
    older = {name: collector._older(tmp_path / name) for name in [*names, "notes.txt", "gone_1_100_value.ipynb"]}

    assert time.process_time() - before < 5
    assert {name for name, reason in older.items() if reason} == set(names[::2])
    assert older["s7_7_100_value.ipynb"] == "s7_7_101_value.ipynb is newer."


@pytest.mark.parametrize("markup", ["<b><i></b></i>", "<a b=1>", "<p>x", "``````<b>"])
def test_more_markup_than_can_be_cleaned_is_shown_as_text(markup):
    """In little time, whatever it is: behind a fence that it does not close."""
    long = markup * (4_000_000 // len(markup))
    cells = [new_markdown_cell("<script>1</script>*a*"), new_markdown_cell(long), new_code_cell(markup)]
    before = time.process_time()

    cleaned, shown, code = Clean()(new_notebook(cells=cells), {})[0].cells

    fence = shown.source.partition("text\n")[0]
    assert time.process_time() - before < 5
    assert (cleaned.source, code.source) == ("&lt;script&gt;1&lt;/script&gt;*a*", markup)
    assert shown.source == f"{fence}text\n{long}\n{fence}"
    assert fence not in long
    assert len(long) > MOST_MARKUP


def test_who_is_there_already_is_replaced_only_when_told_to(course, tmp_path, capsys):
    """The same again changes nothing; something else is told, and nothing is lost."""
    import_class(course, tmp_path / "again")
    assert "0 new, 3 there already, 0 replaced" in capsys.readouterr().out

    (tmp_path / "again" / "bob" / "derivative.py").write_text(SOLUTION, encoding="utf-8")
    assert run("course", "import", tmp_path / "again", "--course", course.root) == 1
    assert "NOT REPLACED: bob." in capsys.readouterr().out
    assert (course.path("submitted", "bob") / "derivative.py").read_text(encoding="utf-8") == STUB
    assert run("course", "import", tmp_path / "again", "--course", course.root, "--force") == 0
    assert "0 new, 2 there already, 1 replaced" in capsys.readouterr().out
    assert (course.path("submitted", "bob") / "derivative.py").read_text(encoding="utf-8") == SOLUTION


def test_a_roster_gives_the_gradebook_its_names(tmp_path):
    """At the beginning and later; the ids of the roster are those of nbgrader."""
    (tmp_path / "roster.csv").write_text("student_id,first_name,last_name\nal17,Ada,Lovelace\n", encoding="utf-8")
    later = "student_id,first_name,last_name,email\nal17,Ada,Lovelace,a@b\nbb,Bob,B,\n"
    (tmp_path / "later.csv").write_text(later, encoding="utf-8")
    course = new_course(tmp_path, "--roster", tmp_path / "roster.csv", "--course", "spring")
    (tmp_path / "class" / "Ada Lovelace").mkdir(parents=True)
    (tmp_path / "class" / "Ada Lovelace" / "derivative.py").write_text(SOLUTION, encoding="utf-8")
    assert run("course", "import", tmp_path / "class", "--course", course.root, "--roster", tmp_path / "later.csv") == 0

    assert course.id == "spring"
    assert course.students() == ["al17"]
    with opened(course.url, course.id) as book:
        assert {s.id: s.email for s in book.students} == {"al17": "a@b", "bb": None}


@pytest.mark.parametrize(("put", "what"), [
    (lambda path: path.mkdir(), "and is empty"),
    (lambda path: (path.mkdir(), (path / "notes.txt").touch()), "with notes.txt in it"),
    (lambda path: (path.mkdir(), (path / "nbgrader_config.py").touch()), "and is a course"),
    (lambda path: path.touch(), "and is a file"),
    (lambda path: path.symlink_to("/nowhere/at/all"), "and is a link that leads nowhere"),
])
def test_what_exists_is_never_overwritten(tmp_path, capsys, put, what):
    """The sentence says what is there, which stays as it is."""
    put(tmp_path / "course")
    before = sorted(tmp_path.rglob("*"))

    assert run("course", "init", tmp_path / "course") == 2
    assert f"course exists already, {what}, and nothing is overwritten: give a folder that is new." \
        in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(("row", "sentence"), [
    ("a/b,B", "the student_id a/b: nbgrader cannot take / in a name"),
    ("../../etc,B", "the student_id ../../etc: nbgrader does not find a name that begins with a dot"),
    (f"{'x' * 129},B", "nbgrader takes at most 128 characters."),
    (f"bob,{'x' * 129}", "the first_name: nbgrader takes at most 128 characters."),
    ("b\u200bob,B", "there are characters in it that cannot be seen."),
])
def test_a_roster_that_nbgrader_cannot_take_makes_no_course(tmp_path, capsys, row, sentence):
    """Told with file and line before anything is made: PostgreSQL would refuse it in the middle, SQLite never."""
    (tmp_path / "roster.csv").write_text(f"student_id,first_name\nada,A\n{row}\n", encoding="utf-8")

    assert run("course", "init", tmp_path / "new", "--roster", tmp_path / "roster.csv") == 2
    said = capsys.readouterr().err
    assert "roster.csv:3: " in said
    assert sentence in said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("options", "sentence"), [
    (("--course", "a/b"), "--course a/b: give a name of letters, digits"),
    (("--db", "mongodb://x"), "is no address of a gradebook"),
    (("--assignment", "nothing.toml"), "nothing.toml"),
    (("--roster", "nothing.csv"), "nothing.csv cannot be read"),
])
def test_a_course_that_cannot_be_made_leaves_nothing(tmp_path, capsys, options, sentence):
    """One sentence, and no folder."""
    assert run("course", "init", tmp_path / "new", *options) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_course_is_told(tmp_path, capsys):
    """And settings that are no Python."""
    assert run("course", "sync", "--course", tmp_path) == 2
    assert f"{tmp_path} is no course: it has no nbgrader_config.py. Make one with `course init DIR`." \
        in capsys.readouterr().err
    (tmp_path / "nbgrader_config.py").write_text("c = (")
    assert run("course", "sync", "--course", tmp_path) == 2
    assert "nbgrader_config.py: SyntaxError" in capsys.readouterr().err


def test_a_course_that_has_released_nothing_says_what_is_to_be_done(tmp_path, capsys):
    """Before a class can come, nbgrader has to know the assignment."""
    assert run("course", "init", tmp_path / "course") == 0
    assert run("course", "sync", "--course", tmp_path / "course") == 2
    assert "has released nothing yet: run `nbgrader generate_assignment micrograd` in it." in capsys.readouterr().err


def test_who_was_not_graded_is_named(course, capsys):
    """The others are marked, and the exit code says that someone is missing."""
    hand_in(course, "dan", solved(course))
    assert run("course", "sync", "--course", course.root) == 1
    out = capsys.readouterr().out
    assert "4 marked" in out
    assert f"NOT GRADED: dan. Run `grade {course.root}/submitted --out {course.root}/graded --assignment /" in out
    assert "/one-unit.toml` first." in out


def test_a_time_that_is_none_is_told(course, capsys):
    """The student is marked all the same, whatever the file holds or is."""
    claims = {"ada": "yesterday", "bob": "9" * 40, "eve": "0001-01-01 00:00:00 +50000"}
    for student, claim in claims.items():
        (course.path("submitted", student) / "timestamp.txt").write_text(claim)
    assert run("course", "sync", "--course", course.root) == 0
    out = capsys.readouterr().out
    assert [f"note: {student}: timestamp.txt holds no time" in out for student in claims] == [True] * 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_nobody_waits_for_a_time(course):
    """A pipe, a link or a giant in place of the two small files of nbgrader's is left behind."""
    submitted = {student: course.path("submitted", student) for student in ("ada", "bob", "eve")}
    for folder in submitted.values():
        for name in ("timestamp.txt", "submission_secret.txt"):
            (folder / name).unlink(missing_ok=True)
    os.mkfifo(submitted["ada"] / "timestamp.txt")
    (submitted["bob"] / "submission_secret.txt").symlink_to("/etc/passwd")
    with open(submitted["eve"] / "submission_secret.txt", "wb") as file:
        file.truncate(1 << 40)
    assert run("course", "sync", "--course", course.root) == 0
    for student in submitted:
        left = {path.name for path in course.path("autograded", student).iterdir()}
        assert not left & {"timestamp.txt", "submission_secret.txt"}


@pytest.mark.parametrize(("name", "sentence"), [
    ("ada", ""), ("ada.lovelace@uni-x.edu", ""), ("Ada Lovelace", ""), ("\u00c9mile", ""),
    (".ada", "begins with a dot"), ("ada ", "with a blank at an end"), ("", "begins with a dot"),
    ("a[1]", r"cannot take [ ] in a name"), ("a+b", "cannot take + in a name"), ("a" * 129, "at most 128 characters"),
])
def test_names_that_nbgrader_cannot_take_are_told(name, sentence):
    """Each with the reason."""
    assert sentence in unfit_id(name)
    assert bool(unfit_id(name)) is bool(sentence)


def test_a_student_whom_nbgrader_cannot_take_is_left_out(course, capsys):
    """And named, with the reason; the others are marked."""
    hand_in(course, "d[1]", solved(course))
    assert run("course", "sync", "--course", course.root) == 0
    out = capsys.readouterr().out
    assert "note: d[1] is left out: nbgrader cannot take [ ] in a name" in out
    assert "4 marked" in out
