"""The command line as it is typed: what it prints, writes, refuses, and leaves behind."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from classroom import (
    GRADES,
    KIT,
    SOLUTION,
    SOURCES,
    STUB,
    TWICE,
    files_in,
    results_in,
    write_assignment,
    write_class,
)
from processes import group_is_gone, wait_until
from rich.console import Console

from autograder import batch
from autograder.cli import main
from autograder.commands import lab
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.host import Host
from autograder.terminal import progress_on

COMMANDS = ("check", "reset", "lab", "grade", "feedback", "report", "export", "pack", "course", "release", "verify",
            "draw", "bench")
REPORT_KEYS = {"format", "kit", "submission", "seed", "wall", "score", "max_score", "units", "checks"}
CHECK_KEYS = {"unit", "name", "outcome", "score", "max_score", "message"}
#: a `main` in a process of its own
MAIN = [sys.executable, "-m", "autograder"]


@pytest.fixture(scope="module")
def one_host():
    """One host for all tests in this process: starting it takes longer than grading the class."""
    with Host() as host:
        yield host


@pytest.fixture(autouse=True)
def _lend(monkeypatch, one_host):
    class Lent:
        def __init__(self, tier=None, extras=()):
            assert tier in (None, one_host.tier)
            self.tier, self.worker = one_host.tier, one_host.worker

        def __enter__(self):
            return self

        def __exit__(self, *problem):
            pass

        close = __exit__

    monkeypatch.setattr("autograder.host.Host", Lent)
    monkeypatch.setattr("autograder.grading.Host", Lent)


@pytest.fixture
def classroom(tmp_path):
    """The folder of a class of three."""
    return write_class(tmp_path / "class")


@pytest.fixture
def out(tmp_path):
    """Where the reports go: not there yet."""
    return tmp_path / "marks"


@pytest.fixture
def run(capsys):
    """Run a command in this process; return its exit code and what it printed."""
    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return SimpleNamespace(code=code, out=printed.out, err=printed.err)
    return run


@pytest.fixture
def grade(run, classroom, out, tmp_path):
    """Grade `path`, the class by default, at seed 7 in the one unit that it has; where no wall is, without."""
    assignment = write_assignment(tmp_path / "short.toml")

    def grade(*options, path=classroom, seed=("--seed", "7")):
        return run("grade", path, "--out", out, "--assignment", assignment, "--no-wall", *seed, *options)
    return grade


def written_at(folder):
    """{name: time} of the reports, in nanoseconds."""
    return {path.stem: path.stat().st_mtime_ns for path in (folder / "reports").iterdir()}


def assert_refused(done, *said):
    """A command ended as one does that cannot be done: exit code 2, and one line on stderr that says all this."""
    assert (done.code, done.err.count("\n")) == (2, 1), done.err
    assert done.err.startswith("error: ")
    assert [words for words in said if str(words) not in done.err] == []


# --- grade: a class -------------------------------------------------------------------------------------------------


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


def test_how_much_is_revealed_changes_without_grading_anew(grade, out, monkeypatch):
    """Feedback is a view: all of it follows the level, that of students who are not graded now too, and keeps it."""
    grade()
    before, then = files_in(out), written_at(out)
    monkeypatch.setattr(Grader, "grade", lambda *_, **__: pytest.fail("graded anew"))

    grade("--reveal", "names", "--only", "ada")
    grade()

    after = files_in(out)
    assert written_at(out) == then
    for ending in ("txt", "md", "html"):
        name = f"feedback/eve.{ending}"
        assert (b"yours" in before[name], b"yours" in after[name]) == (True, False)


def test_feedback_is_written_anew_from_the_reports(grade, run, out):
    """Without the submissions; it says what it shows."""
    grade()
    before = files_in(out)

    done = run("feedback", out, "--reveal", "scores", "--format", "txt")
    again = run("feedback", out, "--reveal", "full")

    assert (done.code, done.out) == (0, f"feedback: {out}/feedback   3 written, showing: scores\n")
    assert (again.code, files_in(out)) == (0, before)


def test_feedback_of_a_damaged_report_is_left_as_it_was(grade, run, out):
    """The report is named, the exit code says that something is missing."""
    grade()
    (out / "reports" / "bob.json").write_text("{")
    before = (out / "feedback" / "bob.txt").read_bytes()

    done = run("feedback", out, "--reveal", "scores")

    assert done.code == 1
    assert f"warning: {out}/reports/bob.json is damaged: its feedback is left as it was\n" in done.out
    assert (out / "feedback" / "bob.txt").read_bytes() == before


@pytest.mark.parametrize("command", ["feedback", "report"])
def test_a_view_of_reports_needs_a_folder_of_them(run, tmp_path, command):
    """Of what `grade` wrote, not of submissions."""
    assert_refused(run(command, tmp_path), f"{tmp_path} holds no reports: give the folder that `grade --out` wrote.")
    assert files_in(tmp_path) == {}


def test_the_class_report_is_written_anew_from_the_reports(grade, run, out):
    """The same files as at the end of grading."""
    grade()
    before = files_in(out)
    for name in ("class.html", "class.csv", "class.json"):
        (out / name).unlink()

    done = run("report", out)

    assert (done.code, done.out) == (0, f"class report: {out}/class.html   3 students\n")
    assert files_in(out) == before


def test_a_damaged_report_is_left_out_of_the_class(grade, run, out):
    """It is named, on the screen and on the page."""
    grade()
    (out / "reports" / "bob.json").write_text("{")

    done = run("report", out)

    assert done.code == 1
    assert f"warning: {out}/reports/bob.json is damaged and left out\n" in done.out
    assert "bob.json" in (out / "class.html").read_text(encoding="utf-8")


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


# --- grade: the same once more --------------------------------------------------------------------------------------


def test_what_is_graded_is_kept(grade, out):
    """The same command again reads no worker's answer and writes no report."""
    grade()
    before = files_in(out), written_at(out)

    done = grade(seed=())

    assert done.code == 0
    assert done.out.count("(kept)") == 3
    assert (files_in(out), written_at(out)) == before


