"""A course that nbgrader takes as its own, graded without a kernel: from init to the gradebook."""

import csv
import re

import pytest
from classroom import SOLUTION, SOURCES, files_in
from coursework import (
    UNIT,
    api,
    autograde,
    expect,
    grade,
    hand_in,
    import_class,
    marked_cell,
    nbgrader,
    new_course,
    released,
    rows,
    run,
    scores,
    solved,
)

from autograder.authoring.markers import regions
from autograder.authoring.nbgrader_release import nbgrader_files
from autograder.authoring.release import left_out, student_files
from autograder.commands.options import load_assignment
from autograder.course.course import NAME, ROOT
from autograder.course.marking import mark_class
from autograder.course.submitted import cleaned
from autograder.course.verdicts import notebook_points
from autograder.grading import Grader
from autograder.reports import Reports

pytestmark = pytest.mark.usefixtures("no_kernel")


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


def test_half_a_character_in_a_notebook_costs_nobody_the_marks(course):
    """JSON has an escape for it, and no file can hold it: it is shown as a question mark."""
    evil = solved(course)
    evil["cells"] += [{"cell_type": kind, "metadata": {}, "source": "half \ud800 of it", "id": f"half-{kind}"}
                      for kind in ("markdown", "code", "raw")]
    hand_in(course, "eva", evil)
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0

    assert scores(course)["eva"] == 10
    assert "half ? of it" in (course.path("autograded", "eva") / f"{UNIT}.ipynb").read_text(encoding="utf-8")


def test_one_who_cannot_be_marked_costs_nobody_else_the_marks(course, monkeypatch, capsys):
    """Whom we stumble over is named, with the reason; a disk that is full is told at once."""
    stumble = [KeyError("own")]

    def stumbling(notebook):
        if any("# eva" in cell.source for cell in notebook.cells):
            raise stumble[0]
        return cleaned(notebook)

    evil = solved(course)
    evil["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "# eva", "id": "eva"})
    hand_in(course, "eva", evil)
    assert grade(course) == 0
    monkeypatch.setattr("autograder.course.marking.cleaned", stumbling)
    assert run("course", "sync", "--course", course.root) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "note: eva is left out: the grader itself failed, please report it: KeyError: 'own'" in told
    assert "4 marked" in told

    stumble[0] = OSError("no space left")
    with pytest.raises(OSError, match="no space left"):
        mark_class(course)


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
