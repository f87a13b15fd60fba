"""Right notebooks in other styles than the one handed out: the module that they make runs, and nothing is lost."""

import pytest
from test_cells import ADD, DOUBLE, IDS, INIT, STUB

from autograder.cells import Cell, stitched

BARE = ADD.partition("\n")[2]
INDENTED = BARE.replace("\n", "\n    ")
#: style -> (texts of the cells, those meant for Number.__init__, Number.__add__ and double among them marked)
STYLES = {
    "a class that extends itself": [INIT, ("add", f"class Number(Number):\n    {INDENTED}"), DOUBLE],
    "extended twice, with super": [
        ("init", "class Number(Number):\n    def __init__(self, data):\n        self.data = data"),
        ("add", "class Number(Number):\n    def __init__(self, data):\n        super().__init__(data)\n\n"
                "    def __add__(self, other):\n        return Number(self.data + other.data)"), DOUBLE],
    "under a name of its own": [INIT, ("add", f"class Mine(Number):\n    {INDENTED}\n\nNumber = Mine"), DOUBLE],
    "assigned": [INIT, ("add", f"{BARE}\n\nNumber.__add__ = __add__"), DOUBLE],
    "assigned and forgotten": [INIT, ("add", f"{BARE}\n\nNumber.__add__ = __add__\ndel __add__"), DOUBLE],
    "by setattr": [INIT, ("add", f"{BARE}\n\nsetattr(Number, '__add__', __add__)"), DOUBLE],
    "a lambda": [INIT, ADD, ("double", "double = lambda x: 2 * x")],
    "partly applied": [INIT, ADD, ("double", "from functools import partial\n\ndef times(k, x):\n    return k * x\n\n"
                                             "double = partial(times, 2)")],
    "in a branch": [INIT, ADD, ("double", "if True:\n    def double(x):\n        return 2 * x")],
    "counts its calls": [INIT, ADD, "CALLS = 0",
                         ("double", "def double(x):\n    global CALLS\n    CALLS += 1\n    return 2 * x")],
    "a star": [INIT, ADD, "from operator import *", ("double", "def double(x):\n    return mul(2, x)")],
    "a star in what is at hand at once": [INIT, ADD, "from typing import *",
                                          ("double", "def double(x: Callable) -> Any:\n    return 2 * x")],
}
PARTS = {"init": "number-Number-__init__", "add": "number-Number-__add__", "double": "number-double"}


def made(cells):
    """Return the names of the module that the cells make, after it was run, its text and the notes."""
    cells = [cell if isinstance(cell, tuple) else (None, cell) for cell in cells]
    text, notes = stitched([Cell(k, PARTS.get(part) or IDS.get(cell, ""), cell)
                            for k, (part, cell) in enumerate(cells, start=1)], STUB, "number")
    names = {"__name__": "number"}
    exec(text, names)
    return names, text, notes


@pytest.mark.parametrize("style", STYLES)
def test_a_style_costs_nothing(style):
    """All three parts work, and no cell is said to be missing."""
    names, _, notes = made(STYLES[style])

    assert (names["Number"](1) + names["Number"](2)).data == 3
    assert names["double"](2) == 4
    assert not [note for note in notes if "No cell" in note or "instead" in note or "lost its line" in note]


def test_methods_that_a_loop_sets_are_taken_along():
    """Which they are, nobody knows before the loop runs."""
    names, _, notes = made([INIT, DOUBLE, "import operator", (
        "add", "def made(f):\n    return lambda self, other: Number(f(self.data, other.data))\n\n"
               "for name in ['add', 'mul']:\n    setattr(Number, f'__{name}__', made(getattr(operator, name)))")])

    assert (names["Number"](2) * (names["Number"](1) + names["Number"](2))).data == 6
    assert notes == ()


def test_a_star_that_nobody_needs_stays_in_the_notebook():
    """It may be of a package that is not there where code is graded."""
    _, text, _ = made([INIT, ADD, DOUBLE, "from matplotlib.pyplot import *\nplot([1, 2])"])

    assert "matplotlib" not in text


def test_methods_that_a_class_adds_to_itself_are_there_for_those_that_inherit():
    """As they are in the notebook, where the cell stands above the class that inherits."""
    stub = STUB + "\n\nclass Whole(Number):\n    pass\n"
    text, _ = stitched([Cell(k, "", cell) for k, cell in enumerate(
        [INIT, f"class Number(Number):\n    {INDENTED}", "class Whole(Number):\n    pass"])], stub, "number")
    names = {"__name__": "number"}
    exec(text, names)

    assert (names["Whole"](1) + names["Whole"](2)).data == 3


@pytest.mark.parametrize("style", ["a lambda", "partly applied", "a class that extends itself"])
def test_a_stub_that_is_replaced_is_no_stub_that_is_left(style):
    """Of a module and a notebook that has more graded which has fewer."""
    _, text, _ = made(STYLES[style])

    assert "NotImplementedError" not in text
