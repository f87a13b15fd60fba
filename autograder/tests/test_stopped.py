"""`grade` that is stopped or stumbles: what is finished is kept, and nobody else pays."""

import os
import signal
import time

import pytest
from classroom import GRADES, SOLUTION, write_class
from processes import group_is_gone, wait_until

from autograder import batch
from autograder.grading import Grader

pytestmark = pytest.mark.usefixtures("lend")


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
