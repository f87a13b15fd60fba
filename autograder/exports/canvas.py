"""Canvas: the gradebook that the instructor exported, with one assignment filled in.

Columns and rows as Canvas itself reads them (gradebook_importer.rb): Student (or LastName and FirstName), ID, SIS User
ID, SIS Login ID, Section, then the assignments; above the students a row "Points Possible", and one "Manual Posting".
"""

import re

from autograder.errors import AutograderError, FileProblem, did_you_mean
from autograder.exports.filling import NO_POINTS, add_fill, fill, sheet_to_fill
from autograder.exports.scale import number, scaled, written

_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
_ASSIGNMENT = re.compile(r"(.+) \(\d+\)")
_NO_STUDENT = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_POSSIBLE = "Points Possible"
EXCUSED = "left as they are, excused"


def add(command):
    """Add the format."""
    made = command("your Canvas gradebook with one assignment filled in", """\
In Canvas: Grades, Export, Export Entire Gradebook. Then

  python -m autograder export marks canvas --fill gradebook.csv --out filled.csv

and Grades, Import with filled.csv. Points are scaled to the assignment's "Points Possible": score / max_score *
possible, rounded to hundredths; bonus points may exceed it. A student is found by ID, SIS ID, login or full name. Who
has no report or is excused (EX) keeps what is there. All other cells stay as they are, byte for byte.""")
    add_fill(made)
    made.add_argument("--assignment-column", metavar="NAME",
                      help="the assignment, as in the first row, with its number or without (needed if there are "
                           "several)")


def export(marks, arguments):
    """Return the gradebook with the points of `marks`."""
    sheet = sheet_to_fill(arguments)
    column = _assignment(sheet, arguments.assignment_column)
    possible = _possible(sheet, column)
    maximum = number(possible)

    def write(row, report):
        if sheet.value(row, column).strip().upper() == "EX":
            return EXCUSED
        if not report.max_score:
            return NO_POINTS
        sheet.fill(row, column, written(scaled(report, maximum), like=possible))
        return ""

    told = fill(sheet, _students(sheet), _names(sheet), marks, write)
    return {arguments.out: sheet.text()}, [f"column: {sheet.header[column]}, out of {possible.strip()}", *told]


def _assignment(sheet, wanted):
    """Return the number of the column to fill in."""
    first = sheet.column("Section") + 1
    titles = {name: _ASSIGNMENT.fullmatch(name) for name in sheet.header[first:]}
    assignments = [name for name, title in titles.items() if title]
    if not assignments:
        raise FileProblem(sheet.path, 1, 'there is no assignment, which has a number, as in "Micrograd (12)", and '
                          "stands to the right of Section. Make it in Canvas, and export the gradebook anew.")
    if wanted is None:
        if len(assignments) != 1:
            raise AutograderError(f"{sheet.path} has {len(assignments)} assignments: say which is meant with "
                                  f"--assignment-column. There are: {', '.join(assignments)}.")
        return sheet.column(assignments[0])
    fitting = [name for name in titles if wanted in (name, titles[name] and titles[name][1])]
    if not fitting:
        near = did_you_mean(wanted, [title[1] for title in titles.values() if title])
        raise FileProblem(sheet.path, 1, f'there is no assignment "{wanted}"{near}. There are: '
                          f"{', '.join(assignments)}.")
    if len(fitting) > 1:
        raise FileProblem(sheet.path, 1, f'two assignments are called "{wanted}": {" and ".join(fitting)}. Give the '
                          "number too.")
    return sheet.column(fitting[0])


def _possible(sheet, column):
    """Return what the assignment is worth, as it is written there."""
    found = {sheet.value(row, column): row.line for row in reversed(sheet.rows) if _POSSIBLE in sheet.value(row, 0)}
    for possible, line in found.items():
        if not number(possible):
            raise FileProblem(sheet.path, line, f'"{_POSSIBLE}" of {sheet.header[column]} is "{possible.strip()}", and '
                              "this takes a number above 0.")
    if len(found) > 1:
        lines = " and ".join(map(str, sorted(found.values())))
        raise FileProblem(sheet.path, max(found.values()), f'there are several rows "{_POSSIBLE}", in lines {lines}, '
                          "which differ: take away what is not meant, or export the gradebook anew.")
    if not found:
        raise FileProblem(sheet.path, None, f'there is no row "{_POSSIBLE}": export the gradebook anew, in English.')
    return min(found, key=found.get)


def _students(sheet):
    def is_student(row):
        values = [sheet.value(row, column) for column in range(len(row.cells))]
        return _POSSIBLE not in values[0] and not all(map(_NO_STUDENT.fullmatch, values))

    return [row for row in sheet.rows if is_student(row)]


def _names(sheet):
    ids = [sheet.column("ID"), *[column for name in _IDS[1:] for column in sheet.columns([name])]]
    full = [sheet.column("LastName"), sheet.column("FirstName")] if sheet.columns(["LastName"]) else [
        sheet.column("Student")]

    def names(row):
        name = ", ".join(sheet.value(row, column) for column in full)
        turned = " ".join(reversed(name.split(", ", 1)))
        return [name, turned, *[sheet.value(row, column) for column in ids]]

    return names
