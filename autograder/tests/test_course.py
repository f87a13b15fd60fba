"""A course that nbgrader takes as its own, graded without a kernel."""

import csv
import io
import json
import os
import re
import sqlite3

import pytest
from classroom import SOLUTION, SOURCES, STUB, files_in
from coursework import (
    UNIT,
    api,
    copied,
    expect,
    grade,
    hand_in,
    import_class,
    marked_cell,
    nbgrader,
    new_course,
    released,
    run,
    scores,
    solved,
)

from autograder.authoring.markers import regions
from autograder.authoring.nbgrader_release import nbgrader_files
from autograder.authoring.release import left_out, student_files
from autograder.commands.options import load_assignment
from autograder.course import preprocessor
from autograder.course.course import NAME, ROOT, Course, unfit_id
from autograder.course.gradebook import opened
from autograder.course.verdicts import notebook_points
from autograder.grading import Grader
from autograder.reports import Reports

LOUD = "import sys, warnings\nwarnings.warn('careful')\nprint('hello', file=sys.stderr)\n" + SOLUTION


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course whose class has handed in modules, and was graded and written into the gradebook."""
    folder = tmp_path_factory.mktemp("made")
    course = new_course(folder)
    import_class(course, folder / "class", SOURCES | {"lou": LOUD})
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    return course


@pytest.fixture
def course(made, tmp_path):
    """A copy of it."""
    return copied(made, tmp_path)


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch):
    """Whoever starts a kernel fails."""
    from jupyter_client.manager import KernelManager

    def refuse(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(KernelManager, "_async_start_kernel", refuse)
    monkeypatch.setattr(KernelManager, "start_kernel", refuse)
    preprocessor._verdicts.cache_clear()


def autograde(course, student):
    """Press the formgrader's button."""
    return expect(api(course).autograde(NAME, student))


def rows(course):
    """Return what the gradebook holds on grades and comments, without the ids."""
    query = """
        SELECT a.student_id, a.timestamp, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        FROM grade g JOIN base_cell c ON g.cell_id = c.id JOIN submitted_notebook n ON g.notebook_id = n.id
        JOIN submitted_assignment a ON n.assignment_id = a.id
        UNION ALL
        SELECT a.student_id, a.timestamp, c.name, k.auto_comment, k.manual_comment, NULL, n.late_submission_penalty
        FROM comment k JOIN base_cell c ON k.cell_id = c.id JOIN submitted_notebook n ON k.notebook_id = n.id
        JOIN submitted_assignment a ON n.assignment_id = a.id"""
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)


# --- from init to the gradebook


def test_a_new_course_holds_settings_notebooks_and_a_gradebook(made):
    """No module with a solution lies in source/: nbgrader would release it as it is."""
    assert {path.name for path in made.root.iterdir()} >= {"nbgrader_config.py", "source", "gradebook.db"}
    source = made.root / "source" / NAME
    assert (source / f"{UNIT}.ipynb").is_file()
    assert not [path for path in source.rglob("*.py") if regions(path.read_text(encoding="utf-8"), path)]


