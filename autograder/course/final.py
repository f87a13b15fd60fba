"""Final grades: what students have in the gradebook in the end, filled into a file that another system gave."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError
from autograder.exports.marks import Marks


@dataclass(frozen=True)
class Final:
    """A student's points, penalties taken off and points by hand in place of ours, out of how many."""

    submission: str
    score: float
    max_score: float


def filled(assignments, system, file, out, column=""):
    """Return the text of `file` with the final grades of the one assignment in `assignments`, and what is to be told.

    system   the module of exports/ for the system whose file it is
    out      where the text will go, which must not be `file`
    column   in Canvas: the name of its assignment
    """
    if len(assignments) != 1:
        names = ", ".join(assignment.name for assignment in assignments)
        raise AutograderError(f"say which assignment is meant with --assignment \"['NAME']\". There are: {names}.")
    asked = Namespace(fill=Path(file), out=Path(out), assignment_column=column or None, reveal=None)
    files, told = system.export(_marks(assignments[0]), asked)
    return files[asked.out], told


def _marks(assignment):
    """Return the `Marks` of an assignment of the gradebook."""
    finals, names = [], {}
    for row in assignment.submissions:
        student, score = row.student, max(0.0, row.score - row.late_submission_penalty)
        finals.append(Final(student.id, score, row.max_score))
        full = f"{student.first_name or ''} {student.last_name or ''}".strip()
        names[student.id] = tuple(filter(None, (student.lms_user_id, student.email, full)))
    return Marks(Path(), tuple(sorted(finals, key=lambda final: final.submission)), names)
