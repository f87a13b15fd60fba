"""The roster: the students of a course, from a CSV file; it gives hand-ins the names that the course knows."""

import csv
import io
import unicodedata
from dataclasses import dataclass

from autograder.errors import FileProblem, did_you_mean
from autograder.inert import inert
from autograder.saved import table_text

COLUMNS = ("student_id", "first_name", "last_name", "email", "lms_user_id")
_NAMES = f"the first line must name the columns, parted by commas, semicolons or tabs: {', '.join(COLUMNS)}"
#: columns in which no two students may have the same
_UNIQUE = ("student_id", "email", "lms_user_id")


@dataclass(frozen=True)
class Student:
    """A row of the roster; texts, empty where the file has none."""

    student_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


class Roster:
    """The students of a course, in the order of the file."""

    def __init__(self, students):
        self.students = tuple(students)
        self._by_word = {}
        for student in self.students:
            first, last = student.first_name, student.last_name
            words = (student.student_id, student.lms_user_id, student.email, first + last, last + first)
            for word in filter(None, set(map(_plain, words))):
                self._by_word.setdefault(word, []).append(student)

    def student(self, words):
        """Return the one student that one of `words` stands for, an id, an address or a name; None where none is.

        The first word that stands for somebody decides; it must not stand for several.
        """
        students = self._meant(words)
        return students[0] if len(students) == 1 else None

    def is_unclear(self, words):
        """Whether the first of `words` that stands for somebody stands for several."""
        return len(self._meant(words)) > 1

    def _meant(self, words):
        return next(filter(None, (self._by_word.get(_plain(word)) for word in words)), ())


def _plain(word):
    """Return `word` without case, spaces and signs: Canvas and file systems leave them out."""
    return "".join(c for c in unicodedata.normalize("NFC", word).casefold() if c.isalnum())


def load_roster(path, unfit=lambda student: ""):
    """Return the roster in the file `path`; raise `FileProblem` with the line of the first fault.

    The first line names the columns, of which student_id must be there; others than COLUMNS are left alone. Cells
    are parted by commas, semicolons or tabs. `unfit` says why a `Student` is not to be had, or nothing.
    """
    text = table_text(path).removeprefix("\ufeff")
    rows = _Rows(path, text)
    header = _header(path, next(rows, []))
    students = list(_students(path, header, rows, unfit))
    if not students:
        raise FileProblem(path, None, "there is no student in it: each needs a line below that of the columns")
    return Roster(students)


class _Rows:
    """The rows of a CSV file; `line` is where the last one begins."""

    def __init__(self, path, text):
        self._path, self.line = path, 0
        self._rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)

    def __iter__(self):
        return self

    def __next__(self):
        self.line = self._rows.line_num + 1
        try:
            return next(self._rows)
        except csv.Error as problem:
            raise FileProblem(self._path, self.line, f"no row of a CSV file begins here: {problem}; look for a quote "
                              "that is not closed, or stands within a cell") from None


def _delimiter(text):
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _header(path, cells):
    names = ["_".join(cell.casefold().split()) for cell in cells]
    if not any(names):
        raise FileProblem(path, 1, _NAMES)
    if "student_id" not in names:
        there = inert(", ".join(names), 200)
        raise FileProblem(path, 1, f"there is no column student_id{did_you_mean('student_id', names)}; there are: "
                                   f"{there}. {_NAMES[0].upper()}{_NAMES[1:]}")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise FileProblem(path, 1, f"the column {name} is there twice")
    return names


def _students(path, header, rows, unfit):
    """Yield the students of the rows after the header; empty lines are skipped."""
    lines = {name: {} for name in _UNIQUE}
    for cells in rows:
        line = rows.line
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise FileProblem(path, line, f"this row has {len(cells)} cells, the first line has {len(header)}: "
                                          "put a cell with the sign that parts cells into quotes")
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name in COLUMNS}
        if not row["student_id"]:
            raise FileProblem(path, line, "the student_id is empty")
        for name in _UNIQUE:
            if word := _plain(row.get(name, "")):
                first, written = lines[name].setdefault(word, (line, row[name]))
                if first != line:
                    alike = "" if written == row[name] else f", as {inert(written, 60)}"
                    raise FileProblem(path, line, f"the {name} {inert(row[name], 60)} is in line {first} already"
                                                  f"{alike}: give each student one line")
        student = Student(**row)
        if reason := unfit(student):
            raise FileProblem(path, line, reason)
        yield student
