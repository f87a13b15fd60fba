"""A module in the cells of its notebook, for the formgrader to show."""

import json

import pytest
from classroom import KIT

from autograder.arrivals.notebook import is_of_module, parts_of, stub_of
from autograder.assignment import NAMED, Assignment
from autograder.authoring.notebook import as_text, student_notebooks
from autograder.cells import cells_of, stitched
from autograder.course.marked import part_of
from autograder.course.spread import REST, spread

UNITS = [unit.name for unit in Assignment.load(NAMED["full"]).units]
PLANS = student_notebooks(KIT)


def solution(unit):
    return (KIT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")


def cell(notebook, part):
    """The text of the cell that nbgrader calls `part`."""
    return next(cell.source for cell in notebook.cells if part_of(cell) == part)


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_spread_is_put_together_to_the_same_module(unit):
    """No statement is lost or changed, and there is nothing that no cell was meant for."""
    notebook = spread(PLANS[unit], solution(unit), unit)
    text, notes = stitched(cells_of(json.loads(as_text(notebook))), stub_of(f"{unit}.py"), unit)

    assert parts_of(text) == parts_of(solution(unit))
    assert notes == ()
    assert len(notebook.cells) == len(PLANS[unit].cells)
    assert is_of_module(as_text(notebook).encode())


def test_the_plan_stays_as_it_is():
    """It serves the next student."""
    before = as_text(PLANS["value"])
    spread(PLANS["value"], solution("value"), "value")

    assert as_text(PLANS["value"]) == before


def test_what_is_the_students_own_stands_at_the_end():
    """Helpers, constants and classes; what was given in the notebook is not said again."""
    own = "import os\nLIMIT = 3\n\n\nclass Tool:\n    x = 1\n\n\ndef helper(a):\n    return a\n"
    *_, about, rest = spread(PLANS["derivative"], solution("derivative") + own, "derivative").cells

    assert about.source == REST
    assert rest.source.split("\n\n\n") == ["import os", "LIMIT = 3", "class Tool:\n    x = 1",
                                           "def helper(a):\n    return a"]


def test_a_function_that_is_missing_leaves_its_stub():
    """And a method keeps its decorators, at the margin and below the line that says whose it is."""
    text = "class Value:\n    @staticmethod\n    def __add__(self, other):\n        return 1\n"
    notebook = spread(PLANS["value"], text, "value")

    assert cell(notebook, "value-Value-__add__") == (
        "@method_of(Value)\n@staticmethod\ndef __add__(self, other):\n    return 1")
    assert cell(notebook, "value-Value-__mul__") == cell(PLANS["value"], "value-Value-__mul__")


def test_what_shares_a_line_in_a_class_is_one_part():
    """And is looked at once, however much it is."""
    text = "class Value:\n    def f(self): pass\n    " + "x = 1; " * 8_000 + 'y = """two\nlines"""; z = 3\n'
    *_, rest = spread(PLANS["value"], text, "value").cells

    assert rest.source.endswith('x = 1; y = """two\nlines"""; z = 3')
    assert rest.source.count("y =") == 1


@pytest.mark.parametrize("text", ["def f(:\n    pass\n", "x = 1\0", "(" * 10_000, "x = 1" + " + 1" * 1500, "",
                                  'told = f"' + "{a}" * 80_000 + '"'])
def test_what_is_no_python_stands_whole_at_the_end(text):
    """The stubs are as they were handed out; an empty module leaves nothing, and what is too long is not parsed."""
    notebook = spread(PLANS["derivative"], text, "derivative")
    planned = PLANS["derivative"].cells

    assert [cell.source for cell in notebook.cells[:len(planned)]] == [cell.source for cell in planned]
    assert [cell.source for cell in notebook.cells[len(planned):]] == ([REST, text.rstrip()] if text else [])
