"""A submitted notebook: a student's cells on the ground plan that was handed out.

The plan's cells are there whatever a student did to the notebook, with the plan's own metadata, type and, where they
are locked, text. Outputs, attachments and metadata of the student's are left behind; nothing of the notebook is run.
"""

import json
from dataclasses import replace

from bleach.sanitizer import Cleaner
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.arrivals.folder import Refused
from autograder.arrivals.place import Place
from autograder.cells import Unfit, cells_of
from autograder.course.marked import is_locked, part_of
from autograder.views.markdown import fenced

#: a larger notebook is not read: outputs alone make one so
MOST_BYTES = 20 * 1024 * 1024
#: characters of Markdown in a notebook that are made harmless, in a second or two: time grows with their square
MOST_MARKUP = 32 * 1024


def read_submitted(path, plan):
    """Return the notebook at `path` on the ground `plan`; of a link or a giant it is told that it was not read."""
    try:
        with Place(path.parent).opened() as folder:
            text = folder.read(path.name, path.name, MOST_BYTES).decode("utf-8")
    except Refused as reason:
        return with_note(plan, str(reason))
    except UnicodeDecodeError:
        return with_note(plan, f"{path.name} is not taken: it is not a notebook, for it is no UTF-8.")
    return restored(text, plan, path.name)


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
    return _notebook(plan, [note, *map(_copied, plan.cells)])


def _notebook(plan, cells):
    notebook = _copied(plan)
    notebook.cells = cells
    return notebook


def _copied(node):
    """Return a copy of a cell or a notebook whose text, outputs and cells can be replaced; the rest is shared."""
    return type(node)(node)


def _whole(cell):
    """Return a cell without halves of characters: JSON has escapes for them, and no file can hold one."""
    return replace(cell, text=cell.text.encode("utf-8", "replace").decode())


def _on_plan(original, text):
    cell = _copied(original)
    if not is_locked(cell):
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
        cells.insert(behind[0] if behind else 0, _copied(cell))


def cleaned(notebook):
    """Return the submitted `notebook` when its texts run nothing: the formgrader shows Markdown and HTML as they are.

    What would take long to be cleaned is shown as it was written.
    """
    cleaner, left = Cleaner(), MOST_MARKUP
    for cell in notebook.cells:
        if is_locked(cell) or cell.cell_type == "code":
            continue
        if cell.cell_type == "markdown":
            left -= len(cell.source)
        too_much = cell.cell_type == "markdown" and left < 0
        cell.source = "\n".join(fenced(cell.source)) if too_much else cleaner.clean(cell.source)
    return notebook
