"""Cells indented, ended and marked in other ways than ours: nothing is lost, and what no module can hold is said."""

import json

import pytest
from test_cells import ADD, DOUBLE, INIT, run

from autograder.arrivals.notebook import module_in, parts_of
from autograder.assignment import Assignment
from autograder.submission import read_submission

WHOLE = '''\
class Number:
    """A number of my own,
indented as I like."""
    zero = 0

    def __init__(self, data):
        self.data = data    # kept
# a remark at the margin
        self.more = [
  1]

    def __add__(self, other):
        return Number(self.data + other.data)
'''
WAYS = {
    "by two": lambda text: text.replace("    ", "  "),
    "by one": lambda text: text.replace("    ", " "),
    "by eight": lambda text: text.replace("    ", " " * 8),
    "by tabs": lambda text: text.replace("    ", "\t"),
    "with form feeds": lambda text: text.replace("\n    def", "\n\f    def").replace("\n        s", "\n\f        s"),
    "with a backslash at an end": lambda text: text.replace("other.data)\n", "other.data); \\\n\n"),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_class_in_one_cell_is_indented_in_any_way(way):
    """As Python takes it, so is it taken."""
    names, _ = run(WAYS[way](WHOLE), DOUBLE)
    number = names["Number"]

    assert (number(2) + number(3)).data == 5
    assert number(2).more == [1]
    assert (number.zero, repr(number(1))) == (0, "Number(1)")


def test_a_class_in_one_line_keeps_its_methods():
    """What stands in the line is added to the class, whose methods are in cells of their own."""
    names, _ = run("class Number: kind = 'real'; zero = 0", INIT, ADD, DOUBLE)

    assert (names["Number"].kind, (names["Number"](1) + names["Number"](2)).data) == ("real", 3)


def test_two_names_in_one_line_of_a_class_are_taken():
    """As `__radd__` and others often are, below the methods that they stand for."""
    names, notes = run(WHOLE + "    __radd__ = __add__; plus = __add__\n    two = 2; three = 3\n", DOUBLE)

    assert (names["Number"](1).plus(names["Number"](2)).data, names["Number"].three) == (3, 3)
    assert notes == ()


@pytest.mark.parametrize("mark", ["@method_of(\n    Number\n)", "@method_of(Number  # mine\n)", "@method_of( Number )"])
def test_the_mark_of_a_method_may_go_over_lines(mark):
    """It is Python, and goes as a whole."""
    names, _ = run(INIT, ADD.replace("@method_of(Number)", mark), DOUBLE)

    assert (names["Number"](1) + names["Number"](2)).data == 3


def nested(levels):
    """A method of so many levels: one more, and Python takes it no longer."""
    inner = "".join(f"{' ' * k}if 1:\n" for k in range(1, levels))
    return f"@method_of(Value)\ndef __add__(self, other):\n{inner}{' ' * levels}return 1\n"


def notebook(*texts):
    """The bytes of a notebook of these cells."""
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in texts]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


@pytest.mark.parametrize("method", [
    nested(99), "@method_of(Value)\ndef __add__(self, other):\n    1\n\\\n    return 1\n"])
def test_what_does_not_fit_into_a_class_is_left_out(tmp_path, method):
    """A function that Python takes at the margin, and not as a method: the others are taken."""
    other = "@method_of(Value)\ndef __neg__(self):\n    return self * -1"
    (tmp_path / "value.ipynb").write_bytes(notebook(method, other))
    submission = read_submission("ann", tmp_path, Assignment.load())

    assert submission.notes[0] == ("value.ipynb: Cell 1: Value.__add__ is written in a way that does not fit into a "
                                   "class, so it is left out.")
    assert "return self * -1" in submission.sources["value"]
    assert 'value: Value.__add__ is yours to write' in submission.sources["value"]


def test_the_deepest_method_fits():
    """As deep as Python allows."""
    text, _ = module_in(notebook(nested(98)), "value.ipynb", "value.py")
    assert parts_of(text)


@pytest.mark.parametrize("deep", ["x" + ".a" * 1500, "1" + " + 1" * 1500, "-" * 1500 + "1",
                                  "if 1:\n    x = 1\n" + "elif 2:\n    x = 2\n" * 400])
def test_a_module_nested_deeply_lies_beside_a_notebook(tmp_path, deep):
    """What can be parsed need not be fit to be compared: the module is graded, and nothing breaks."""
    (tmp_path / "derivative.py").write_text(f"{deep}\n{DOUBLE}\n")
    (tmp_path / "derivative.ipynb").write_bytes(notebook(deep, DOUBLE))
    submission = read_submission("ann", tmp_path, Assignment.load())

    assert submission.sources["derivative"].startswith(deep)
    assert parts_of("x = " + "-" * 1500 + "1") is None
