"""`nbgrader export` into files of Canvas and Moodle: what stands in the gradebook in the end."""

import csv
import logging
from datetime import datetime

import pytest
from coursework import nbgrader, new_course

from autograder.course.course import NAME
from autograder.course.course_export import CourseExport
from autograder.course.gradebook import Entry, opened, write_class

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Micrograd (12)
    Points Possible,,,,,100.00
"Lovelace, Ada",71,ada,ada,A,
"Ash, Bob",72,bob,bob,A,
"""
MOODLE = """\
Identifier,Full name,Email address,Grade,Maximum grade,Feedback comments
Participant 71,Ada Lovelace,ada@uni.example,,100.00,mine
Participant 73,Cy Birch,cy@uni.example,,100.00,
"""
CELL = ("derivative", "check-derivative")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course out of 10: ada has 8 and came late, which costs 2; bob has 4, and 6 by a person's hand; cy nothing."""
    course = new_course(tmp_path_factory.mktemp("fill"))
    due = datetime(2026, 3, 1)
    entries = [Entry({"id": "ada", "first_name": "Ada", "last_name": "Lovelace", "email": "ada@uni.example"},
                     datetime(2026, 3, 2), {CELL: 8}),
               Entry({"id": "bob", "lms_user_id": "72"}, due, {CELL: 4})]
    with opened(course.url, course.id) as book:
        book.update_or_create_assignment(NAME, duedate=due)
        book.add_student("cy")
    write_class(course.url, course.id, NAME, entries, lambda student, score, seconds: 2)
    with opened(course.url, course.id) as book:
        book.find_grade(CELL[1], CELL[0], NAME, "bob").manual_score = 6
        book.db.commit()
    return course


def test_canvas_gets_what_counts_in_the_end(course, tmp_path):
    """By nbgrader's own command: the penalty is taken off, points by hand replace ours, all on Canvas's scale."""
    (tmp_path / "given.csv").write_text(CANVAS, encoding="utf-8")
    said = nbgrader(course, "export", "--to", tmp_path / "new.csv", f"--CourseExport.canvas={tmp_path / 'given.csv'}")

    with open(tmp_path / "new.csv", encoding="utf-8") as file:
        assert {row["ID"]: row["Micrograd (12)"] for row in csv.DictReader(file)} == {
            "": "100.00", "71": "60", "72": "60"}
    assert "filled in: 2 of 2 students" in said


def test_moodle_gets_points_and_keeps_the_comments(course, tmp_path):
    """Who handed in nothing keeps an empty cell."""
    (tmp_path / "given.csv").write_text(MOODLE, encoding="utf-8")
    with opened(course.url, course.id) as book:
        CourseExport(moodle=str(tmp_path / "given.csv"), to=str(tmp_path / "new.csv")).export(book)

    assert (tmp_path / "new.csv").read_text(encoding="utf-8") == MOODLE.replace(",,100.00,mine", ",60,100.00,mine")


@pytest.mark.parametrize(("text", "settings", "sentence"), [
    (CANVAS, {"assignment": ["other"]}, "say which assignment is meant with --assignment \"['NAME']\"."),
    (CANVAS, {"column": "Macrograd"}, 'given.csv:1: there is no assignment "Macrograd" (did you mean "Micrograd"?)'),
    ("Student,ID\n", {}, 'given.csv:1: there is no column "Section".'),
])
def test_what_cannot_be_filled_in_is_told_and_leaves_nothing(course, tmp_path, caplog, text, settings, sentence):
    """A sentence in nbgrader's log, and the exit code 1."""
    (tmp_path / "given.csv").write_text(text, encoding="utf-8")
    plugin = CourseExport(**{"canvas": str(tmp_path / "given.csv"), "to": str(tmp_path / "new.csv")} | settings)
    plugin.log = logging.getLogger("fill")
    with opened(course.url, course.id) as book, pytest.raises(SystemExit):
        plugin.export(book)

    assert sentence in caplog.text
    assert not (tmp_path / "new.csv").exists()
