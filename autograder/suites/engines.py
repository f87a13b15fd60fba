"""Engines that the students' tests are put before: right ones, and one with each known mistake of units 1 and 2.

Their texts are written anew from their syntax trees, without docstrings and comments, so that nothing but what they do
tells them apart.
"""

import ast
import random
from functools import cache
from itertools import combinations
from pathlib import Path

from autograder.mistakes import mistakes_of

MODULES = ("value", "backward")
_SOLUTIONS = Path(__file__).parents[2] / "solutions"
_ANOTHER = Path(__file__).parent / "another_engine"

#: changes of the solutions that change nothing: (module, line, what may as well stand there)
HARMLESS = (
    ("value", "return Value(self.data + other.data, (self, other), \"+\")",
     "return Value(other.data + self.data, (self, other), \"+\")"),
    ("value", "return Value(self.data * other.data, (self, other), \"*\")",
     "return Value(other.data * self.data, (self, other), \"*\")"),
    ("value", "return self + (-other)", "return (-other) + self"),
    ("value", "return self * other**-1", "return other**-1 * self if isinstance(other, Value) else self * (1 / other)"),
    ("value", "return self * -1", "return -1 * self"),
    ("value", "self.data if self.data > 0 else 0.0", "max(self.data, 0.0)"),
    ("backward", "return (1.0 - node.data**2,)", "return (1.0 - node.data * node.data,)"),
    ("backward", "return (1.0 / x,)", "return (x**-1,)"),
    ("backward", "return (k * x ** (k - 1),)", "return (x ** (k - 1) * k,)"),
    ("backward", "operand.grad += slope * node.grad", "operand.grad = operand.grad + node.grad * slope"),
)


def right_engines(seed, count=13):
    """Return right engines, {module: source} each: two that were written apart, and `count` made by harmless changes.

    The latter stop whoever knows the solutions and fails what differs a little from them, or goes by looks: what fails
    some engines for how they are written has to be lucky with each of these.
    """
    draw, ways = random.Random(f"harmless {seed}"), list(combinations(range(len(HARMLESS)), 3))
    return (*_written(), *map(_harmlessly_changed, draw.sample(ways, count)))


@cache
def _written():
    return tuple(_bared(_sources(folder)) for folder in (_SOLUTIONS, _ANOTHER))


@cache
def _harmlessly_changed(numbers):
    """Return the engine of the solutions with the changes of these numbers in `HARMLESS`."""
    sources = _sources(_SOLUTIONS)
    for module, line, instead in map(HARMLESS.__getitem__, numbers):
        sources[module] = sources[module].replace(line, instead)
    return _bared(sources)


@cache
def engine_with(mistake):
    """Return the engine {module: source} of the solutions with this mistake in it."""
    sources = _sources(_SOLUTIONS)
    sources[mistake.unit] = mistake.apply(sources[mistake.unit])
    return _bared(sources)


def candidates():
    """Return the known mistakes of these units, any of which an assignment may ask for."""
    return [mistake for unit in sorted(MODULES) for mistake in mistakes_of(unit)]


def _sources(folder):
    return {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}


def _bared(sources):
    return {name: bare(source) for name, source in sources.items()}


def bare(source):
    """Return `source` without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            node.body[:1] = [] if len(node.body) > 1 else [ast.Pass()]
    return ast.unparse(tree)
