"""The files that students are handed: all of one level, made anew without grading, never showing more than asked."""

import json

import pytest
from strangers import failed, report_of

from autograder.errors import AutograderError
from autograder.report import write_whole
from autograder.reports import Reports
from autograder.views import handout
from autograder.views.handout import FORMATS, Showing, is_written, rewritten, settled, write_feedback

INPUT = "0.8131"


@pytest.fixture
def out(tmp_path):
    """A folder with the reports of two, and no feedback yet."""
    for name in ("reports", "feedback"):
        (tmp_path / name).mkdir()
    for name in ("ada", "bob"):
        report = report_of(failed("sum", f"a = {INPUT}"), submission=name)
        write_whole(tmp_path / "reports" / f"{name}.json", report.to_json())
    return tmp_path


def showing(out, text):
    """The names of the files of feedback in which `text` occurs."""
    return sorted(path.name for path in (out / "feedback").iterdir() if text in path.read_text(encoding="utf-8"))


def note(out):
    """What the folder says of its feedback."""
    return json.loads((out / "feedback.json").read_text())


def test_every_student_gets_text_markdown_and_a_page(out):
    """Each with the name, for each report."""
    assert rewritten(out, Reports(out)) == (Showing(), 2)
    assert showing(out, INPUT) == sorted(f"{name}.{ending}" for name in ("ada", "bob") for ending in FORMATS)
    assert is_written(out, "ada")


def test_a_level_is_kept_until_another_is_asked_for(out):
    """Whoever published the names does not publish the numbers by leaving an option out."""
    assert settled(out, []) == Showing("full")
    assert settled(out, Reports(out), reveal="names") == Showing("names")
    assert settled(out, Reports(out)) == Showing("names")
    assert showing(out, INPUT) == []
    assert note(out) == {"format": 1, "reveal": "names", "language": "en", "whole": True}


def test_nothing_is_written_where_nothing_changes(out):
    """The reports are not even read."""
    rewritten(out, Reports(out), reveal="names")

    def never():
        raise AssertionError
        yield
    assert settled(out, never(), reveal="names") == Showing("names")


def test_a_format_that_is_not_asked_for_never_shows_more(out):
    """Text that is there already follows the page; what is not there is not made."""
    write_feedback(out, "ada", report_of(failed("sum", f"a = {INPUT}")), formats=["txt"])

    rewritten(out, Reports(out), formats=["html"], reveal="messages")

    assert sorted(path.name for path in (out / "feedback").iterdir()) == ["ada.html", "ada.txt", "bob.html"]
    assert showing(out, INPUT) == []
    assert not is_written(out, "ada")


def test_what_was_stopped_on_the_way_is_put_right_by_the_next_run(out, monkeypatch):
    """Whatever level that one asks for, none included."""
    rewritten(out, Reports(out), reveal="full")
    write = handout.write_feedback

    def stopped(out, name, *arguments):
        if name == "bob":
            raise KeyboardInterrupt
        write(out, name, *arguments)

    monkeypatch.setattr(handout, "write_feedback", stopped)
    with pytest.raises(KeyboardInterrupt):
        rewritten(out, Reports(out), reveal="scores")
    monkeypatch.undo()
    assert showing(out, INPUT) == ["bob.html", "bob.md", "bob.txt"]

    assert settled(out, Reports(out)) == Showing("scores")
    assert showing(out, INPUT) == []


@pytest.mark.parametrize("content", ["", "[]", '{"reveal": "all", "whole": true}', '{"reveal": [], "whole": true}',
                                     '{"whole": true}'])
def test_a_damaged_note_reveals_the_least(out, content):
    """Nobody knows any more what was asked for."""
    (out / "feedback.json").write_text(content)

    assert settled(out, Reports(out)) == Showing("scores")


def test_a_damaged_report_is_named_and_the_others_are_read(out):
    """It costs no other student anything."""
    (out / "reports" / "bob.json").write_text("{")
    reports = Reports(out)

    assert [name for name, _ in reports] == ["ada"]
    assert reports.damaged == [out / "reports" / "bob.json"]


def test_a_folder_without_reports_is_refused(tmp_path):
    """With what to give instead."""
    with pytest.raises(AutograderError, match=r"holds no reports: give the folder that `grade --out` wrote\."):
        Reports.of(tmp_path)
