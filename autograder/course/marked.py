"""A marked notebook: a student's cells on the ground plan that was handed out, with the verdict in the last of them.

The plan's cells are there whatever a student did to the notebook, with the plan's own metadata, type and, where they
are locked, text. Outputs, attachments and metadata of the student's are left behind; nothing of the notebook is run.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, replace

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.cells import Unfit, cells_of
from autograder.language import language
from autograder.report import points_text
from autograder.views.pages import render
from autograder.views.reveal import revealed

#: the name of the error that says that no verdict was formed
UNDECIDED = "NotGraded"


def restored(text, plan, file):
    """Return the notebook `text` on the ground `plan`, a notebook; the plan alone, and why, where it cannot be read.

    A cell of the plan that is missing stands behind the one that it stood behind. Of two with one name the first is
    the plan's; one of another type, such as code turned into text, is a cell of the student's own.
    """
    try:
        handed_in = [_whole(cell) for cell in cells_of(json.loads(text))]
    except Unfit as reason:
        return with_note(plan, f"{file} is not taken: {reason}")
    except (ValueError, RecursionError):
        return with_note(plan, f"{file} is not taken: it is not a notebook, for it is no JSON.")
    planned = {part_of(cell): cell for cell in plan.cells}
    cells, seen = [], set()
    for cell in handed_in:
        original = planned.get(cell.grade_id)
        if original and cell.grade_id not in seen and (original.cell_type == "code") == cell.is_code:
            seen.add(cell.grade_id)
            cells.append(_on_plan(original, cell.text))
        else:
            cells.append(_own(cell))
    _put_back(cells, [cell for cell in plan.cells if part_of(cell) not in seen], plan)
    return _notebook(plan, cells)


def with_note(plan, sentence):
    """Return the notebook `plan` with a sentence above it."""
    note = new_markdown_cell(f"**{sentence}**", id="note")
    return _notebook(plan, [note, *map(deepcopy, plan.cells)])


def part_of(cell):
    """Return what nbgrader calls the cell, "" where it does not know it."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _notebook(plan, cells):
    notebook = deepcopy(plan)
    notebook.cells = cells
    return notebook


def _whole(cell):
    """Return a cell without halves of characters: JSON has escapes for them, and no file can hold one."""
    return replace(cell, text=cell.text.encode("utf-8", "replace").decode())


def _on_plan(original, text):
    cell = deepcopy(original)
    if not cell.metadata.nbgrader.locked:
        cell.source = text
    return cell


def _own(cell):
    make = new_code_cell if cell.is_code else new_markdown_cell
    return make(cell.text, id=f"own-{cell.number}")


def _put_back(cells, missing, plan):
    order = [part_of(cell) for cell in plan.cells]
    for cell in missing:
        before = order[:order.index(part_of(cell))]
        behind = [k for k, other in enumerate(cells, start=1) if before and part_of(other) == before[-1]]
        cells.insert(behind[0] if behind else 0, deepcopy(cell))


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
