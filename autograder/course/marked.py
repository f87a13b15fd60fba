"""A marked cell: the verdict on a unit, in the cell of its notebook that is worth its points."""

from dataclasses import dataclass, replace

from nbformat.v4 import new_output

from autograder.language import language
from autograder.report import points_text
from autograder.views.pages import render
from autograder.views.reveal import revealed

#: the name of the error that says that no verdict was formed
UNDECIDED = "NotGraded"


def part_of(cell):
    """Return what nbgrader calls the cell, "" where it does not know it."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def is_grade(cell):
    """Whether the cell is worth points."""
    return cell.metadata.get("nbgrader", {}).get("grade", False)


def is_solution(cell):
    """Whether the cell is the student's to write."""
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def is_locked(cell):
    """Whether the cell is the kit's own, whatever a student wrote into it."""
    return cell.metadata.get("nbgrader", {}).get("locked", False)


@dataclass(frozen=True)
class Points:
    """What a cell earned of its own points, and what beyond them: a bonus."""

    earned: float
    extra: float


def mark(cell, report, showing):
    """Write the verdict on a unit into the `cell` that is worth its points; return its `Points`.

    `report` holds the checks of the unit alone; `showing` is how they are shown. The last output is a number of
    points in [0, the cell's], for a cell without one counts as full marks.
    """
    most = float(cell.metadata.nbgrader.points)
    earned = min(max(float(report.score), 0.0), most)
    shown = revealed(report, showing.reveal, language(showing.language))
    html = render("cell.html", shown=shown, say=shown.say, checks=report.checks if showing.reveal != "scores" else ())
    plain = shown.say("{score} points", score=shown.points)
    cell.outputs = [new_output("display_data", {"text/html": html, "text/plain": plain}),
                    new_output("execute_result", {"text/plain": points_text(earned)}, execution_count=1)]
    cell.execution_count = 1
    return Points(earned, float(report.score) - earned)


def mark_undecided(cell, sentence):
    """Write into `cell` that the verdict could not be formed: an error, so that it never counts as full marks."""
    told = f"{sentence} This is no fault of the student's: it has to be graded again, or by a person."
    cell.outputs = [new_output("error", ename=UNDECIDED, evalue=told, traceback=[f"{UNDECIDED}: {told}"])]
    cell.execution_count = 1


def is_undecided(cell):
    """Whether `mark_undecided` was here."""
    return any(output.output_type == "error" and output.ename == UNDECIDED for output in cell.get("outputs", ()))


def of_unit(report, unit):
    """Return the report on one unit alone."""
    return replace(report, checks=tuple(check for check in report.checks if check.unit == unit))
