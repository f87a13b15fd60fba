"""`grade` as it is typed: a class, an archive, a single submission; what it prints and writes."""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from classroom import GRADES, KIT, SOLUTION, SOURCES, files_in, write_assignment, write_class
from rich.console import Console
from typed import MAIN, assert_refused

from autograder.cli import main
from autograder.host import Host
from autograder.terminal import new_console, progress_on

pytestmark = pytest.mark.usefixtures("lend")
REPORT_KEYS = {"format", "kit", "submission", "seed", "wall", "score", "max_score", "units", "checks"}
CHECK_KEYS = {"unit", "name", "outcome", "score", "max_score", "message"}


def test_a_class_is_graded_into_reports_feedback_and_a_table(grade, out):
    """One report and one feedback each, all the keys that others rely on, and a row each; 0 points are no failure."""
    done = grade()

    assert (done.code, done.err) == (0, "")
    assert sorted(files_in(out)) == sorted(
        ["grades.csv", "run.json", "feedback.json", "class.html", "class.csv", "class.json",
         "submissions.csv", "duplicates.csv",
         *[f"reports/{name}.json" for name in SOURCES],
         *[f"feedback/{name}.{ending}" for name in SOURCES for ending in ("txt", "md", "html")],
         *[f"usage/{name}.json" for name in SOURCES]])
    for name in SOURCES:
        report = json.loads((out / "reports" / f"{name}.json").read_text(encoding="utf-8"))
        assert report.keys() >= REPORT_KEYS
        assert all(check.keys() >= CHECK_KEYS for check in report["checks"])
        assert (report["submission"], report["seed"], report["units"][0]["max_score"]) == (name, 7, 10)
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


def test_the_screen_shows_each_submission_the_table_and_where_the_reports_are(grade, out):
    """A line as each is finished, then all of them under each other."""
    lines = [line.rstrip() for line in grade().out.splitlines()]

    assert lines[0].startswith("3 submissions, seed 7, wall: ")
    for line in ("ada      10 / 10", "bob       0 / 10   7 todo", "eve       5 / 10   3 failed",
                 "submission  derivative  score  of", "eve                  5      5  10"):
        assert line in lines
    assert lines[-1] == (f"reports: {out}/reports   feedback: {out}/feedback   grades: {out}/grades.csv   "
                         f"class: {out}/class.html")


def test_the_table_can_be_read_by_others(grade, out):
    """grades.csv is CSV: names of columns, then numbers."""
    grade()

    with open(out / "grades.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert [(row["submission"], float(row["score"]), float(row["derivative"])) for row in rows] == [
        ("ada", 10, 10), ("bob", 0, 0), ("eve", 5, 5)]


def test_a_terminal_sees_how_far_it_is(grade, monkeypatch):
    """How many of how many, the time so far, the time left; the lines of the finished ones stay above it."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", grade().out)

    assert re.search(r"^grading .* 3/3 0:00:\d\d left 0:00:00$", shown, re.MULTILINE)
    assert re.search(r"[\r\n]ada      10 / 10\n", shown)


@pytest.mark.slow
def test_a_terminal_sees_that_a_network_is_trained(capsys, monkeypatch):
    """Its steps cannot be seen from outside: how long it may take is said, beside the time that runs."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    main(["check", "training", "--code", "solutions", "--seed", "1"])
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().out)

    assert re.search(r"\rtraining, at most \d+ s [^\r]* 8/9 0:00:\d\d", shown)