def changed_submission(classroom, out):
    (classroom / "eve" / "derivative.py").write_text(SOLUTION, encoding="utf-8")


def damaged_report(classroom, out):
    report = out / "reports" / "eve.json"
    report.write_bytes(report.read_bytes()[:1000])


def other_kit(classroom, out):
    report = out / "reports" / "eve.json"
    report.write_text(report.read_text(encoding="utf-8").replace('"kit": "', '"kit": "0.0.'), encoding="utf-8")


def lost_feedback(classroom, out):
    (out / "feedback" / "eve.txt").unlink()


def another_report_of_the_name(classroom, out):
    shutil.copy(out / "reports" / "ada.json", out / "reports" / "eve.json")


@pytest.mark.parametrize("change", [changed_submission, damaged_report, other_kit, lost_feedback,
                                    another_report_of_the_name])
def test_what_has_changed_is_graded_anew(grade, classroom, out, change):
    """Only the submission that is concerned; its report and its feedback are whole again."""
    grade()
    before = results_in(out)
    change(classroom, out)

    done = grade()

    assert [line.split()[0] for line in done.out.splitlines() if "(kept)" in line] == ["ada", "bob"]
    assert (results_in(out) == before) == (change is not changed_submission)
    assert "eve,10,10,10" in (out / "grades.csv").read_text() or change is not changed_submission


def test_a_changed_assignment_is_another_verdict(grade, out, tmp_path):
    """Reports that were made under other limits are not kept."""
    grade()
    text = (tmp_path / "short.toml").read_text(encoding="utf-8")
    (tmp_path / "short.toml").write_text(text.replace("memory_mib = 1024", "memory_mib = 512"), encoding="utf-8")

    assert "(kept)" not in grade().out


def test_force_grades_everything_anew_with_the_seed_of_the_run(grade, out):
    """Nothing is kept, and the inputs stay the same for all."""
    grade()
    before, then = results_in(out), written_at(out)

    done = grade("--force", seed=())

    assert "(kept)" not in done.out
    assert results_in(out) == before
    assert all(then[name] < now for name, now in written_at(out).items())


def test_force_with_another_seed_begins_another_run(grade, out):
    """Then run.json and every report have it."""
    grade()

    assert grade("--force", seed=("--seed", 8)).code == 0
    assert json.loads((out / "run.json").read_text())["seed"] == 8
    assert all(json.loads(path.read_text())["seed"] == 8 for path in (out / "reports").iterdir())