def test_nothing_secret_is_released(made):
    """No line of a solution, no hidden check; the stubs are those of exercises/."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (made.root / "release").rglob("*") if path.is_file())
    code = "\n".join("".join(cell["source"]) for cell in released(made)["cells"] if cell["cell_type"] == "code")

    for region in regions(SOLUTION, "derivative.py"):
        assert not [line for line in region.lines if len(line.strip()) > 20 and line.strip() in text]
    assert not any(check in text for check in ("def test_central_difference", "autograder.suites", "submission.drawn"))
    stubs = re.findall(r'"unit 0, derivative: (\S+) is yours', code)
    assert stubs == [region.function for region in regions(SOLUTION, "derivative.py")]


def test_release_makes_what_generate_assignment_makes(made):
    """To the byte, so that a release can be handed out without a course."""
    assignment = load_assignment(made.root.parent / "one-unit.toml")
    files = nbgrader_files(student_files(ROOT, left_out(assignment)), notebook_points(assignment))

    assert files_in(made.root / "release") == files


def test_scores_are_those_of_the_reports(made):
    """What `grade` found is what the formgrader lists, with nothing left for a person to do."""
    reports = {name: report.score for name, report in Reports.of(made.root / "graded")}

    assert scores(made) == reports == {"ada": 10, "bob": 0, "eve": 5, "lou": 10}
    assert [row["needs_manual_grade"] for row in api(made).get_submissions(NAME)] == [False] * 4


def test_autograde_and_sync_give_the_same_to_the_byte(course):
    """Student by student with nbgrader, or the class at once: the same notebooks and the same rows."""
    files = {path: path.read_bytes() for path in (course.root / "autograded").rglob("*.ipynb")}
    before = rows(course)
    for student in course.students():
        autograde(course, student)

    assert {path: path.read_bytes() for path in files} == files
    assert rows(course) == before


def test_what_was_graded_already_is_not_graded_again(course, monkeypatch):
    """The formgrader's button takes the verdict that a parallel `grade` has formed."""
    monkeypatch.setattr(Grader, "grade", lambda *_, **__: pytest.fail("graded again"))

    autograde(course, "eve")
    assert scores(course)["eve"] == 5


def test_what_was_not_graded_is_graded_by_the_button(course):
    """With the seed of the run that is there."""
    hand_in(course, "dan", solved(course), module=SOLUTION)
    autograde(course, "dan")

    assert scores(course)["dan"] == 10
    assert {report.seed for _, report in Reports.of(course.root / "graded")} == {7}


def test_a_grade_cell_ends_with_a_number_of_points(made):
    """nbgrader reads it; above it stands the table for people."""
    cell = marked_cell(made, "eve")
    table, points = cell["outputs"]

    assert "".join(points["data"]["text/plain"]) == "5"
    assert points["output_type"] == "execute_result"
    assert "<td>failed</td>" in "".join(table["data"]["text/html"])


def test_a_warning_costs_nothing(made):
    """Not even one on the error stream, for which nbgrader's own way gives no points."""
    assert scores(made)["lou"] == 10


def test_our_own_failure_gives_nobody_full_marks(course, monkeypatch):
    """An error in the cell, and a person is asked to look; the next time it is graded and settled."""
    def fail(*_, **__):
        raise RuntimeError("the disk <b>is</b> full")

    hand_in(course, "dan", solved(course), module=SOLUTION)
    with monkeypatch.context() as patched:
        patched.setattr(Grader, "grade", fail)
        log = autograde(course, "dan")
    assert "dan is not graded: the grader itself failed, please report it: RuntimeError" in log
    (output,) = marked_cell(course, "dan")["outputs"]
    assert output["output_type"] == "error"
    assert "This is no fault of the student's" in output["evalue"]
    (row,) = [row for row in api(course).get_submissions(NAME) if row["student"] == "dan"]
    assert (row["score"], row["needs_manual_grade"]) == (0, True)

    autograde(course, "dan")
    (row,) = [row for row in api(course).get_submissions(NAME) if row["student"] == "dan"]
    assert (row["score"], row["needs_manual_grade"]) == (10, False)


def test_a_system_without_a_wall_grades_nothing_unless_told_to(course, monkeypatch):
    """The sentence says where that is set."""
    monkeypatch.setattr("autograder.host.WALLED", ())
    hand_in(course, "dan", solved(course))

    assert "set `c.Grade.no_wall = True` in nbgrader_config.py" in autograde(course, "dan")


def test_a_course_whose_gradebook_is_on_a_server_is_like_another(made, server, tmp_path):
    """From init to the export, by nbgrader's button too; no file of a gradebook lies in its folder."""
    url = server.database("spring")
    course = new_course(tmp_path, "--db", url)
    import_class(course, tmp_path / "class", SOURCES)
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    assert scores(course) == {name: scores(made)[name] for name in SOURCES}

    hand_in(course, "dan", solved(course))
    autograde(course, "dan")
    expect(api(course).generate_feedback(NAME, "dan"))
    nbgrader(course, "export")
    assert course.url == url
    assert scores(course)["dan"] == 10
    table = csv.DictReader((course.root / "grades.csv").read_text(encoding="utf-8").splitlines())
    assert {row["student_id"]: float(row["score"]) for row in table} == scores(course)
    assert not [*course.root.rglob("*.db")]