def test_a_terminal_without_utf_8_sees_it_too():
    """No bar then, whose lines are not ASCII: counts and times."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with progress_on(Console(file=screen, force_terminal=True, width=80)) as progress:
        progress.update(progress.add_task("grading", total=2), advance=1)

    screen.flush()
    assert b"1/2" in screen.buffer.getvalue()


def test_what_stands_between_colons_is_shown_as_it_is(capsys):
    """rich would show a picture in the place of `:100:`."""
    new_console().print("{'seed:100:': 1}", markup=False)

    assert capsys.readouterr().out == "{'seed:100:': 1}\n"


def test_a_single_submission_is_graded_by_its_folders_name(grade, classroom, out):
    """PATH may be the submission itself."""
    done = grade(path=classroom / "eve")

    assert done.out.startswith("1 submission, seed 7")
    assert [path.name for path in (out / "reports").iterdir()] == ["eve.json"]


def test_reports_may_lie_in_the_folder_of_the_class(run, classroom, tmp_path):
    """`--out class/marks` is no submission when the class is graded once more."""
    command = ("grade", classroom, "--out", classroom / "marks", "--no-wall", "--assignment",
               write_assignment(tmp_path / "short.toml"))
    run(*command)

    assert run(*command).out.startswith("3 submissions")


def test_a_name_that_the_terminal_cannot_show_does_not_end_the_run(tmp_path):
    """Where the output is ASCII, letters are written without accents, what has no such letter as an escape."""
    write_class(tmp_path / "class", {"józef": SOLUTION, "юлия": SOLUTION})

    done = subprocess.run(
        [*MAIN, "grade", tmp_path / "class", "--out", tmp_path / "marks", "--no-wall", "--assignment",
         write_assignment(tmp_path / "short.toml")],
        cwd=KIT, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, "")
    assert "jozef" in done.stdout
    assert "\\u044e\\u043b\\u0438\\u044f" in done.stdout
    assert "józef,10,10,10" in (tmp_path / "marks" / "grades.csv").read_text(encoding="utf-8")


def test_a_class_in_an_archive_is_graded_by_its_roster(run, out, tmp_path, classroom):
    """One zip from Moodle: students are called by their ids, and what whoever grades should know is told."""
    numbers = {name: number for number, name in enumerate(SOURCES, start=1)}
    with zipfile.ZipFile(tmp_path / "moodle.zip", "w") as archive:
        for name, source in SOURCES.items():
            folder = f"{name.title()} Ash_{numbers[name]}_assignsubmission_file"
            archive.writestr(f"{folder}/derivative.py", source)
        archive.writestr("Zoe Ash_9_assignsubmission_file/derivative.py", SOURCES["ada"])
        archive.writestr("Bob Ash_2_assignsubmission_onlinetext/onlinetext.html", "")
    (tmp_path / "students.csv").write_text("student_id,first_name,last_name\n"
                                           + "".join(f"{name}1,{name},Ash\n" for name in (*SOURCES, "joe")))
    assignment = write_assignment(tmp_path / "assignment.toml")
    done = run("grade", tmp_path / "moodle.zip", "--out", out, "--roster", tmp_path / "students.csv", "--seed", "7",
               "--assignment", assignment)

    assert (done.code, done.err) == (0, "")
    for line in ("4 submissions, seed 7", "note: not in the roster: Zoe Ash", "note: in the roster, but nothing handed "
                 "in: joe1", "note: bob1: wrote in the text field of Moodle, which is not read",
                 "equal to the byte: Zoe Ash, ada1"):
        assert line in done.out
    grades, arrived = ([*csv.DictReader((out / name).open())] for name in ("grades.csv", "submissions.csv"))
    assert [row["submission"] for row in grades] == ["Zoe Ash", "ada1", "bob1", "eve1"]
    assert [(row["submission"], row["use"]) for row in arrived] == [
        ("", "missing"), ("Zoe Ash", "counts"), ("ada1", "counts"), ("bob1", "counts"), ("eve1", "counts")]


def test_a_roster_that_cannot_be_read_is_refused(run, classroom, out):
    """Exit code 2, and nothing is written."""
    assert_refused(run("grade", classroom, "--out", out, "--roster", "none.csv"), "none.csv cannot be read")
    assert not out.exists()


@pytest.mark.parametrize(("make", "said"), [
    (lambda path: None, "does not exist"),
    (Path.touch, "is a file, neither a folder nor an archive"),
    (Path.mkdir, "holds no submission"),
])
def test_a_path_without_submissions_is_an_error(grade, out, tmp_path, make, said):
    """Missing, a file, an empty folder: one sentence, and no folder of reports."""
    make(tmp_path / "there")

    assert_refused(grade(path=tmp_path / "there"), tmp_path / "there", said)
    assert not out.exists()


@pytest.fixture
def _no_wall(lend, monkeypatch):
    """A system that offers no wall."""
    for place in ("autograder.host.Host", "autograder.grading.Host"):
        monkeypatch.setattr(place, lambda tier=None, extras=(): Host("none", extras))


@pytest.mark.usefixtures("_no_wall")
def test_without_a_wall_nothing_is_graded(run, classroom, out):
    """Student code could do anything: the user has to want that."""
    assert_refused(run("grade", classroom, "--out", out), "no wall", "--no-wall if you trust every submission")
    assert not out.exists()


@pytest.mark.usefixtures("_no_wall")
def test_no_wall_is_said_aloud_and_in_each_report(grade, out):
    """On the screen before anything runs, and for whoever reads a report later."""
    done = grade("--only", "ada")

    assert done.code == 0
    assert done.out.splitlines()[1].startswith("WARNING: no wall. Student code runs with all your rights")
    assert json.loads((out / "reports" / "ada.json").read_text())["wall"] == "none"
    assert "wall none" in (out / "feedback" / "ada.txt").read_text()
