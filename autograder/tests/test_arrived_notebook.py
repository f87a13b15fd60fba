"""Notebooks that students hand in: as good as modules, read as text, and every fault is a sentence."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import Assignment
from autograder.authoring.notebook import as_text, notebook_of, notebooks, student_notebooks
from autograder.grading import Grader
from autograder.mistakes import mistakes
from autograder.submission import read_submission

ROOT = Path(__file__).parents[2]
ASSIGNMENT = Assignment.load()
UNITS = [unit.name for unit in ASSIGNMENT.units]
SOLVED = {name: as_text(notebook) for name, notebook in notebooks(ROOT).items()}
STUBS = {name: as_text(notebook) for name, notebook in student_notebooks(ROOT).items()}


@pytest.fixture
def submit(tmp_path):
    """Write files (name -> text or bytes) into a folder; return the submission that is read from it."""
    def submit(files, assignment=ASSIGNMENT, name="ann"):
        for file, content in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_submission("ann", tmp_path / name, assignment)
    return submit


@pytest.fixture(scope="module")
def grader():
    with Grader(ASSIGNMENT, 11) as grader:
        yield grader


def solution(unit):
    return (ROOT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")


def changed(unit, change):
    """Return the solved notebook of the unit after `change(cells, notebook)`."""
    notebook = json.loads(SOLVED[unit])
    change(notebook["cells"], notebook)
    return json.dumps(notebook)


def cell_of(cells, part):
    """Return the cell of this part."""
    return next(cell for cell in cells if cell["id"] == part.replace(".", "-"))


def outcomes(report):
    return {(check.unit, check.name): (check.outcome, check.score) for check in report.checks}


# --- as good as a module


@pytest.mark.parametrize("place", ["", "notebooks/", "exercises/notebooks/",
                                   "micrograd-exercises/exercises/notebooks/"])
def test_notebooks_are_a_submission(submit, place):
    """In the folder itself, or where they lie in the bundle; its helper files are not taken for the student's."""
    files = {f"{place}{name}.ipynb": text for name, text in SOLVED.items() if name in UNITS}
    files |= {f"{place}{name}.py": "1/0" for name in ("cells", "checks", "run_tests", "statements")}

    submission = submit(files)

    assert {unit: unit for unit in UNITS} == submission.modules
    assert set(submission.sources) == set(UNITS)
    assert (submission.problems, submission.notes, submission.layout) == ({}, (), "kit")


def test_a_solved_notebook_gets_all_points(submit, grader):
    """The hidden suites find nothing wrong with it."""
    report = grader.grade(submit({f"{name}.ipynb": SOLVED[name] for name in UNITS}), slow=False)

    assert report.score == report.max_score > 90


@pytest.mark.parametrize("number", range(0, len(mistakes()), 40))
def test_a_mistake_costs_the_same_in_a_notebook(submit, grader, number):
    """A sample of the known mistakes, graded end to end: the same outcomes and points, check by check."""
    mistake = [mistake for mistake in mistakes() if mistake.unit in UNITS][number % 200]
    wrong = mistake.apply(solution(mistake.unit))
    as_module = submit({f"{unit}.py": solution(unit) for unit in UNITS} | {f"{mistake.unit}.py": wrong})
    expected = outcomes(grader.grade(as_module, slow=False, explain=False))

    notebook = json.loads(STUBS[mistake.unit])
    answers = notebook_of(wrong, mistake.unit, ROOT)
    for cell, answer in zip(notebook["cells"], answers.cells, strict=True):
        cell["source"] = answer.source
    files = {f"{unit}.ipynb": SOLVED[unit] for unit in UNITS} | {f"{mistake.unit}.ipynb": json.dumps(notebook)}
    found = outcomes(grader.grade(submit(files, name="as-notebook"), slow=False, explain=False))

    assert found == expected


# --- module and notebook


