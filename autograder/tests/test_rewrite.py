"""Feedback and class report, written anew from the reports: how much is revealed, and what is damaged."""

import pytest
from classroom import files_in
from typed import assert_refused, written_at

from autograder.grading import Grader

pytestmark = pytest.mark.usefixtures("lend")


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