def test_a_server_that_cannot_be_reached_leaves_no_course(server, tmp_path, capsys):
    """The sentence names it without the password."""
    url = server.url.replace("/postgres?", "/nowhere?")
    assert run("course", "init", tmp_path / "new", "--db", url) == 2

    said = capsys.readouterr().err
    assert "the gradebook postgresql://ada:***@/nowhere?host=" in said
    assert 'database "nowhere" does not exist' in said
    assert list(tmp_path.iterdir()) == []


# --- what students do to notebooks


def _without(notebook, keep):
    return notebook | {"cells": [cell for cell in notebook["cells"] if keep(cell)]}


def _is_solution(cell):
    return cell["metadata"]["nbgrader"]["solution"]


def _changed(notebook, **metadata):
    cells = json.loads(json.dumps(notebook["cells"]))
    for cell in cells:
        cell["metadata"]["nbgrader"] |= metadata
    return notebook | {"cells": cells}


#: what became of a notebook -> (what is handed in, what is said in the formgrader)
BROKEN = {
    "no JSON": (lambda nb: "{", "derivative.ipynb is not taken: it is not a notebook, for it is no JSON."),
    "no text": (lambda nb: b"\xff\xfe\x00", "it is not a notebook, for it is no UTF-8."),
    "nested deeply": (lambda nb: "[" * 100_000, "it is not a notebook, for it is no JSON."),
    "a list": (lambda nb: [], "it is not a notebook: there is no list of cells."),
    "an old format": (lambda nb: nb | {"nbformat": 3}, "it is not a notebook of format 4"),
    "cells of strangers": (lambda nb: nb | {"cells": [1]}, "cell 1 is neither code nor text."),
    "no cell": (lambda nb: nb | {"cells": []}, ""),
    "no locked cell": (lambda nb: _without(nb, _is_solution), ""),
    "no solution": (lambda nb: _without(nb, lambda cell: not _is_solution(cell)), ""),
    "every cell twice": (lambda nb: nb | {"cells": nb["cells"] * 2}, ""),
    "backwards": (lambda nb: nb | {"cells": nb["cells"][::-1]}, ""),
    "turned into text": (lambda nb: nb | {"cells": [cell | {"cell_type": "raw"} for cell in nb["cells"]]}, ""),
    "more points": (lambda nb: _changed(nb, points=1e9), ""),
    "points of a text": (lambda nb: _changed(nb, points="all", schema_version="new"), ""),
    "all unlocked": (lambda nb: _changed(nb, locked=False, grade=False, solution=True), ""),
    "a huge output": (lambda nb: nb | {"cells": [cell | {"outputs": [{"output_type": "stream", "name": "stdout",
                                                                      "text": "x" * 2_000_000}]}
                                                 for cell in nb["cells"] if cell["cell_type"] == "code"]}, ""),
    "a giant": (lambda nb: nb | {"metadata": {"x": "y" * 21_000_000}}, "derivative.ipynb is larger than 20480 KiB."),
}


def _name(case):
    return case.replace(" ", "-")