def test_of_module_and_notebook_that_counts_in_which_more_is_written(submit):
    """The bundle has both: the stub of a module beside a solved notebook, or the other way round, needs no word."""
    stubs = {f"{unit}.py": (ROOT / "exercises" / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
    both = stubs | {f"notebooks/{unit}.ipynb": STUBS[unit] for unit in UNITS}

    submission = submit(both | {"notebooks/value.ipynb": SOLVED["value"], "backward.py": solution("backward")})

    assert "raise NotImplementedError" not in submission.sources["value"]
    assert submission.sources["backward"] == solution("backward")
    assert "raise NotImplementedError" in submission.sources["nn"]
    assert submission.notes == ()


def test_where_both_are_written_the_note_says_which_counts(submit):
    """The notebook has more; and where as much is written in both, the module counts."""
    half = solution("backward").replace("return order", 'raise NotImplementedError("later")')
    other = solution("value").replace("self.data + other.data", "other.data + self.data")
    submission = submit({"backward.py": half, "backward.ipynb": SOLVED["backward"],
                         "value.py": other, "value.ipynb": SOLVED["value"]})

    assert "later" not in submission.sources["backward"]
    assert submission.sources["value"] == other != solution("value")
    assert submission.notes == (
        "There are value.py and value.ipynb: the module is graded, as much or more of it is written.",
        "There are backward.py and backward.ipynb: the notebook is graded, as much or more of it is written.")


@pytest.mark.parametrize("idle", [
    "", solution("value"), solution("value") + "\n# as in the notebook\n",
    (ROOT / "exercises" / "value.py").read_text(encoding="utf-8").replace("\n", "\r\n") + "# untouched\n",
])
def test_a_module_that_says_nothing_else_than_the_notebook_needs_no_word(submit, idle):
    """Empty, the same, or what was handed out, whatever an editor did to its lines."""
    submission = submit({"value.py": idle, "value.ipynb": SOLVED["value"]})

    assert "raise NotImplementedError" not in submission.sources["value"]
    assert submission.notes == ()


def test_a_notebook_that_was_made_of_the_module_is_no_part_of_the_submission(submit):
    """With it or without, the digest is the same; alone it is a notebook like others."""
    def of_module(cells, notebook):
        notebook["metadata"]["of_module"] = True
        cells.append({"cell_type": "code", "source": "def f(:", "metadata": {}})

    picture, module = changed("value", of_module), {"value.py": solution("value")}
    alone, together = submit(module, name="alone"), submit(module | {"value.ipynb": picture}, name="together")

    assert alone == together
    assert "value" in submit({"value.ipynb": picture}, name="notebook").modules


def test_a_broken_notebook_beside_a_module_costs_nothing(submit):
    """The module is graded, and the note says why the notebook is not."""
    submission = submit({"value.py": solution("value"), "value.ipynb": "{"})

    assert submission.sources["value"] == solution("value")
    assert submission.notes[0].startswith("value.ipynb is not taken: it is not JSON: line 1: ")


# --- broken notebooks


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "it is empty."),
    (b"from value import Value", "it is not JSON: line 1: Expecting value."),
    (b"[" * 200_000, "it is nested too deeply for a notebook."),
    (b'{"cells": [' * 50_000, "it is nested too deeply for a notebook."),
    (b'{"cells": NaN}', "it holds NaN, which is no number."),
    (b'{"cells": -Infinity}', "it holds -Infinity, which is no number."),
    (b'{"cells": ' + b"9" * 10_000 + b"}", "it holds a number of too many digits."),
    (b'{"cells": [], "cells": []}', 'it says "cells" twice in one place.'),
    (b'{%s "x": 0, "x": 0}' % b"".join(b'"%d":0,' % k for k in range(500_000)), 'it says "x" twice in one place.'),
    (b'{"nbformat": 3, "worksheets": []}',
     "it is not a notebook of format 4: open it in JupyterLab and save it again."),
    (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": {}}]}', "cell 1 holds no text."),
    (b'{"nbformat": 4, "cells": [{"cell_type": "c\xffde"}]}', "it is not UTF-8: line 1 has the byte 0xff."),
    ("[]".encode("utf-16"), "it is not UTF-8: line 1 has the byte 0xff."),
])
def test_what_is_no_notebook_is_a_problem_of_its_unit(submit, content, sentence):
    """One sentence that names the file; the other units are graded."""
    submission = submit({"value.ipynb": content, "backward.ipynb": SOLVED["backward"]})

    assert submission.problems["value"] == f"value.ipynb is not taken: {sentence}"
    assert "backward" in submission.modules


def test_a_mark_at_the_beginning_does_no_harm(submit):
    """Some editors write a byte-order mark."""
    assert "value" in submit({"value.ipynb": b"\xef\xbb\xbf" + SOLVED["value"].encode()}).modules


def test_a_notebook_that_is_too_large_is_refused_unread(submit):
    """By its size on the disk; the bound is the assignment's."""
    small = replace(ASSIGNMENT, limits=replace(ASSIGNMENT.limits, notebook_kib=64))

    assert submit({"value.ipynb": SOLVED["value"]}, small).problems["value"] == "value.ipynb is larger than 64 KiB."


CHANGES = {
    "deleted": (lambda cells, _: cells.remove(cell_of(cells, "backward.backward")), ["No cell defines backward."]),
    "duplicated": (lambda cells, _: cells.append(cell_of(cells, "backward.backward")),
                   ["backward is defined in cells 12 and 15: the last one counts."]),
    "turned to text": (lambda cells, _: cell_of(cells, "backward.backward").update(cell_type="markdown"),
                       ["Cell 12, for backward, is no code cell any more, so it is not read: make it one again.",
                        "No cell defines backward."]),
    "not Python": (lambda cells, _: cell_of(cells, "backward.backward").update(source="def backward(root):\n  for"),
                   ["Not valid Python: cell 12, line 2: invalid syntax."]),
    "reordered": (lambda cells, _: cells.reverse(), []),
    "points and locks": (lambda cells, _: [cell["metadata"].update(nbgrader={"points": 10**9, "locked": 7, "grade": []})
                                           for cell in cells], []),
    "no metadata": (lambda cells, notebook: [notebook.pop("metadata"), *[cell.pop("metadata") for cell in cells]], []),
    "wrong ids": (lambda cells, _: [cell["metadata"]["nbgrader"].update(grade_id="backward-backward")
                                    for cell in cells if cell["cell_type"] == "code"], []),
    "outputs": (lambda cells, _: cell_of(cells, "check-backward").update(
        outputs=[{"output_type": "execute_result", "data": {"text/plain": "35.0"}, "metadata": {}}]), []),
    "lists of lines": (lambda cells, _: [cell.update(source=cell["source"].splitlines(keepends=True))
                                         for cell in cells if isinstance(cell["source"], str)], []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_notebook_is_read_all_the_same(submit, name):
    """What is left counts; a note names the cell where something was lost."""
    change, notes = CHANGES[name]

    submission = submit({"backward.ipynb": changed("backward", change)})

    assert list(submission.notes) == [f"backward.ipynb: {note}" for note in notes]
    assert "def backward(root)" in submission.sources["backward"]
    assert "35.0" not in submission.sources["backward"]


def test_notes_of_one_notebook_are_bounded(submit):
    """However many cells are broken."""
    text = changed("value", lambda cells, _: cells.extend({"cell_type": "code", "source": "("} for _ in range(100)))

    notes = submit({"value.ipynb": text}).notes

    assert len(notes) == 9
    assert notes[-1] == "value.ipynb: 92 more notes on it are left out."