def test_only_grades_only_these_and_loses_no_other(grade, out):
    """The table on the screen has those asked for, grades.csv every report that is there."""
    grade("--only", "ada", "--only", "bob")
    assert sorted(path.stem for path in (out / "reports").iterdir()) == ["ada", "bob"]

    done = grade("--only", "eve")

    assert "bob" not in done.out
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


def test_only_somebody_else_names_those_who_are_there(grade, out):
    """A name that is not in the class is an error, not an empty run."""
    assert_refused(grade("--only", "evee"), 'no such submission (did you mean "eve"?)', "There are: ada, bob, eve.")
    assert not out.exists()


@pytest.mark.parametrize(("options", "said"), [
    ({"seed": ("--seed", 8)}, "holds a run with --seed 7, and this is one with --seed 8: ask for the same"),
    ({"options": ("--layout", "kit")}, "holds a run with no --layout, and this is one with --layout kit"),
])
def test_another_run_does_not_mix_with_this_one(grade, out, options, said):
    """Another seed or layout is refused, with three ways out; nothing is changed."""
    grade()
    before = files_in(out)

    done = grade(*options.pop("options", ()), **options)

    assert_refused(done, out, said, "choose another folder", "--force")
    assert files_in(out) == before


def test_an_assignment_that_is_left_out_by_mistake_is_asked_for(grade, run, classroom, out):
    """Grading on with the kit's own assignment would replace every report."""
    grade()

    assert_refused(run("grade", classroom, "--out", out, "--no-wall"), "--assignment short.toml", "no --assignment")


# --- grade: the same everywhere -------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes(grade, out):
    """Reports, feedback and table hold nothing of the day, the machine, or the order."""
    grade()
    first = results_in(out)
    shutil.rmtree(out)
    grade()

    assert results_in(out) == first


def test_two_at_a_time_give_the_same_bytes(grade, out):
    """`-j 2` is the same in less time."""
    grade()
    alone = results_in(out)
    shutil.rmtree(out)

    done = grade("-j", 2)

    assert (done.code, done.err) == (0, "")
    assert results_in(out) == alone


def test_a_new_folder_has_a_seed_of_its_own(grade, out):
    """Without --seed inputs are drawn anew for each folder, and kept for the whole of its run."""
    seeds = set()
    for _ in range(3):
        grade("--only", "bob", seed=())
        seeds.add(json.loads((out / "run.json").read_text())["seed"])
        shutil.rmtree(out)

    assert len(seeds) == 3


# --- grade: what is in the way --------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_is_left_alone(grade, out):
    """--out must be a folder."""
    out.write_text("mine")

    assert_refused(grade(), f"{out} is a file: give a folder with --out.")
    assert out.read_text() == "mine"


def test_a_folder_of_others_is_not_written_to(grade, out):
    """A folder that `grade` has not made is refused; with --force it is used, and what it holds stays."""
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    assert_refused(grade(), out, "was not made by `grade`", "--force")
    assert files_in(out) == {"thesis.txt": b"mine"}

    assert grade("--force").code == 0
    assert (out / "thesis.txt").read_text() == "mine"
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\x00", "[" * 100_000,
                                  '{"format": 1, "seed": "7", "layout": null, "assignment": null}'])
def test_a_damaged_run_says_so(grade, out, text):
    """What cannot be gone on with is not guessed at; --force replaces it."""
    grade("--only", "bob")
    (out / "run.json").write_text(text)
    assert_refused(grade(), f"{out}/run.json is damaged: add --force")

    assert grade("--force").code == 0
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


# --- grade --explain ------------------------------------------------------------------------------------------------


def test_a_verdict_is_explained_and_compared_with_the_stored_one(grade, out):
    """For appeals: each check with its questions and numbers, at the seed of the run; nothing is written."""
    grade()
    before, then = files_in(out), written_at(out)

    done = grade("--explain", "--only", "eve", seed=())

    assert (done.code, done.err) == (0, "")
    assert "on their own earlier units:" in done.out
    assert re.search(r"^    \w+\(.*\)\n        -?\d", done.out, re.MULTILINE)     # a question and its numbers
    assert "-> Wrong" in done.out
    assert "-> passed" in done.out
    assert "eve.json holds this report, byte for byte." in done.out
    assert "(seed 7, kit " in done.out
    assert (files_in(out), written_at(out)) == (before, then)