@pytest.fixture(scope="module")
def broken(made, tmp_path_factory):
    """A copy of the course with a student for each broken notebook, graded and marked at once."""
    course = copied(made, tmp_path_factory.mktemp("broken"))
    for case, (handed_in, _) in BROKEN.items():
        hand_in(course, _name(case), handed_in(solved(course)))
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    return course


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_notebook_is_shown_whole_and_never_waits_for_ever(broken, case):
    """All cells of the plan are there, with the plan's points, and a number of them was earned: the report's."""
    before = rows(broken)
    path = broken.path("autograded", _name(case)) / f"{UNIT}.ipynb"
    synced = path.read_bytes()
    autograde(broken, _name(case))

    assert path.read_bytes() == synced
    assert rows(broken) == before
    shown = json.loads(synced)
    there = [c["metadata"]["nbgrader"]["grade_id"] for c in shown["cells"] if "nbgrader" in c["metadata"]]
    assert sorted(there) == sorted(c["metadata"]["nbgrader"]["grade_id"] for c in released(broken)["cells"])
    assert BROKEN[case][1] in "".join(shown["cells"][0]["source"])
    cell = marked_cell(broken, _name(case))
    assert cell["metadata"]["nbgrader"]["points"] == 10
    earned = float("".join(cell["outputs"][-1]["data"]["text/plain"]))
    assert earned == dict(Reports.of(broken.root / "graded"))[_name(case)].score
    (row,) = [row for row in api(broken).get_submissions(NAME) if row["student"] == _name(case)]
    assert (row["autograded"], row["needs_manual_grade"], row["score"]) == (True, False, earned)


def test_a_link_is_not_followed(course, tmp_path):
    """Whatever it leads to, it is not shown."""
    (tmp_path / "secret.ipynb").write_text(json.dumps(solved(course)).replace("slope", "secret"), encoding="utf-8")
    path = hand_in(course, "dan", "")
    path.unlink()
    path.symlink_to(tmp_path / "secret.ipynb")
    autograde(course, "dan")

    text = (course.path("autograded", "dan") / path.name).read_text(encoding="utf-8")
    assert "derivative.ipynb is a link, and links are not followed" in text
    assert "secret" not in text
    assert scores(course)["dan"] == 0


def test_a_notebook_of_something_else_is_no_full_marks(course):
    """Where an instructor adds a notebook that the kit has no checks for, its grade cells wait for a person."""
    source = course.root / "source" / NAME
    (source / "essay.ipynb").write_text(json.dumps(solved(course)), encoding="utf-8")
    with opened(course.url, course.id) as book:
        for student in course.students():
            book.remove_submission(NAME, student)
    expect(api(course).generate_assignment(NAME))
    hand_in(course, "dan", solved(course), "essay")
    autograde(course, "dan")

    (output,) = marked_cell(course, "dan", "essay")["outputs"]
    assert "essay.ipynb is no notebook of this kit, whose units are derivative." in output["evalue"]


