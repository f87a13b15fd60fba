"""Engines that the students' tests are put before: right ones, and one with each known mistake of units 1 and 2.

Their texts are written anew from their syntax trees, without docstrings and comments, so that nothing but what they do
tells them apart.
"""

import ast
from functools import cache
from pathlib import Path

from autograder.mistakes import mistakes

MODULES = ("value", "backward")
_SOLUTIONS = Path(__file__).parents[2] / "solutions"
_ANOTHER = Path(__file__).parent / "another_engine"


@cache
def right_engines():
    """Return the right engines, {module: source} each."""
    return tuple({name: bare((folder / f"{name}.py").read_text(encoding="utf-8")) for name in MODULES}
                 for folder in (_SOLUTIONS, _ANOTHER))


@cache
def engine_with(mistake):
    """Return the engine {module: source} of the solutions with this mistake in it."""
    sources = {name: (_SOLUTIONS / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}
    sources[mistake.unit] = mistake.apply(sources[mistake.unit])
    return {name: bare(source) for name, source in sources.items()}


def candidates():
    """Return the known mistakes of these units, any of which an assignment may ask for."""
    return [mistake for mistake in mistakes() if mistake.unit in MODULES]


def bare(source):
    """Return `source` without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            node.body[:1] = [] if len(node.body) > 1 else [ast.Pass()]
    return ast.unparse(tree)
