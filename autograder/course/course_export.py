"""`nbgrader export` for a course: a table that spreadsheets can trust, or a file of Canvas or Moodle filled in.

    nbgrader export                                                             grades.csv
    nbgrader export --CourseExport.canvas=gradebook.csv --to filled.csv         what counts in the end, into that file
    nbgrader export --CourseExport.moodle=worksheet.csv --to filled.csv

`python -m autograder export` fills in the same files with what `grade` found: without penalties and points by hand.
"""

from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.course.final import filled
from autograder.errors import AutograderError
from autograder.exports import canvas, moodle
from autograder.report import write_whole
from autograder.spreadsheet import csv_text

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
           "raw_score", "late_submission_penalty", "score", "max_score")


class CourseExport(ExportPlugin):
    """Writes the grades of the gradebook to the file `to`."""

    canvas = Unicode("", help="The gradebook of Canvas that is to be filled in.").tag(config=True)
    moodle = Unicode("", help="The grading worksheet of Moodle that is to be filled in.").tag(config=True)
    column = Unicode("", help="In Canvas: the assignment, where the file has several.").tag(config=True)

    def export(self, gradebook):
        """Write the file; end with a sentence in the log where that cannot be done."""
        assignments = [a for a in gradebook.assignments if not self.assignment or a.name in map(str, self.assignment)]
        try:
            if self.canvas or self.moodle:
                self._fill(assignments)
            else:
                self._write_table(gradebook, assignments)
        except AutograderError as problem:
            self.log.error("%s", problem)
            raise SystemExit(1) from None

    def _fill(self, assignments):
        text, told = filled(assignments, canvas if self.canvas else moodle, self.canvas or self.moodle,
                            self.to or "filled.csv", self.column)
        write_whole(Path(self.to or "filled.csv"), text)
        for sentence in (*told, f"Exported the grades to {self.to or 'filled.csv'}"):
            self.log.info("%s", sentence)

    def _write_table(self, gradebook, assignments):
        """Write a row for each student and assignment, with a column for each unit; no cell of it is a formula."""
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