def test_a_stored_report_that_is_another_is_shown_line_by_line(grade, out):
    """Somebody has given points by hand, or another kit has graded: exit code 1, and the lines that differ."""
    grade()
    path = out / "reports" / "eve.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": 7', '"seed": 8'), encoding="utf-8")

    done = grade("--explain", "--only", "eve")

    assert done.code == 1
    assert 'eve.json holds ANOTHER report:' in done.out
    assert '-  "seed": 8,' in done.out
    assert '+  "seed": 7,' in done.out


def test_without_a_run_a_verdict_can_be_explained_at_a_given_seed(grade, out):
    """Nothing to compare with is no fault; no folder is made for it."""
    done = grade("--explain", "--only", "ada")

    assert (done.code, out.exists()) == (0, False)
    assert "There is no report in" in done.out
    assert_refused(grade("--explain", "--only", "ada", seed=()), "no run to take the seed from", "--seed")


def test_one_verdict_is_explained_at_a_time(grade):
    """Which one has to be said."""
    assert_refused(grade("--explain"), "--explain shows one verdict, and here are 3", "--only NAME")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_place_where_no_folder_can_be_made_is_named(run, classroom):
    """Even root can make none there."""
    assert_refused(run("grade", classroom, "--out", "/proc/marks", "--no-wall"), "/proc/marks", "--out")


def test_a_full_disk_ends_the_run_and_costs_nothing(grade, out, monkeypatch):
    """When a report cannot be written all others could not either; what was finished is there, and the run goes on."""
    write = batch.write_whole

    def full(path, text):
        if path.name == "bob.json":
            raise AutograderError(f"{path} cannot be written: No space left on device.")
        write(path, text)

    monkeypatch.setattr(batch, "write_whole", full)
    assert_refused(grade(), "bob.json cannot be written: No space left on device.")
    assert (out / "grades.csv").read_text().splitlines()[1:] == ["ada,10,10,10"]

    monkeypatch.setattr(batch, "write_whole", write)
    assert grade().out.count("(kept)") == 1
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


def test_a_damaged_report_of_somebody_else_is_named(grade, out):
    """A report that belongs to no submission of this run cannot be made anew: the table says what it lacks."""
    grade()
    (out / "reports" / "zoe.json").write_text("{}")

    done = grade()

    assert f"warning: {out}/reports/zoe.json is damaged and left out of the grades" in done.out
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


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


def test_a_submission_that_vanishes_is_not_graded_and_the_others_are(grade, out, monkeypatch):
    """One line says so, so does the end, and the exit code is 1; the next run finds it again."""
    read = batch.read_submission

    def vanishing(name, place, *rest):
        if name == "bob":
            place.path.rename(place.path.with_name(".bob"))
        return read(name, place, *rest)

    monkeypatch.setattr(batch, "read_submission", vanishing)
    done = grade()

    assert (done.code, done.err) == (1, "")
    assert "bob  NOT GRADED: " in done.out
    assert "is no longer there." in done.out
    assert "NOT GRADED: bob. The same command tries them again." in done.out
    assert [line[:3] for line in (out / "grades.csv").read_text().splitlines()[1:]] == ["ada", "eve"]


def test_a_fault_of_the_grader_costs_one_submission_only(grade, out, monkeypatch):
    """What we stumble over is reported as ours; the others are graded."""
    monkeypatch.setattr(Grader, "grade", stumbling(Grader.grade, "bob", ZeroDivisionError("\x1b[2J by zero")))
    done = grade()

    assert done.code == 1
    assert "bob  NOT GRADED: the grader itself failed, please report it: ZeroDivisionError: \\x1b[2J" in done.out
    assert sorted(path.stem for path in (out / "reports").iterdir()) == ["ada", "eve"]


def stumbling(function, name, problem):
    """`Grader.grade`, raising at the submission of this name."""
    def grade(self, submission, **options):
        if submission.name == name:
            raise problem
        return function(self, submission, **options)
    return grade


# --- grade: stopped -------------------------------------------------------------------------------------------------


