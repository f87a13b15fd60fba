"""Moodle: the grading worksheet of an assignment that the instructor downloaded, with grades and feedback filled in.

Columns are called in the language of whoever downloaded it; the names below are those of Moodle's own translations.
"""

import html
import re

from autograder.errors import FileProblem
from autograder.exports.filling import NO_POINTS, add_fill, fill, sheet_to_fill
from autograder.exports.scale import number, scaled, written
from autograder.views.feedback import feedback

IDENTIFIER = ("Identifier", "ID", "Identifiant", "Identificador")
GRADE = ("Grade", "Bewertung", "Note", "Calificación", "Nota")
MAXIMUM = ("Maximum grade", "Bestwertung", "Note maximale", "Calificación máxima", "Nota máxima")
COMMENTS = ("Feedback comments", "Feedback als Kommentar", "Feedback par commentaires",
            "Comentarios de retroalimentación")
NAME = ("Full name", "Vollständiger Name", "Nom complet", "Nombre completo", "Nome completo")
#: Moodle takes no grade for a row where the first is "No", in its own words for it
CHANGEABLE, NO = ("Grade can be changed",), ("no",)
LOCKED = "left as they are, their grade cannot be changed in Moodle"
OTHERS = ("Email address", "E-Mail-Adresse", "Adresse de courriel", "Dirección de correo", "ID number", "ID-Nummer",
          "Numéro d'identification", "Username", "Anmeldename", "Nom d'utilisateur")


def add(command):
    """Add the format."""
    add_fill(command("your Moodle grading worksheet with grades and feedback filled in", """\
In the assignment's settings turn on Feedback comments and Offline grading worksheet. Then View all submissions,
Download grading worksheet, and

  python -m autograder export marks moodle --fill worksheet.csv --out filled.csv

and Upload grading worksheet with filled.csv. Points are scaled to "Maximum grade": score / max_score * maximum,
rounded to hundredths, and no more than the maximum, which Moodle would refuse. The feedback goes into "Feedback
comments", where there is such a column. A student is found by identifier, address, ID number or full name. Who has no
report keeps what is there. All other cells stay as they are, byte for byte.""", reveal=True))


def export(marks, arguments):
    """Return the worksheet with the points of `marks`, and their feedback unless `arguments.reveal` is None."""
    sheet = sheet_to_fill(arguments)
    grade, maximum, comments = sheet.column(*GRADE), sheet.column(*MAXIMUM), sheet.columns(COMMENTS)
    changeable = sheet.columns(CHANGEABLE)

    def write(row, report):
        most = sheet.value(row, maximum)
        if not number(most):
            raise FileProblem(sheet.path, row.line, f'the maximum grade is "{most}", and this takes a number above 0.')
        if any(sheet.value(row, column).strip().casefold() in NO for column in changeable):
            return LOCKED
        if not report.max_score:
            return NO_POINTS
        sheet.fill(row, grade, written(min(scaled(report, number(most)), number(most)), like=most))
        for column in comments if arguments.reveal else ():
            sheet.fill(row, column, _comment(report, arguments.reveal))
        return ""

    told = fill(sheet, sheet.rows, _names(sheet), marks, write)
    return {arguments.out: sheet.text()}, [*told, *["no column for feedback: grades only"] * (not comments)]


def _names(sheet):
    identifier = sheet.column(*IDENTIFIER)
    others = sheet.columns([*NAME, *OTHERS])

    def names(row):
        participant = sheet.value(row, identifier)
        number_alone = re.sub(r"^\D+", "", participant)
        return [*[sheet.value(row, column) for column in others], participant, number_alone]

    return names


def _comment(report, level):
    """Return the feedback as HTML, which Moodle takes comments to be."""
    return f"<pre>{html.escape(feedback(report, level).strip())}</pre>"
