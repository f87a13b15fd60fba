"""The rows of a class in nbgrader's gradebook: all in one transaction, and one by one through nbgrader's interface."""

import tempfile
import time
import warnings
from datetime import datetime
from pathlib import Path

from autograder.bench.goal import Goal
from autograder.course.gradebook import Entry, opened, write_class

STUDENTS, UNITS = 200, 10
COURSE, ASSIGNMENT = "course", "micrograd"
HANDED_IN = datetime(2026, 3, 1)


def measure(students=STUDENTS, units=UNITS):
    """Return the CPU seconds of both ways for a class, and the share of students with the same score in both."""
    names = [f"unit{number}" for number in range(units)]
    entries = [Entry({"id": f"s{k:03}"}, HANDED_IN, {(name, "points"): (k + n) % 11 for n, name in enumerate(names)})
               for k in range(students)]
    with tempfile.TemporaryDirectory() as folder:
        books = {way: _gradebook(Path(folder, f"{way.__name__}.db"), names) for way in (at_once, one_by_one)}
        seconds = {way.__name__: _seconds(way, url, entries) for way, url in books.items()}
        ours, theirs = map(_scores, books.values())
    same = sum(theirs.get(name) == score for name, score in ours.items()) / students
    return seconds | {"same": same, "students": students, "units": units}


def _gradebook(path, names):
    """Make a gradebook with an assignment of these notebooks, a cell with points in each; return its address."""
    url = f"sqlite:///{path}"
    with opened(url, COURSE) as book:
        book.add_assignment(ASSIGNMENT)
        for name in names:
            book.add_notebook(name, ASSIGNMENT)
            book.add_grade_cell("points", name, ASSIGNMENT, max_score=10, cell_type="code")
    return url


def _seconds(way, url, entries):
    started = time.process_time()
    way(url, entries)
    return time.process_time() - started


def at_once(url, entries):
    """Write the class as `course sync` does."""
    write_class(url, COURSE, ASSIGNMENT, entries)


def one_by_one(url, entries):
    """Write the class as `nbgrader autograde` does, which commits each score."""
    with warnings.catch_warnings(), opened(url, COURSE) as book:
        warnings.simplefilter("ignore")     # nbgrader warns of itself
        for entry in entries:
            student = entry.student["id"]
            book.update_or_create_student(student)
            book.add_submission(ASSIGNMENT, student, timestamp=entry.handed_in)
            for (notebook, cell), points in entry.scores.items():
                grade = book.find_grade(cell, notebook, ASSIGNMENT, student)
                grade.auto_score, grade.needs_manual_grade = points, False
                book.db.commit()


def _scores(url):
    with opened(url, COURSE) as book:
        return {submission.student_id: submission.score for submission in book.assignment_submissions(ASSIGNMENT)}


def judge(took):
    """Return the goals with what was measured."""
    of = f"{took['students']} students x {took['units']} units"
    return [
        Goal(f"rows of {of}: CPU of nbgrader's interface / ours", 40, took["one_by_one"] / took["at_once"]),
        Goal("  CPU seconds of ours", 1, took["at_once"], least=False),
        Goal("share of students with the same score both ways", 1, took["same"], must=True),
    ]