def test_ctrl_c_keeps_what_is_finished(grade, out, monkeypatch):
    """Exit code 130, the reports so far and their table; the same command goes on from there."""
    whole = Grader.grade
    monkeypatch.setattr(Grader, "grade", stumbling(whole, "eve", KeyboardInterrupt()))
    done = grade()

    assert (done.code, "Traceback" in done.err) == (130, False)
    assert done.err.strip() == "interrupted: what was finished is kept, and the same command goes on from there."
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES[:GRADES.index("eve")]

    monkeypatch.setattr(Grader, "grade", whole)
    assert grade().out.count("(kept)") == 2
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


@pytest.fixture
def twelve(tmp_path):
    """The arguments that grade twelve submissions; `--out` is left to add."""
    sources = {f"{name}{number}": source for number in range(4) for name, source in SOURCES.items()}
    return ["grade", write_class(tmp_path / "twelve", sources), "--seed", 7, "--no-wall",
            "--assignment", write_assignment(tmp_path / "short.toml"), "--out"]


@pytest.fixture
def start():
    """Start a command in a process of its own, and a group of its own; what is left is ended after the test."""
    processes = []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}

    def start(*arguments):
        processes.append(subprocess.Popen(
            [*MAIN, *map(str, arguments)], cwd=KIT, env=environment, start_new_session=os.name == "posix",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(("jobs", "lines", "wait"), [(1, 2, 0), (2, 2, 0), (2, 1, 0.1)])
def test_a_real_ctrl_c_ends_all_processes_at_once(start, twelve, out, jobs, lines, wait):
    """The terminal sends it to the whole group: no traceback of any, nothing left running, even as they start."""
    process = start(*twelve, out, "-j", jobs)
    for _ in range(lines):
        assert process.stdout.readline() != ""
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)

    assert process.stderr.read().strip() == (
        "interrupted: what was finished is kept, and the same command goes on from there.")
    assert process.wait() == 130
    wait_until(lambda: group_is_gone(process.pid))
    assert len((out / "grades.csv").read_text().splitlines()) >= lines


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_ctrl_c_does_not_wait_for_an_endless_submission(start, twelve, out, tmp_path):
    """One process has nothing left to do, the other hangs for 20 seconds: both end at once, and silently."""
    endless = write_class(tmp_path / "endless", {"ada": SOLUTION, "bob": "while True:\n    pass\n"})
    process = start("grade", endless, *twelve[2:], out, "-j", 2)
    assert [process.stdout.readline()[:3] for _ in range(2)] == ["2 s", "ada"]
    before = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)

    assert process.stderr.read().strip().startswith("interrupted: ")
    assert process.wait() == 130
    assert time.monotonic() - before < 10


# --- grade: the wall ------------------------------------------------------------------------------------------------


@pytest.fixture
def _no_wall(monkeypatch):
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


# --- grade: bad input -----------------------------------------------------------------------------------------------

BAD = {
    "binary": (b"\x00\x01\x02" * 50, "derivative.py is not"),
    "empty": ("", "derivative.py is empty."),
    "endless": ("while True:\n    pass\n", "The module did not load: "),
    "huge": ("#" * 2**20, "derivative.py is larger than 256 KiB."),
    "latin": ("# Gef\xe4lle\n".encode("latin-1") + SOLUTION.encode(), "derivative.py is not"),
    "missing": (None, "There is no derivative.py"),
    "raising": ("1 / 0\n", "ZeroDivisionError"),
    "unfinished": ("def derivative(f, x, h=1e-6):\n    return (f(x\n", "SyntaxError"),
}


def test_bad_input_costs_its_owner_alone(grade, tmp_path, out):
    """Whatever a file holds: 0 points, one sentence that says why, and the rest of the class is graded."""
    bad = write_class(tmp_path / "bad", {name: source or "" for name, (source, _) in BAD.items()} | {"good": SOLUTION})
    (bad / "missing" / "derivative.py").rename(bad / "missing" / "derivatives.py")
    write_assignment(tmp_path / "short.toml", seconds=1)

    done = grade(path=bad)

    assert (done.code, done.err) == (0, "")
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (out / "reports").iterdir()}
    assert reports.pop("good")["score"] == 10
    assert {name for name, report in reports.items() if report["score"] == 0} == set(BAD)
    for name, (_, sentence) in BAD.items():
        told = {(check["outcome"], sentence in check["message"]) for check in reports[name]["checks"]}
        assert told == {("error", True)}, reports[name]["checks"][0]


