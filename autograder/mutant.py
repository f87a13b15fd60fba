"""A mutant: the solutions with one known mistake in them, asked in this process, by the same probes as a submission.

The sources are our own, so there is no wall around them. But a mistake may loop: each function and each turn of a loop
is counted, and who needs too many is stopped. Counted, not timed, so that the answer is the same on every machine.
"""

import ast
import builtins
import json
import random
import warnings
from functools import cache
from importlib import import_module
from pathlib import Path
from struct import unpack
from types import ModuleType

from autograder.probes import MODULES, PROBES
from autograder.protocol import Answer, Status
from autograder.worker import Sources, describe, doubles

SOLUTIONS = Path(__file__).parent.parent / "solutions"
for name in MODULES:
    import_module(f"autograder.probes.{name}")

TICKS = 120_000     # a training of ten steps takes a quarter of it, a chain of 10,000 nodes more


class Endless(BaseException):
    """A question took more ticks than there are; nothing that catches an Exception may go on."""


@cache
def solutions():
    """Return the text of each module of the solutions and of the given files, by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOLUTIONS.glob("*.py"))}


class Mutant:
    """Modules made of `texts`, {name: source}. `entered` names the functions that the last question entered."""

    def __init__(self, texts):
        self.sources, self.modules = Sources(texts), {}
        self.builtins = vars(builtins) | {"__import__": self._import}
        self.entered, self.ticks = set(), 0

    def ask(self, probe, arguments, size):
        """Return the `Answer` to a question; `arguments` are a text of JSON, as they would travel."""
        self.entered, self.ticks = set(), TICKS
        kept = random.getstate()        # probes seed the one source that solutions draw from
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")     # numpy's, of numbers that a mistake lets overflow
                return self._answered(probe, json.loads(arguments), size)
        finally:
            random.setstate(kept)

    def _answered(self, probe, arguments, size):
        try:
            numbers = doubles(PROBES[probe](self._module, **arguments), size)
        except Endless:
            return Answer(Status.RAISED, text=Endless.__name__)
        except Exception as problem:
            return Answer(Status.RAISED, text=describe(problem, self.sources))
        return Answer(Status.ANSWERED, unpack(f"<{size}d", numbers))

    def _module(self, name):
        if name not in self.modules:
            module = ModuleType(name)
            vars(module).update(__builtins__=self.builtins, __tick__=self._tick)
            exec(_code(self.sources.texts[name], self.sources.file(name)), vars(module))
            self.modules[name] = module     # after it was run: one that raised raises again
        return self.modules[name]

    def _import(self, name, *others):
        return self._module(name) if name in self.sources.texts else builtins.__import__(name, *others)

    def _tick(self, function):
        self.entered.add(function)
        self.ticks -= 1
        if self.ticks < 0:
            raise Endless


@cache
def _code(text, file):
    """Return the code of a module in which each function and each turn of a loop begins with a tick."""
    tree = _tree(text)
    _add_ticks(tree.body, ())
    return compile(tree, file, "exec", dont_inherit=True)


def _add_ticks(statements, inside):
    """Let functions and loops among `statements` and below them tick with the full name of the function."""
    for node in statements:
        within = (*inside, node.name) if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else inside
        for part in ("body", "orelse", "handlers", "finalbody"):
            _add_ticks(getattr(node, part, ()), within)
        if isinstance(node, (ast.FunctionDef, ast.For, ast.While)):
            # On the line of what is done first, for a recursion that is too deep ends in this call.
            first = isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None
            node.body.insert(first, _tick(".".join(within), node.body[min(first, len(node.body) - 1)]))


def _tick(name, place):
    call = ast.Call(ast.Name("__tick__", ast.Load()), [ast.Constant(name)], [])
    return ast.fix_missing_locations(ast.copy_location(ast.Expr(call), place))


@cache
def _tree(text):
    return ast.parse(text)


def changed_functions(before, after):
    """Return the names of the functions that differ between two texts; None where more than functions does.

    A function that is left out differs. One that is new may be called from anywhere, so then it is None.
    """
    (functions, rest), (others, other_rest) = _parts(before), _parts(after)
    if rest != other_rest or set(others) - set(functions):
        return None
    return {name for name in functions if functions[name] != others.get(name)}


@cache
def _parts(text):
    """Return {full name: its lines} of the functions, methods among them, and the lines that are in none."""
    functions, rest = {}, text.splitlines()

    def part(nodes, inside):
        for node in nodes:
            name = (*inside, getattr(node, "name", ""))
            if isinstance(node, ast.ClassDef):
                part(node.body, name)
            elif isinstance(node, ast.FunctionDef):
                lines = slice(node.lineno - 1, node.end_lineno)
                functions[".".join(name)] = rest[lines]
                rest[lines] = [""] * len(rest[lines])

    part(_tree(text).body, ())
    return functions, [line for line in rest if line]
