"""Cells put together as a module: what counts, what comes along, what is left out, and what is said about it."""

import json

import pytest

from autograder.cells import MOST_CELLS, MOST_CODE, MOST_STATEMENTS, Cell, Unfit, cells_of, stitched

STUB = '''\
"""Unit 1, number: a number."""

import math


class Number:
    """A number."""

    def __init__(self, data):
        raise NotImplementedError(
            "unit 1, number: Number.__init__ is yours to write. "
        )

    def __repr__(self):
        return f"Number({self.data})"

    def __add__(self, other):
        """Return the sum."""
        raise NotImplementedError("unit 1, number: Number.__add__ is yours to write. ")


def double(x):
    """Return 2 x."""
    raise NotImplementedError("unit 1, number: double is yours to write. ")
'''
INIT = "@method_of(Number)\ndef __init__(self, data):\n    self.data = data"
ADD = "@method_of(Number)\ndef __add__(self, other):\n    return Number(self.data + other.data)"
DOUBLE = "def double(x):\n    return 2 * x"
IDS = {INIT: "number-Number-__init__", ADD: "number-Number-__add__", DOUBLE: "number-double"}


def module(*texts, ids=IDS):
    """Return the module that code cells with these texts make, and the notes."""
    return stitched([Cell(k, ids.get(text, ""), text) for k, text in enumerate(texts, start=1)], STUB, "number")


def run(*texts):
    """Return the names of the module that these cells make, after it was run, and the notes."""
    names, (text, notes) = {}, module(*texts)
    exec(text, names)
    return names, notes


def test_methods_come_home_to_their_class():
    """A method below `@method_of` is a method in the module; what is given stays; the stub's order and its space."""
    text, notes = module(DOUBLE, ADD, INIT)

    assert notes == ()
    assert text == '''\
"""Unit 1, number: a number."""

import math


class Number:
    """A number."""

    def __init__(self, data):
        self.data = data

    def __repr__(self):
        return f"Number({self.data})"

    def __add__(self, other):
        return Number(self.data + other.data)


def double(x):
    return 2 * x
'''


def test_what_no_cell_defines_is_its_stub():
    """A deleted cell costs its own part, and the note names it."""
    names, notes = run(INIT, ADD)

    assert notes == ("No cell defines double.",)
    assert (names["Number"](1) + names["Number"](2)).data == 3
    with pytest.raises(NotImplementedError, match="double is yours to write"):
        names["double"](1)


def test_the_last_definition_counts():
    """As when the notebook is run from top to bottom; the note says which cells there are."""
    names, notes = run(INIT, ADD, DOUBLE, "def double(x):\n    return x")

    assert names["double"](3) == 3
    assert notes == ("double is defined in cells 3 and 4: the last one counts.",)


def test_a_cell_that_is_text_now_is_named():
    """Code in a Markdown cell does not run in JupyterLab either."""
    cells = [Cell(1, IDS[INIT], INIT), Cell(2, IDS[ADD], ADD), Cell(3, IDS[DOUBLE], DOUBLE, is_code=False)]

    _, notes = stitched(cells, STUB, "number")

    assert notes == ("Cell 3, for double, is no code cell any more, so it is not read: make it one again.",
                     "No cell defines double.")


def test_a_cell_that_is_not_python_costs_its_own_part():
    """Calling it raises the error with the place; the others work."""
    names, notes = run(INIT, ADD, "def double(x):\n    return 2 *")

    assert notes == ("Not valid Python: cell 3, line 2: invalid syntax.",)
    assert (names["Number"](1) + names["Number"](2)).data == 3
    with pytest.raises(SyntaxError, match="cell 3, line 2: invalid syntax"):
        names["double"](1)


def test_a_broken_method_is_found_by_its_decorator():
    """With no metadata left, the text says which part it was."""
    names, _ = run(INIT, "@method_of(Number)\ndef __add__(self, other)\n    return 1", DOUBLE)

    with pytest.raises(SyntaxError, match="cell 2, line 2: expected ':'"):
        names["Number"](1) + names["Number"](2)


def test_a_broken_experiment_costs_nothing():
    """It is named and left out."""
    names, notes = run(INIT, ADD, DOUBLE, "double(3")

    assert names["double"](3) == 6
    assert notes == ("Not valid Python: cell 4, line 1: '(' was never closed.",)


@pytest.mark.parametrize("text", ["(" * 10_000, "-" * 10_000 + "1", "x" + ".a" * 10_000, "1" + "+1" * 10_000,
                                  "lambda: " * 5_000 + "1", "x = '\0'", "def f(a, a): pass", "nonlocal x"])
