"""Solution markers: stubs keep the contract, and every fault has a path and a line."""

import ast

import pytest

from autograder.authoring.markers import MarkerError, regions, strip_solutions, unit

SOURCE = '''"""Unit 7, twins: two of a kind."""


class Pair:
    def __add__(self, other):
        """Return the sum."""
        ### BEGIN SOLUTION
        # a comment goes as well
        return self.of(other)
        ### END SOLUTION

    def given(self):
        return 1


def twice(x):
    """Return 2 * x."""
    start = 0
    ### BEGIN SOLUTION
    def inner():
        return x

    return start + inner() + inner()
    ### END SOLUTION
'''

STRIPPED = '''"""Unit 7, twins: two of a kind."""


class Pair:
    def __add__(self, other):
        """Return the sum."""
        raise NotImplementedError(
            "unit 7, twins: Pair.__add__ is yours to write. "
            "Try: pytest exercises -k pair_add"
        )

    def given(self):
        return 1


def twice(x):
    """Return 2 * x."""
    start = 0
    raise NotImplementedError(
        "unit 7, twins: twice is yours to write. "
        "Try: pytest exercises -k twice"
    )
'''


def in_function(*lines):
    """Return a unit with one function that has these lines below its docstring, which is in line 4."""
    return '"""Unit 1, x: one."""\n\ndef f():\n    """Say."""\n' + "".join(f"    {line}\n" for line in lines)


def test_a_stub_keeps_everything_but_the_solution():
    """Signatures, docstrings and given code stay; a region becomes one error that says what to do."""
    assert strip_solutions(SOURCE, "twins.py") == STRIPPED


def test_a_given_file_comes_back_as_it_is():
    """A source without markers needs no unit in its docstring and is not changed."""
    source = "x = 1  # whatever\r\n"

    assert strip_solutions(source, "given.py") == source


def test_regions_are_listed_with_their_names_and_lines():
    """Each region knows its function by its qualified name, its tests' keyword, its place and its text."""
    first, second = regions(SOURCE, "twins.py")

    assert (first.function, first.keyword, first.begin, first.end) == ("Pair.__add__", "pair_add", 7, 10)
    assert first.lines == ("        # a comment goes as well", "        return self.of(other)")
    assert (second.function, second.keyword) == ("twice", "twice")


def test_a_region_inside_a_loop_belongs_to_its_function():
    """A region may be part of a body; the error stands at its indentation."""
    source = in_function("for i in 1, 2:", "    ### BEGIN SOLUTION", "    print(i)", "    ### END SOLUTION")

    stripped = strip_solutions(source, "x.py")

    assert "    for i in 1, 2:\n        raise NotImplementedError(\n" in stripped
    ast.parse(stripped)


FAULTS = {
    "an end without a begin": (
        in_function("return 1", "### END SOLUTION"), r"x\.py:6: this region was never opened"),
    "a region that is never closed": (
        in_function("### BEGIN SOLUTION", "return 1"), r"x\.py:5: this region is never closed"),
    "a region in a region": (
        in_function("### BEGIN SOLUTION", "### BEGIN SOLUTION", "return 1", "### END SOLUTION"),
        r"x\.py:6: a region is open already, since line 5"),
    "text after a marker": (
        in_function("### BEGIN SOLUTION here", "return 1", "### END SOLUTION"),
        r'x\.py:5: a marker is a line that reads "### BEGIN SOLUTION" or "### END SOLUTION"'),
    "a marker after code": (
        in_function("### BEGIN SOLUTION", "return 1  ### END SOLUTION"), r"x\.py:6: a marker is a line"),
    "a misspelt marker": (
        in_function("## begin solution", "return 1", "### END SOLUTION"), r"x\.py:5: a marker is a line"),
    "a region outside of functions": (
        '"""Unit 1, x: one."""\n### BEGIN SOLUTION\ny = 1\n### END SOLUTION\n',
        r"x\.py:2: a region lies within one function, for its stub must be callable"),
    "a region that holds a whole function": (
        '"""Unit 1, x: one."""\n### BEGIN SOLUTION\ndef f():\n    return 1\n### END SOLUTION\n',
        r"x\.py:2: a region lies within one function"),
    "a region over two functions": (
        in_function("### BEGIN SOLUTION", "return 1") + "def g():\n    return 2\n    ### END SOLUTION\n",
        r"x\.py:5: a region lies within one function"),
    "an empty region": (
        in_function("### BEGIN SOLUTION", "# nothing", "### END SOLUTION"), r"x\.py:5: this region is empty"),
    "two regions in a function": (
        in_function("### BEGIN SOLUTION", "y = 1", "### END SOLUTION", "### BEGIN SOLUTION", "return y",
                    "### END SOLUTION"), r"x\.py:8: f has a region already, line 5"),
    "a source that is not Python": (
        in_function("### BEGIN SOLUTION", "return (", "### END SOLUTION"), r"x\.py:6: not valid Python: "),
    "a region that leaves half a statement": (
        in_function("### BEGIN SOLUTION", "try:", "    return 1", "### END SOLUTION", "finally:", "    pass"),
        r"x\.py:5: without this region the rest is not valid Python"),
    "a docstring without a unit": (
        in_function("### BEGIN SOLUTION", "return 1", "### END SOLUTION").replace("Unit 1, x", "Unit one"),
        r'x\.py:1: the docstring begins with the unit, as in "Unit 1, x: \.\.\."'),
    "a docstring with another unit's name": (
        in_function("### BEGIN SOLUTION", "return 1", "### END SOLUTION").replace("Unit 1, x", "Unit 1, y"),
        r"x\.py:1: the docstring begins with the unit"),
    "a source without a docstring": (
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
        r"x\.py:1: the docstring begins with the unit"),
}


@pytest.mark.parametrize(("source", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_path_line_and_problem(source, message):
    """No faulty source is stripped: the error reads as a compiler's."""
    with pytest.raises(MarkerError, match=f"^{message}"):
        strip_solutions(source, "x.py")


def test_the_unit_is_read_from_the_docstring():
    """The number and the name of a unit are typed once, at the top of its solution."""
    assert unit(SOURCE, "solutions/twins.py") == (7, "twins")
