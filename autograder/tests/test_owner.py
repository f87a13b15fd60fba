"""Whose a hand-in is: students are called as the roster has them, or by the names of the source."""

import pytest
from arrived import ASSIGNMENT, HEADER, KIT, names, under

from autograder.arrivals.intake import take_in
from autograder.arrivals.roster import load_roster


@pytest.mark.parametrize("way", ["moodle", "flat moodle", "canvas", "gradescope", "canvas zipped", "gradescope zipped"])
def test_with_a_roster_students_are_called_by_their_id(arrivals, roster, way):
    """Full names, run-together names, numbers and addresses are found in the roster; who is missing is told."""
    intake = take_in(arrivals[way], ASSIGNMENT, roster=roster)

    assert names(intake) == ["a1", "b2"]
    assert "in the roster, but nothing handed in: j3" in intake.notes
    assert [row.student.email for row in intake.rows if row.use == "counts"] == ["ann@example.org", "bob@example.org"]


def test_who_is_not_in_the_roster_is_graded_and_told(arrivals, roster, submit):
    """A name that is unknown stays as it is."""
    submit(KIT, "folders/eve")
    intake = take_in(arrivals["folders"], ASSIGNMENT, roster=roster)

    assert names(intake) == ["ann", "bob", "eve"]
    assert intake.notes == ("not in the roster: ann, bob, eve", "in the roster, but nothing handed in: a1, b2, j3")


def test_a_name_that_several_in_the_roster_have_is_nobodys(submit, tmp_path):
    """It is told apart from a name that nobody has, with what helps."""
    path = submit(under("Ann Ash_1_assignsubmission_file") | under("a2_2_assignsubmission_file"), "class")
    (tmp_path / "students.csv").write_text(HEADER + "a1,Ann,Ash,,\na2,Ann,Ash,,\n")
    intake = take_in(path, ASSIGNMENT, roster=load_roster(tmp_path / "students.csv"))

    assert intake.notes == (
        "called like several students of the roster, so nobody's there: Ann Ash. Write the student_id in place of the "
        "name", "in the roster, but nothing handed in: a1")


def test_two_students_of_one_name_are_two(submit):
    """The number that Moodle or Canvas gives each tells them apart."""
    path = submit(under("Ann Ash_1_assignsubmission_file") | under("Ann Ash_2_assignsubmission_file"), "class")

    assert names(take_in(path, ASSIGNMENT)) == ["Ann Ash 1", "Ann Ash 2"]


def test_marked_without_names_students_are_numbers(submit):
    """Canvas's anonymous download has a code, Moodle's a participant's number."""
    canvas = submit({"anon_x7Kq2_31_value.py": "a", "anon_Zz9a1_32_value.py": "b"}, "canvas")
    moodle = submit(under("Participant_7_assignsubmission_file") | under("Participant_8_assignsubmission_file"), "m")

    assert names(take_in(canvas, ASSIGNMENT)) == ["anon_Zz9a1", "anon_x7Kq2"]
    assert names(take_in(moodle, ASSIGNMENT)) == ["Participant 7", "Participant 8"]


@pytest.mark.parametrize(("clones", "parent", "called"), [
    (["hw-1-ann", "hw-1-bob-x"], "class", ["ann", "bob-x"]), (["hw-ann"], "class", ["hw-ann"]),
    (["hw-ann"], "hw-submissions", ["ann"]), (["hw-a-b", "hw-a-c"], "hw-submissions", ["a-b", "a-c"]),
    (["ann", "bob"], "class", ["ann", "bob"])])
def test_clones_are_called_after_their_users(submit, clones, parent, called):
    """What comes before is the assignment: all begin with it, or the folder around them does."""
    for clone in clones:
        path = submit(under(clone, KIT | {".git/config": ""}), parent)

    assert names(take_in(path, ASSIGNMENT)) == called