@pytest.mark.parametrize(("whole", "broken", "said"), [
    ("[limits]", "[limits", "not valid TOML"),
    ("format = 1", "format = 2", "format = 1"),
    ("cpu_seconds = 20 ", "cpu_secs = 20", 'unknown key `cpu_secs` (did you mean "cpu_seconds"?)'),
])
def test_a_broken_assignment_is_reported_with_its_line(grade, out, tmp_path, whole, broken, said):
    """As a compiler would: path, line, problem."""
    path = tmp_path / "short.toml"
    before, _, after = path.read_text(encoding="utf-8").partition(whole)
    path.write_text(before + broken + after, encoding="utf-8")
    line = before.count("\n") + 1

    assert_refused(grade(), f"error: {path}:{line}: ", said)
    assert not out.exists()


def test_an_assignment_that_is_not_there_is_named(run, classroom, out):
    """A path that leads nowhere."""
    done = run("grade", classroom, "--out", out, "--assignment", "nowhere.toml")

    assert_refused(done, "error: --assignment nowhere.toml: there is no such file. By name there are core and full.")


def test_an_assignment_cannot_add_units(grade, out, tmp_path):
    """The suites are the kit's: an own assignment can leave units out."""
    path = tmp_path / "short.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("derivative", "integral"), encoding="utf-8")

    assert_refused(grade(), path, "no integral.py: units can be left out, not added")


def test_an_unknown_layout_is_refused(grade, out, capsys):
    """Before anything is written, and with the names that there are."""
    with pytest.raises(SystemExit) as ended:
        grade("--layout", "micrograde")

    assert ended.value.code == 2
    said = "there is no 'micrograde' (did you mean \"micrograd\"?): kit, micrograd, lecture\n"
    assert said in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5"])
def test_a_number_of_jobs_is_one_or_more(run, classroom, out, jobs, capsys):
    """Anything else is wrong usage."""
    with pytest.raises(SystemExit) as ended:
        run("grade", classroom, "--out", out, f"-j={jobs}")

    assert ended.value.code == 2
    assert f"{jobs!r} is not a whole number from 1 on" in capsys.readouterr().err


def test_errors_are_inert(run, out):
    """What a path holds is shown as text, and not obeyed by the terminal."""
    assert_refused(run("grade", "\x1b[2J", "--out", out), "\\x1b[2J does not exist")


# --- check ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path):
    """Write {unit: text} as a learner's folder; return it."""
    def write(sources):
        folder = tmp_path / "my code"
        folder.mkdir()
        for name, text in sources.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return folder
    return write


def test_a_unit_that_is_done_passes(run, mine):
    """Points, a plain sentence, which unit comes next, and exit code 0."""
    folder = mine({"derivative": SOLUTION})
    done = run("check", "derivative", "--code", folder, "--seed", 3)

    assert (done.code, done.err) == (0, "")
    assert "10 / 10 points" in done.out
    onward = f"Go on with {folder}/value.py: `python -m autograder check value --code '{folder}'`."
    assert f"All checks pass.\n{onward}\n\n(seed 3)" in done.out


def test_the_first_failure_is_told_in_full_and_the_others_in_a_line(run, mine):
    """One thing at a time, then what to do next, as a command to be pasted."""
    folder = mine({"derivative": TWICE})

    done = run("check", "derivative", "--code", folder)

    assert done.code == 1
    assert "First failure\n\nderivative: slope_with_a_wide_step    0 / 2 points\n" in done.out
    assert "yours" in done.out
    assert "right" in done.out
    assert "dividing by h instead of 2h" in done.out
    assert "\nAlso failing: derivative: slope_keeps_its_digits, " in done.out
    assert f"Next: {folder}/derivative.py, then `python -m autograder check derivative --code '{folder}'` again." \
        in done.out


def test_an_optional_unit_asked_alone_has_points_of_its_own_only(run, mine):
    """It adds to a score that is not asked here: no `0 / 0 points`; and after the last unit nothing comes."""
    done = run("check", "my_tests", "--code", mine({"my_tests": ""}))

    assert "0 / 20   bonus" in done.out
    assert " / 0 points" not in done.out


