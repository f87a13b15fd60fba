"""`grade --explain`: one verdict shown in full, and compared with the one that is stored."""

import re

import pytest
from classroom import files_in
from typed import assert_refused, written_at

pytestmark = pytest.mark.usefixtures("lend")


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


def test_a_stored_report_that_is_none_is_shown_too(grade, out):
    """What is damaged, as it is there."""
    grade()
    (out / "reports" / "eve.json").write_text("no report\n", encoding="utf-8")

    done = grade("--explain", "--only", "eve")

    assert done.code == 1
    assert "\n-no report\n" in done.out


def test_without_a_run_a_verdict_can_be_explained_at_a_given_seed(grade, out):
    """Nothing to compare with is no fault; no folder is made for it."""
    done = grade("--explain", "--only", "ada")

    assert (done.code, out.exists()) == (0, False)
    assert "There is no report in" in done.out
    assert_refused(grade("--explain", "--only", "ada", seed=()), "no run to take the seed from", "--seed")


def test_one_verdict_is_explained_at_a_time(grade):
    """Which one has to be said."""
    assert_refused(grade("--explain"), "--explain shows one verdict, and here are 3", "--only NAME")
