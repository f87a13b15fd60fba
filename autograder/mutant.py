"""A mutant: the solutions with one known mistake in them, asked in this process, by the same probes as a submission.

The sources are our own, so there is no wall around them. But a mistake may loop: each function and each turn of a loop
is counted, and who needs too many is stopped. Counted, not timed, so that the answer is the same on every machine.
"""

import ast
import builtins
import json
import random
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
    return compile(ast.fix_missing_locations(_Ticking().visit(_tree(text))), file, "exec", dont_inherit=True)


class _Ticking(ast.NodeTransformer):
    """Lets each function and each turn of a loop begin with a call of `__tick__`, with the function's full name."""

    def __init__(self):
        self.inside = []

    def visit_ClassDef(self, node):
        """Go into a class."""
        self.inside.append(node.name)
        self.generic_visit(node)
        self.inside.pop()
        return node

    def visit_FunctionDef(self, node):
        """Go into a function, which ticks."""
        self.visit_ClassDef(node)
        return self._ticks(node, [*self.inside, node.name])

    def visit_For(self, node):
        """Let a loop tick."""
        self.generic_visit(node)
        return self._ticks(node, self.inside)

    visit_While = visit_For

    def _ticks(self, node, names):
        call = ast.Call(ast.Name("__tick__", ast.Load()), [ast.Constant(".".join(names))], [])
        first = isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None
        # On the line of what is done first: a recursion that is too deep ends in the call.
        node.body.insert(first, ast.copy_location(ast.Expr(call), node.body[first]))
        return node


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
