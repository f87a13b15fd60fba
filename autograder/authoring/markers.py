"""Solution markers: what in a source file is the solution, and what a student gets in its place.

A region stands inside a function, below its docstring:

    def twice(x):
        \"""Return 2 * x.\"""
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION

The markers are nbgrader's. Every fault is an error with path and line: no solution may leak because of a
typing error.
"""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from autograder.errors import FileProblem

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

#: Whatever was meant as a marker, so that a misspelt one is seen.
LOOKS_LIKE_A_MARKER = re.compile(r"#\s*(BEGIN|END)\s*SOLUTION", re.IGNORECASE)

#: How the docstring of a unit's module begins.
UNIT = re.compile(r"Unit (\d+), (\w+): ")


class MarkerError(FileProblem):
    """A source file whose solution cannot be told from the rest."""


@dataclass(frozen=True)
class Region:
    """A solution: the function it belongs to, its lines, and the numbers of the marker lines around them."""

    function: str
    begin: int
    end: int
    lines: tuple

    @property
    def keyword(self):
        """What the names of this function's tests begin with: `value_add` for Value.__add__."""
        return self.function.replace("__", "").replace(".", "_").lower()


@lru_cache(maxsize=32)      # what stubs say and the stubs themselves come of the same regions
def regions(source, path):
    """Return the regions of `source` in order, as a tuple; a MarkerError names path and line of a faulty one."""
    spans = _spans(source, path)
    tree = _parsed(source, path)
    owners = _owners(tree)
    lines, found = source.split("\n"), {}
    for begin, end in spans:
        function = _function(owners, begin, end, path)
        if function in found:
            raise MarkerError(path, begin, f"{function} has a region already, line {found[function].begin}")
        found[function] = Region(function, begin, end, tuple(lines[begin:end - 1]))
    return tuple(found.values())


def unit(source, path):
    """Return the number and the name of the unit that `source` is the solution of, from its docstring."""
    match = UNIT.match(ast.get_docstring(_parsed(source, path)) or "")
    name = PurePath(path).stem
    if not match or match[2] != name:
        raise MarkerError(path, 1, f'the docstring begins with the unit, as in "Unit 1, {name}: ..."')
    return int(match[1]), name


def strip_solutions(source, path):
    """Return `source` as a student gets it: for each region an error that says what to do.

    A source without regions is a given file and comes back as it is.
    """
    found = regions(source, path)
    if not found:
        return source
    about = unit(source, path)
    stripped = _without(source, found, about)
    if not _is_python(stripped):
        faulty = next((each for each in found if not _is_python(_without(source, [each], about))), found[0])
        raise MarkerError(path, faulty.begin, "without this region the rest is not valid Python")
    return stripped


def _without(source, found, about):
    lines = source.split("\n")
    for region in reversed(found):
        marker = lines[region.begin - 1]
        indent = marker[: -len(marker.lstrip())]
        lines[region.begin - 1:region.end] = _stub(*about, region, indent)
    return "\n".join(lines)


def _is_python(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def todo_texts(source, path):
    """Return what the stubs of `source` say, one sentence or two for each region."""
    number, name = unit(source, path)
    return ["".join(_todo(number, name, region)) for region in regions(source, path)]


def _todo(number, unit_name, region):
    return (f"unit {number}, {unit_name}: {region.function} is yours to write. ",
            f"Try: pytest exercises -k {region.keyword}")


def _stub(number, unit_name, region, indent):
    lines = [f'{indent}    "{text}"' for text in _todo(number, unit_name, region)]
    return [f"{indent}raise NotImplementedError(", *lines, f"{indent})"]


def _spans(source, path):
    """Return the line numbers (begin, end) of the markers, pair by pair."""
    spans, opened = [], None
    for number, line in enumerate(source.split("\n"), start=1):
        if not LOOKS_LIKE_A_MARKER.search(line):
            continue
        marker = line.strip()
        if marker not in (BEGIN, END):
            raise MarkerError(path, number, f'a marker is a line that reads "{BEGIN}" or "{END}"')
        if marker == BEGIN and opened:
            raise MarkerError(path, number, f"a region is open already, since line {opened}")
        if marker == END and not opened:
            raise MarkerError(path, number, "this region was never opened")
        if marker == END:
            spans.append((opened, number))
        opened = number if marker == BEGIN else None
    if opened:
        raise MarkerError(path, opened, "this region is never closed")
    return spans


@lru_cache(maxsize=32)
def _parsed(source, path):
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise MarkerError(path, error.lineno, f"not valid Python: {error.msg}") from None


def _owners(tree):
    """Return (line, functions around it, innermost last) of each statement, a function as (line, name)."""
    owners = []

    def visit(node, names, functions):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                owners.append((child.lineno, functions))
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                function = (child.lineno, ".".join([*names, child.name]))
                visit(child, [*names, child.name], [*functions, function])
            elif isinstance(child, ast.ClassDef):
                visit(child, [*names, child.name], functions)
            else:
                visit(child, names, functions)

    visit(tree, [], [])
    return owners


def _function(owners, begin, end, path):
    """Return the name of the one function that the statements between two lines belong to."""
    inside = [functions for line, functions in owners if begin < line < end]
    if not inside:
        raise MarkerError(path, begin, "this region is empty")
    # A function defined inside the region is part of the solution: only those that begin before it count.
    outside = [[name for line, name in functions if line < begin] for functions in inside]
    names = {functions[-1] if functions else None for functions in outside}
    if len(names) > 1 or None in names:
        raise MarkerError(path, begin, "a region lies within one function, for its stub must be callable")
    return names.pop()