def test_an_untouched_stub_is_no_failure(run, mine):
    """Nothing to explain yet: what to write, and exit code 1."""
    done = run("check", "derivative", "--code", mine({"derivative": STUB}))

    assert done.code == 1
    assert "7 todo" in done.out
    assert "First failure" not in done.out
    assert "Next: " in done.out


def test_the_learner_is_sent_to_the_exercises_by_default(run):
    """Without --code it is exercises/, and the command to repeat is as short as the one typed."""
    done = run("check", "derivative")

    assert "Next: exercises/derivative.py, then `python -m autograder check derivative` again." in done.out


def test_the_same_seed_asks_the_same(run, mine):
    """A run can be repeated; without --seed another is drawn."""
    command = ("check", "derivative", "--code", mine({"derivative": TWICE}))

    assert run(*command, "--seed", 5).out == run(*command, "--seed", 5).out
    assert run(*command, "--seed", 5).out != run(*command, "--seed", 6).out
    assert run(*command).out.splitlines()[-1] != run(*command).out.splitlines()[-1]


def test_quick_leaves_out_the_training_and_says_so(run):
    """The moons take seconds; what is left is not called everything."""
    done = run("check", "training", "--quick", "--code", KIT / "solutions")

    assert (done.code, "12 / 12 points" in done.out) == (0, True)
    assert "All checks pass but the one that --quick left out." in done.out


def test_hints_come_one_after_another_and_are_those_of_the_visible_tests(run, mine):
    """--hint shows one more each time, and remembers it where the visible tests do; then no more."""
    folder = mine({"derivative": TWICE})
    command = ("check", "derivative", "--code", folder)
    assert f"stuck? python -m autograder check derivative --code '{folder}' --hint     (0 of 3 hints seen for " \
        "derivative_is_a_central_difference)" in run(*command).out

    shown = [run(*command, "--hint").out for _ in range(4)]

    assert [[rung for rung in ("nudge", "idea", "sketch") if f"\n  {rung} " in out] for out in shown] \
        == [["nudge"], ["nudge", "idea"], ["nudge", "idea", "sketch"], ["nudge", "idea", "sketch"]]
    assert ["The same command shows the next one." in out for out in shown] == [True, True, False, False]
    assert "stuck?" not in shown[0]
    assert json.loads((folder / ".progress.json").read_text(encoding="utf-8"))["hints"] \
        == {"derivative.derivative_is_a_central_difference": 3}
    assert "(3 of 3 hints seen" in run(*command).out


def test_where_all_checks_pass_a_hint_is_to_be_had_from_the_visible_tests(run, mine):
    """There is nothing to be stuck at; what was not needed can be read."""
    done = run("check", "derivative", "--code", mine({"derivative": SOLUTION}), "--hint")

    assert "All checks pass.\nTo read the hints of one function: pytest exercises -k NAME --hint" in done.out


def test_a_hint_is_not_for_watching(run):
    """It would be another one at each save."""
    assert_refused(run("check", "--hint", "--watch"), "--hint shows one hint and --watch does not end")


def test_the_screen_says_what_to_read(run, mine):
    """About the unit to work on, and no other; nothing where all is right."""
    folder = mine({"derivative": STUB})
    command = ("check", "derivative", "--code", folder)

    assert '\nTo read: the text at the top of `derivative.py`; "Derivation" in the README' in run(*command).out
    (folder / "derivative.py").write_text(SOLUTION, encoding="utf-8")
    assert "To read" not in run(*command).out


def test_a_unit_that_does_not_exist_suggests_the_nearest(run):
    """And lists what there is."""
    assert_refused(run("check", "backwards"), 'no unit "backwards" (did you mean "backward"?)', "derivative, value, ")


def test_jupyterlab_ends_by_its_own_word_when_interrupted(run, monkeypatch):
    """Ctrl-C reaches it too: it asks whether to end, and ends its kernels, before the command is over."""
    answers = iter([KeyboardInterrupt, KeyboardInterrupt, 0])

    class Server(nullcontext):
        def wait(self):
            answer = next(answers)
            if answer:
                raise answer
            return answer

    monkeypatch.setattr(lab.subprocess, "Popen", lambda command, env: Server(Server()))

    assert run("lab").code == 0
    assert list(answers) == []


