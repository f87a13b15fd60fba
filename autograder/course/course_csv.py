"""`nbgrader export` for a course: nbgrader's columns and one for each unit, in a table that spreadsheets can trust."""

from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.report import write_whole
from autograder.spreadsheet import csv_text

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
           "raw_score", "late_submission_penalty", "score", "max_score")


class CourseCsv(ExportPlugin):
    """Writes a row for each student and assignment; quoted, and no cell of it is a formula."""

    def export(self, gradebook):
        """Write the grades of the gradebook to the file `to`, grades.csv by default."""
        assignments = [a for a in gradebook.assignments if not self.assignment or a.name in map(str, self.assignment)]
        students = [s for s in gradebook.students if not self.student or s.id in map(str, self.student)]
        notebooks = list(dict.fromkeys(notebook.name for a in assignments for notebook in a.notebooks))
        table = [[*COLUMNS, *notebooks]]
        table += [_row(gradebook, a, s, notebooks) for a in assignments for s in students]
        path = Path(self.to or "grades.csv")
        write_whole(path, csv_text(table))
        self.log.info("Exported the grades to %s", path)


def _row(gradebook, assignment, student, notebooks):
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        timestamp, raw, penalty, scores = "", 0.0, 0.0, {}
    else:
        timestamp, raw, penalty = submission.timestamp or "", submission.score, submission.late_submission_penalty
        scores = {notebook.name: notebook.score for notebook in submission.notebooks}
    known = (assignment.name, assignment.duedate, timestamp, student.id, student.last_name, student.first_name,
             student.email, raw, penalty, max(0.0, raw - penalty), assignment.max_score)
    return [*("" if value is None else value for value in known), *(scores.get(name, "") for name in notebooks)]