def test_what_python_refuses_is_left_out(text):
    """Nested too deeply, or wrong in other ways that are found late: a note, and the rest is as it was."""
    names, notes = run(INIT, ADD, DOUBLE, text)

    assert names["double"](3) == 6
    assert len(notes) == 1
    assert notes[0].startswith("Not valid Python: cell 4")


def test_functions_of_the_students_own_come_along():
    """What the module uses is taken wherever it stands, with what that uses in turn; an unused one is not."""
    names, _ = run(INIT, ADD, "import statistics\nFACTOR = 2", "def times(x):\n    return FACTOR * x",
                   "def double(x):\n    return times(x)", "def unused():\n    return statistics")

    assert names["double"](4) == 8
    assert "unused" not in names
    assert "statistics" not in names


def test_experiments_stay_in_the_notebook():
    """Expressions, loops, prints and variables that no function reads are not run; local names are not meant."""
    names, notes = run(INIT, ADD, DOUBLE, "x = 1 / 0", "x", "for i in range(10):\n    print(i)", "print(double(3))",
                       "assert False", "check('number.double')")

    assert names["double"](3) == 6
    assert "i" not in names
    assert notes == ()


def test_what_is_used_at_once_stands_before_its_use():
    """A default, a decorator, a constant computed by a function of the student's: in the right order."""
    names, _ = run(INIT, ADD, "from functools import cache", 
                   "@cache\ndef double(x, factor=TWO):\n    return factor * x",
                   "def one():\n    return ONE", "ONE = 1", "TWO = one() + one()")

    assert names["double"](4) == 8


def test_a_method_attached_by_hand_counts():
    """`Number.__add__ = ...` at the margin, after the class."""
    names, notes = run(INIT, DOUBLE, "def plus(self, other):\n    return Number(self.data + other.data)",
                       "Number.__add__ = plus", "setattr(Number, 'more', plus)")

    assert notes == ()
    assert (names["Number"](1) + names["Number"](2)).data == 3
    assert names["Number"](1).more(names["Number"](1)).data == 2


def test_a_whole_class_in_one_cell_counts():
    """Whoever writes the class as in a module has written its methods, in the order that they need."""
    names, notes = run("class Number:\n    def __init__(self, data):\n        self.data = data\n\n"
                       "    @property\n    def half(self):\n        return self.data / 2\n\n"
                       "    @half.setter\n    def half(self, half):\n        self.data = 2 * half\n\n"
                       "    def plus(self, other):\n        return Number(self.data + other.data)\n\n"
                       "    __add__ = plus\n    a = 1; b = \"\"\"two\nlines\"\"\"; c = 3\n", DOUBLE)

    number = names["Number"](1) + names["Number"](2)
    number.half = 4
    assert (number.a, number.b, number.c) == (1, "two\nlines", 3)
    assert (number.data, repr(number), notes) == (8, "Number(8)", ())


def test_more_methods_come_along():
    """Methods of the student's own, on the unit's class and on classes of their own."""
    names, _ = run(INIT, ADD, "@method_of(Number)\ndef twice(self):\n    return Other().twice(self)",
                   "class Other:\n    pass", "@method_of(Other)\ndef twice(self, x):\n    return x + x", DOUBLE)

    assert names["Number"](2).twice().data == 4


def test_a_method_that_lost_its_first_line_is_taken():
    """The cell's id says where it belongs, and the note what is missing."""
    init = "def __init__(self, data):\n    self.data = data"
    cells = [Cell(1, IDS[INIT], init), Cell(2, IDS[ADD], ADD), Cell(3, IDS[DOUBLE], DOUBLE)]
    text, notes = stitched(cells, STUB, "number")

    exec(text, names := {})
    assert names["Number"](2).data == 2
    assert notes == ("Cell 1 has lost its line @method_of(Number).",)


def test_a_renamed_function_is_missing():
    """As in a module: there is no such function, and no stub in its place."""
    cells = [Cell(1, IDS[INIT], INIT), Cell(2, IDS[ADD], ADD), Cell(3, IDS[DOUBLE], "def dubble(x):\n    return 2 * x")]

    text, notes = stitched(cells, STUB, "number")

    assert "double" not in text
    assert notes == ("Cell 3, for double, defines dubble instead.",)


@pytest.mark.parametrize("line", ["%matplotlib inline", "!pip install torch", "double?", "files = !ls",
                                  "%time double(3)", "?double"])
def test_lines_for_jupyter_are_dropped(line):
    """A note names them; what stands around them is taken."""
    names, notes = run(INIT, ADD, f"{line}\n{DOUBLE}")

    assert names["double"](3) == 6
    assert notes == (f"Cell 3: {line} is for Jupyter, not Python, and left out.",)


