"""Notebooks: made from the solutions, taken by nbgrader as its own, and put together to the same modules again."""

import ast
from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.markers import regions, strip_solutions
from autograder.authoring.notebook import as_text, notebook_of, notebooks, student_notebooks
from autograder.cells import cells_of
from autograder.cells import stitched as put_together
from autograder.mistakes import mistakes

ROOT = Path(__file__).parents[2]
STUDENTS = student_notebooks(ROOT)
UNITS = list(STUDENTS)
each_unit = pytest.mark.parametrize("unit", UNITS)


@cache
def solution(unit):
    return (ROOT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")


@cache
def stub(unit):
    return strip_solutions(solution(unit), f"{unit}.py")


def stitched(notebook, unit):
    """Return the module that the cells make, and the notes."""
    return put_together(cells_of(notebook), stub(unit), unit)


def meaning(source):
    """Return what Python reads in `source`: without comments and spaces, the methods of a class in any order."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            node.body.sort(key=lambda inner: getattr(inner, "name", ""))
    return ast.dump(tree)


def dashed(unit, region):
    """Return the grade id of the region's cell: nbgrader allows no dots in it."""
    return f"{unit}.{region.function}".replace(".", "-")


def own(notebook):
    """Return {grade id: cell} of the cells that the student writes."""
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
    return {name: cell for name, cell in graded.items() if cell.metadata.nbgrader.solution}


# --- from the solutions


def test_units_come_in_their_order():
    """The units of the course in their order, each once."""
    assert UNITS[:5] == ["derivative", "value", "backward", "nn", "training"]


@each_unit
def test_each_region_has_a_cell_and_a_check(unit):
    """A solution cell with the region's name as its grade id, and below it a locked cell that checks it."""
    cells = student_notebooks(ROOT)[unit].cells
    ids = [cell.metadata.nbgrader.grade_id for cell in cells]

    for region in regions(solution(unit), f"{unit}.py"):
        place = ids.index(dashed(unit, region))
        assert cells[place].metadata.nbgrader.solution
        assert ids[place + 1] == f"check-{dashed(unit, region)}"
        assert cells[place + 1].source == f'check("{unit}.{region.function}")'
        assert cells[place + 1].metadata.nbgrader.locked
        assert cells[place + 1].metadata.editable is False


@each_unit
def test_a_notebook_is_valid_and_the_same_every_time(unit):
    """Its ids are made of names, so the text of the file is the same; and nbformat finds nothing wrong."""
    notebook = student_notebooks(ROOT)[unit]

    nbformat.validate(notebook)
    assert as_text(notebook) == as_text(student_notebooks(ROOT)[unit])
    assert as_text(notebook).isascii() or as_text(notebook).encode("utf-8")


@each_unit
def test_the_last_cell_is_worth_the_units_points(unit):
    """One graded cell in each notebook, which checks the whole unit."""
    graded = [cell for cell in notebooks(ROOT, {unit: 12.5})[unit].cells if cell.metadata.nbgrader.grade]

    assert [(cell.source, cell.metadata.nbgrader.points) for cell in graded] == [(f'check("{unit}")', 12.5)]


@each_unit
def test_a_students_notebook_has_the_stubs_of_the_exercises(unit):
    """Put together it is the stub's program, with all its texts; no marker and nothing of a solution is in it."""
    notebook = student_notebooks(ROOT)[unit]
    source, notes = stitched(notebook, unit)

    assert (ast.dump(ast.parse(source)), notes) == (ast.dump(ast.parse(stub(unit))), ())
    assert "SOLUTION" not in as_text(notebook)


@each_unit
def test_nbgrader_makes_students_notebooks_of_ours(unit):
    """Its own preprocessors replace each region by a stub and lock the checks; what is left has no solution."""
    preprocessors = pytest.importorskip("nbgrader.preprocessors")
    notebook, resources = notebooks(ROOT)[unit], {}
    for name in ("LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata", "ComputeChecksums"):
        notebook, resources = getattr(preprocessors, name)().preprocess(notebook, resources)

    for name, cell in own(notebook).items():
        assert "raise NotImplementedError()" in cell.source, name
    assert list(own(notebook)) == [dashed(unit, region) for region in regions(solution(unit), unit)]
    assert "SOLUTION" not in as_text(notebook)


def test_the_pictures_are_in_the_notebook():
    """They are attached, so that they show wherever the file is opened."""
    cell = next(cell for cell in student_notebooks(ROOT)["value"].cells if "attachments" in cell)

    assert cell.source.endswith("(attachment:graph.png)")
    assert cell.attachments["graph.png"]["image/png"].startswith("iVBOR")


# --- back to modules


@each_unit
def test_a_solved_notebook_is_the_solution(unit):
    """The instructor's notebook put together does what the solution does, and there is nothing to note."""
    text, notes = stitched(notebooks(ROOT)[unit], unit)

    assert meaning(text) == meaning(solution(unit))
    assert notes == ()


def definitions(source):
    """Return {name: what it is defined as} of a module, the last one of each name: the order tells nothing."""
    kinds = ast.FunctionDef | ast.ClassDef | ast.Assign
    return {getattr(node, "name", None) or ast.unparse(node.targets[0]): ast.dump(node)
            for node in ast.parse(source).body if isinstance(node, kinds)}


#: mistakes that change which functions there are, so that cells and regions are no longer the same ones
RENAMED = [mistake for mistake in mistakes() if mistake.id in {"T35", "T40"}]
#: Where a cell was deleted, or defines what another one defines, its stub stays: not written, in a notebook.
DELETED = {"T36", "V72"}


@pytest.mark.parametrize("mistake", RENAMED, ids=lambda mistake: mistake.id)
def test_other_names_in_a_notebook_are_the_same_names(mistake):
    """What pytest finds by its name, or no longer, it finds in the cells too."""
    notebook = deepcopy(notebooks(ROOT)[mistake.unit])
    (cell,) = [cell for cell in notebook.cells if mistake.replace.strip() in cell.source]
    cell.source = cell.source.replace(mistake.replace.strip(), mistake.by.strip())

    text, _ = stitched(notebook, mistake.unit)

    assert definitions(text) == definitions(mistake.apply(solution(mistake.unit)))


def test_in_a_unit_of_tests_what_pytest_finds_by_itself_comes_along():
    """Tests of one's own, what sets them up, fixtures that a parameter names; experiments stay in the notebook."""
    notebook = deepcopy(notebooks(ROOT)["my_tests"])
    more = ["def setup_function(): pass", "@pytest.fixture\ndef a(): return Value(2.0)",
            "def test_more(a):\n    assert a.data == 2.0", "class TestMore:\n    def test_it(self): pass"]
    notebook.cells += [nbformat.v4.new_code_cell(text) for text in [*more, "tried = Value(3.0)", "print(tried)"]]

    text, notes = stitched(notebook, "my_tests")

    assert set(definitions(text)) - set(definitions(solution("my_tests"))) == {
        "setup_function", "a", "test_more", "TestMore"}
    assert "tried" not in text
    assert notes == ()


@pytest.mark.parametrize("mistake", [m for m in mistakes() if m not in RENAMED and m.id not in DELETED],
                         ids=lambda mistake: mistake.id)
def test_a_mistake_in_a_notebook_is_the_same_mistake(mistake):
    """The same answers as module or as notebook are the same program, so they get the same points."""
    wrong = mistake.apply(solution(mistake.unit))

    notebook = deepcopy(STUDENTS[mistake.unit])
    for cell, answer in zip(notebook.cells, notebook_of(wrong, mistake.unit, ROOT).cells, strict=True):
        cell.source = answer.source

    text, _ = stitched(notebook, mistake.unit)

    assert meaning(text) == meaning(wrong)