@pytest.mark.parametrize(("words", "said"), [
    (["chek"], "argument COMMAND: there is no 'chek' (did you mean \"check\"?): check, reset, lab, "),
    (["check", "--hnt"], '--hnt is not known here (did you mean "--hint"?)'),
    (["check", "value", "backward"], "backward is not known here\n"),
    (["grade", "class", "--out", "marks", "--from", "moodl"],
     "argument --from: there is no 'moodl' (did you mean \"moodle\"?): folders, moodle, "),
    (["course", "sinc"], "there is no 'sinc' (did you mean \"sync\"?): init, import, sync\n"),
    ([], "the following arguments are required: COMMAND"),
])
def test_wrong_usage_names_the_word_that_was_meant(run, capsys, words, said):
    """And where to read on: in the help of the command, not of all."""
    with pytest.raises(SystemExit) as end:
        run(*words)

    told = capsys.readouterr().err
    assert end.value.code == 2
    assert said in told
    command = words[0] if words and words[0] in COMMANDS else ""
    assert told.endswith(f"Read on: {f'python -m autograder {command}'.strip()} --help\n")


def test_an_assignment_that_is_nowhere_suggests_one_of_the_kits(run):
    """A name that was mistyped is no file that lacks."""
    assert_refused(run("check", "--assignment", "ful"),
                   '--assignment ful: there is no such file (did you mean "full"?). By name there are core and full.')


@pytest.mark.parametrize(("folder", "said"), [
    ("empty", "holds no submission"), ("nowhere", "there is no such folder"), ("class", "Give one of them: --code "),
])
def test_code_without_units_is_an_error(run, tmp_path, classroom, folder, said):
    """A wrong folder is no learner with 0 points."""
    (tmp_path / "empty").mkdir()

    assert_refused(run("check", "--code", tmp_path / folder), tmp_path / folder, said)


def test_an_interrupted_check_promises_nothing(run, monkeypatch):
    """Ctrl-C: exit code 130, one word; there is nothing to go on with."""
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(Grader, "grade", interrupted)
    done = run("check", "derivative")

    assert (done.code, done.err) == (130, "\ninterrupted.\n")


# --- usage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_teaches_itself(command, capsys):
    """--help ends well and shows an example to paste."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"\n  python -m autograder {command}" in capsys.readouterr().out


def test_the_help_says_where_to_begin(capsys):
    """All commands, the first two with an example, and the exit codes."""
    with pytest.raises(SystemExit):
        main(["--help"])

    printed = capsys.readouterr().out
    assert tuple(re.findall(r"^    ([a-z]+) ", printed, re.MULTILINE)) == COMMANDS
    assert "Begin here:\n  python -m autograder check " in printed
    assert "130 interrupted" in printed


@pytest.mark.parametrize("arguments", [[], ["grad"], ["grade"], ["grade", "class"], ["release"]])
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    """No command, an unknown one, or one that lacks something."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m autograder")


@pytest.mark.skipif(os.name != "posix", reason="pipes break so on POSIX")
def test_a_reader_who_has_seen_enough_is_no_error(start, twelve, out):
    """`grade ... | head -1` ends with the pipe; what was finished is kept."""
    process = start(*twelve, out)
    assert process.stdout.readline().startswith("12 submissions")
    process.stdout.close()

    assert process.stderr.read() == ""
    assert process.wait() == 1
    assert (out / "grades.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes break so on POSIX")
@pytest.mark.parametrize("command", [["--help"], ["draw", "--help"], ["release", "--exercises"]])
def test_a_reader_who_looks_away_is_no_error(start, command):
    """Not even where Python writes its output only when it ends."""
    process = start(*command)
    process.stdout.close()

    assert process.stderr.read() == ""


def test_the_table_can_be_read_by_others(grade, out):
    """grades.csv is CSV: names of columns, then numbers."""
    grade()

    with open(out / "grades.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert [(row["submission"], float(row["score"]), float(row["derivative"])) for row in rows] == [
        ("ada", 10, 10), ("bob", 0, 0), ("eve", 5, 5)]