@pytest.mark.parametrize(("line", "taken"), [("%%time", True), ("%%bash", False)])
def test_a_cell_with_two_percent_signs(line, taken):
    """Below a timer there is Python, below any other such line there is none."""
    text, notes = module(INIT, ADD, f"{line}\n{DOUBLE}")

    assert ("return 2 * x" in text) is taken
    assert f"Cell 3: {line} is for Jupyter, not Python, and left out." in notes


def test_a_percent_sign_in_python_is_no_command():
    """Neither in a text over several lines nor where an expression goes on."""
    names, notes = run(INIT, ADD, 'def double(x):\n    return (2 * x\n% 100, """\n%s\n!""")')

    assert names["double"](3) == (6, "\n%s\n!")
    assert notes == ()


def test_texts_over_several_lines_keep_their_margin():
    """A method moves four blanks to the right, and the lines of a text in it do not."""
    speak = '@method_of(Number)\ndef __repr__(self):\n    """Say\n    it."""\n    return """a\n  b"""'
    names, _ = run(INIT, ADD, speak, DOUBLE)

    assert repr(names["Number"](1)) == "a\n  b"


def test_the_helpers_of_the_notebook_and_the_unit_itself_are_not_imported():
    """They are not there where the module is graded."""
    helpers = "from checks import check\nimport cells\nimport statements\n"
    text, _ = module(INIT, ADD, DOUBLE, f"{helpers}from number import double")

    assert "import" not in text.replace("import math", "")


# --- the file


def notebook(*cells, **more):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)} | more


def test_a_source_may_be_a_list_of_lines():
    """As the format allows; line ends are made equal."""
    cell = {"cell_type": "code", "source": ["x = 1\r\n", "y = 2"], "metadata": {"nbgrader": {"grade_id": "a"}}}

    assert cells_of(notebook(cell)) == [Cell(1, "a", "x = 1\ny = 2")]


CODE = {"cell_type": "code", "metadata": {}, "source": ""}


@pytest.mark.parametrize(("data", "sentence"), [
    ([], "it is not a notebook: there is no list of cells."),
    ({"cells": {}}, "it is not a notebook: there is no list of cells."),
    ({"worksheets": [], "nbformat": 3}, "it is not a notebook of format 4: open it in JupyterLab and save it again."),
    (notebook(nbformat="4"), "it is not a notebook of format 4"),
    (notebook(CODE, 7), "cell 2 is neither code nor text."),
    (notebook(CODE | {"cell_type": ["code"]}), "cell 1 is neither code nor text."),
    (notebook(CODE | {"source": 7}), "cell 1 holds no text."),
    (notebook(CODE | {"source": ["a", None]}), "cell 1 holds no text."),
    (notebook(*[CODE] * (MOST_CELLS + 1)), "it has more than 1000 cells."),
    (notebook(CODE | {"source": "#" * MOST_CODE}, CODE | {"source": "#"}), "its code cells hold more than 64 KiB."),
])
def test_what_is_no_notebook_is_refused_with_a_reason(data, sentence):
    """Lists for texts, numbers for cells, other formats, too much of it."""
    with pytest.raises(Unfit) as reason:
        cells_of(json.loads(json.dumps(data)))

    assert str(reason.value).startswith(sentence)


@pytest.mark.parametrize("metadata", [None, [], {"nbgrader": []}, {"nbgrader": {"grade_id": 7}}, {"nbgrader": {}}])
def test_strange_metadata_are_no_metadata(metadata):
    """Whatever they say, the text of the cell counts."""
    assert cells_of(notebook(CODE | {"metadata": metadata})) == [Cell(1, "", "")]


@pytest.mark.parametrize("texts", [
    ["0;" * (MOST_STATEMENTS + 1)], ["x = 1\n" * MOST_STATEMENTS, "x"],
    ["class Number:\n    def f(self): pass\n    " + "0;" * MOST_STATEMENTS]])
def test_more_statements_than_can_be_ordered_are_no_notebook(texts):
    """They are counted over all cells, before anything is done with them."""
    with pytest.raises(Unfit, match="its code cells hold more than 2000 statements"):
        module(*texts)


def test_statements_that_need_each_other_are_put_in_order():
    """A chain from the last to the first comes along whole, each link before what uses it when it is carried out."""
    count = MOST_STATEMENTS - 10
    links = [f"a{k} = a{k + 1} + 1\n" for k in range(count)]
    names, _ = run(f"a{count} = 0\n" + "".join(links[::-1]), "def double(x):\n    return a0")

    assert names["double"](0) == count
