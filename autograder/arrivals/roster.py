"""The roster: the students of a course, from a CSV file; it gives hand-ins the names that the course knows."""

import codecs
import csv
import io
import unicodedata
from dataclasses import dataclass

from autograder.errors import AutograderError, FileProblem, did_you_mean
from autograder.inert import inert

COLUMNS = ("student_id", "first_name", "last_name", "email", "lms_user_id")
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
        for word in words:
            if students := self._by_word.get(_plain(word)):
                return students[0] if len(students) == 1 else None
        return None


def _plain(word):
    """Return `word` without case, spaces and signs: Canvas and file systems leave them out."""
    return "".join(c for c in unicodedata.normalize("NFC", word).casefold() if c.isalnum())


def load_roster(path):
    """Return the roster in the file `path`; raise `FileProblem` with the line of the first fault.

    The first line names the columns, of which student_id must be there; others than COLUMNS are left alone. Cells
    are parted by commas, semicolons or tabs.
    """
    text = _text(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = _header(path, next(rows, []))
        return Roster(_students(path, header, rows))
    except csv.Error as problem:
        raise FileProblem(path, rows.line_num, f"this is no row of a CSV file: {problem}") from None


def _text(path):
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise AutograderError(f"{path} cannot be read: {problem.strerror}.") from None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileProblem(path, 1, "the file is saved as UTF-16: save it as UTF-8 (in Excel: CSV UTF-8)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line, byte = content.count(b"\n", 0, problem.start) + 1, content[problem.start]
        raise FileProblem(path, line, f"the byte 0x{byte:02x} is not UTF-8: save the file as UTF-8 "
                                      "(in Excel: CSV UTF-8)") from None


def _delimiter(text):
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _header(path, cells):
    names = ["_".join(cell.casefold().split()) for cell in cells]
    if not any(names):
        raise FileProblem(path, 1, f"the first line must name the columns: {', '.join(COLUMNS)}")
    if "student_id" not in names:
        there = inert(", ".join(names), 200)
        raise FileProblem(path, 1, f"there is no column student_id{did_you_mean('student_id', names)}; "
                                   f"there are: {there}")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise FileProblem(path, 1, f"the column {name} is there twice")
    return names


def _students(path, header, rows):
    """Yield the students of the rows after the header; empty lines are skipped."""
    lines = {name: {} for name in _UNIQUE}
    for cells in rows:
        line = rows.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise FileProblem(path, line, f"this row has {len(cells)} cells, the first line has {len(header)}")
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name in COLUMNS}
        if not row["student_id"]:
            raise FileProblem(path, line, "the student_id is empty")
        for name in _UNIQUE:
            if word := _plain(row.get(name, "")):
                first = lines[name].setdefault(word, line)
                if first != line:
                    raise FileProblem(path, line, f"the {name} {inert(row[name], 60)} is in line {first} already")
        yield Student(**row)