def test_what_a_student_writes_runs_nothing_in_the_formgrader(course):
    """Neither Markdown nor raw cells nor outputs; the kit's own text stays as it is."""
    notebook = solved(course)
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> $x$"
    for kind in ("markdown", "raw"):
        cell = {"cell_type": kind, "metadata": {"format": "text/html"}, "source": evil, "id": kind}
        notebook["cells"].insert(3, cell)
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": evil, "application/javascript": "x"}}
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "1", "id": "c", "execution_count": 1,
                              "outputs": [output]})
    hand_in(course, "dan", notebook)
    autograde(course, "dan")

    shown = json.loads((course.path("autograded", "dan") / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    text = "\n".join("".join(cell["source"]) + str(cell.get("outputs", "")) for cell in shown["cells"])
    assert "<script" not in text
    assert "<img" not in text
    assert "javascript" not in text
    assert "&lt;script&gt;" in text
    planned = {cell["id"]: cell["source"] for cell in released(course)["cells"] if cell["cell_type"] == "markdown"}
    assert planned.items() <= {cell["id"]: cell["source"] for cell in shown["cells"]}.items()


# --- what people decide


def test_manual_points_comments_and_extensions_survive_a_regrade(course):
    """By nbgrader's button and by `course sync`."""
    with opened(course.url, course.id) as book:
        book.update_or_create_assignment(NAME, duedate="2099-03-01 10:00:00 UTC")
        book.find_grade(f"check-{UNIT}", UNIT, NAME, "eve").manual_score = 8
        book.find_comment(f"{UNIT}-{UNIT}", UNIT, NAME, "eve").manual_comment = "Nearly"
        book.grant_extension(NAME, "eve", days=3)
        book.db.commit()
    autograde(course, "eve")
    assert run("course", "sync", "--course", course.root) == 0

    with opened(course.url, course.id) as book:
        submission = book.find_submission(NAME, "eve")
        comment = book.find_comment(f"{UNIT}-{UNIT}", UNIT, NAME, "eve").comment
        assert (submission.score, submission.extension.days, comment) == (8, 3, "Nearly")


def test_late_penalties_are_nbgraders_own(course):
    """The course's rule holds for `course sync` and for the button alike."""
    with open(course.root / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course.open(course.root)
    (course.path("submitted", "ada") / "timestamp.txt").write_text("2026-03-05 10:00:00 UTC")
    with opened(course.url, course.id) as book:
        book.update_or_create_assignment(NAME, duedate="2026-03-01 10:00:00 UTC")
        book.grant_extension(NAME, "eve", weeks=5000)

    def penalties():
        with opened(course.url, course.id) as book:
            return {s.student_id: s.late_submission_penalty for s in book.assignment_submissions(NAME)}

    assert run("course", "sync", "--course", course.root) == 0
    synced = penalties()
    for student in course.students():
        autograde(course, student)
    assert synced == penalties()
    assert (synced["ada"], synced["eve"]) == (10, 0)


# --- feedback and export


def test_feedback_shows_what_reveal_allows(course):
    """The page that nbgrader makes for the student holds the table, at the level that the reports' folder has."""
    expect(api(course).generate_feedback(NAME, "eve"))
    page = (course.root / "feedback" / "eve" / NAME / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "(Score: 5.0 / 10.0)" in page
    assert "central difference" in page
    assert "yours" in page

    assert run("feedback", course.root / "graded", "--reveal", "names") == 0
    preprocessor._verdicts.cache_clear()
    autograde(course, "eve")
    table = "".join(marked_cell(course, "eve")["outputs"][0]["data"]["text/html"])
    assert "<td>failed</td>" in table
    assert "yours" not in table


def test_feedback_can_be_released_whoever_handed_in_how(course):
    """nbgrader's `release_feedback` ends at the first student without a secret: each has one."""
    name = "submission_secret.txt"
    found = {student: (course.path("submitted", student) / name).read_text() for student in course.students()}

    assert len({*found.values()}) == len(found) == 4
    assert {student: (course.path("autograded", student) / name).read_text() for student in found} == found


def test_the_export_is_a_table_that_spreadsheets_can_trust(course, tmp_path):
    """nbgrader's columns and one for each unit; a comma in a name breaks no row, a formula is none."""
    from autograder.course.course_export import CourseExport
    with opened(course.url, course.id) as book:
        book.update_or_create_student("ada", last_name="Lovelace, Countess", first_name="=1+1", email="@ada")
        book.add_student("zoe")
        CourseExport(to=str(tmp_path / "out.csv")).export(book)

    table = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    table.sort(key=lambda row: row["student_id"])
    assert [(row["student_id"], row["score"], row[UNIT]) for row in table] == [
        ("ada", "10.0", "10.0"), ("bob", "0.0", "0.0"), ("eve", "5.0", "5.0"), ("lou", "10.0", "10.0"),
        ("zoe", "0.0", "")]
    names = [table[0][column] for column in ("last_name", "first_name", "email")]
    assert names == ["Lovelace, Countess", "'=1+1", "'@ada"]


# --- import


def test_a_module_is_spread_over_the_cells_of_its_notebook(made):
    """Each function stands in the cell that was handed out for it, and the module lies beside the notebook."""
    folder = made.path("submitted", "eve")
    shown = json.loads((folder / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    (cell,) = [c for c in shown["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == f"{UNIT}-{UNIT}"]

    assert (folder / "derivative.py").read_text(encoding="utf-8") == SOURCES["eve"]
    assert "(f(x + h) - f(x - h)) / h" in "".join(cell["source"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC", (folder / "timestamp.txt").read_text())


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


# --- bad input


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
