"""A mutant: the solutions with one known mistake in them, asked in this process, by the same probes as a submission.

The sources are our own, so there is no wall around them. But a mistake may loop: each function and each turn of a loop
is counted, and who needs too many is stopped. Counted, not timed, so that the answer is the same on every machine.
"""

import ast
import builtins
import json
import random
import re
import warnings
from functools import cache
from importlib import import_module
from pathlib import Path
from struct import unpack
from types import ModuleType

from autograder.kept import kept
from autograder.probes import MODULES, PROBES
from autograder.protocol import Answer, Status
from autograder.worker import Sources, describe, doubles

SOLUTIONS = Path(__file__).parent.parent / "solutions"
for name in MODULES:
    if name != "arrays":        # it needs numpy, which takes longer to import than all others: see `_probe`
        import_module(f"autograder.probes.{name}")

TICKS = 120_000     # a training of ten steps takes a quarter of it, a chain of 10,000 nodes more


#: what has statements inside
_COMPOUND = (ast.ClassDef, ast.FunctionDef, ast.If, ast.For, ast.While, ast.With, ast.Try, ast.ExceptHandler)


class Endless(BaseException):
    """A question took more ticks than there are; nothing that catches an Exception may go on."""


@cache
def solutions():
    """Return the text of each module of the solutions and of the given files, by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOLUTIONS.glob("*.py"))}


class Mutant:
    """Modules made of `texts`, {name: source}. `entered` are the blocks that the last question entered, if `watched`.

    A block is all the statements of a function, of a branch or of a loop: (file, first line, last line).
    """

    def __init__(self, texts, watched=False, base=None):
        """Modules are those of the Mutant `base`, if there is one, but for the changed and those that import them."""
        self.sources, self.modules, self.watched, self.base = Sources(texts), {}, watched, base
        self.builtins = vars(builtins) | {"__import__": self._import}
        self.entered, self.clock = set(), base.clock if base else clock()
        self.tick, self.wind, self.ticks = self.clock

    def ask(self, probe, arguments, size):
        """Return the `Answer` to a question; `arguments` are a text of JSON, as they would travel."""
        self.entered.clear()
        self.wind(TICKS)
        kept = random.getstate()        # probes seed the one source that solutions draw from
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")     # numpy's, of numbers that a mistake lets overflow
                return self._answered(probe, json.loads(arguments), size)
        finally:
            random.setstate(kept)

    def _answered(self, probe, arguments, size):
        try:
            numbers = doubles(_probe(probe)(self._module, **arguments), size)
        except Endless:
            return Answer(Status.RAISED, text=Endless.__name__)
        except Exception as problem:
            return Answer(Status.RAISED, text=describe(problem, self.sources))
        return Answer(Status.ANSWERED, unpack(f"<{size}d", numbers))

    def _module(self, name):
        if name not in self.modules:    # one that raised raises again
            self.modules[name] = self.base._module(name) if self._is_of_base(name) else self._made(name)
        return self.modules[name]

    def _is_of_base(self, name):
        if self.base is None:
            return False
        texts, reached, waiting = self.sources.texts, set(), {name}
        while waiting:
            reached |= waiting
            waiting = set().union(*(_imported(texts[one]) for one in waiting)) & texts.keys() - reached
        return all(texts[one] == self.base.sources.texts[one] for one in reached)

    def _made(self, name):
        module = ModuleType(name)
        vars(module).update(__builtins__=self.builtins, __tick__=self.tick, __enter__=self.entered.add)
        exec(code_of(self.sources.texts[name], self.sources.file(name), self.watched), vars(module))
        return module

    def _import(self, name, *others):
        return self._module(name) if name in self.sources.texts else builtins.__import__(name, *others)


def _probe(name):
    if name not in PROBES:
        import_module("autograder.probes.arrays")
    return PROBES[name]


@cache
def _imported(text):
    """Return the modules that a text imports, and some that only an example in it does."""
    return set(re.findall(r"^ *(?:from|import) +(\w+)", text, re.MULTILINE))


def clock():
    """Return `tick()`, which raises Endless when no tick is left, `wind(number)` and `left()`.

    They share a variable, no attribute: a class of submissions takes a million ticks.
    """
    ticks = 0

    def tick():
        nonlocal ticks
        ticks -= 1
        if ticks < 0:
            raise Endless

    def wind(number):
        nonlocal ticks
        ticks = number

    return tick, wind, lambda: ticks


@cache
def code_of(text, file, watched=False):
    """Return the code of a module as `_ticking` makes it, kept for the next process."""
    return kept(__file__, (text, file, watched), lambda: _ticking(text, file, watched))


def _ticking(text, file, watched):
    """Return the code of a module in which each function and each turn of a loop begins with a tick.

    Where it is `watched`, each block says first that it is entered.
    """
    tree = ast.parse(text)
    for place, block in [*_blocks(tree)]:
        # On the line of what is done first, for a recursion that is too deep ends in this call.
        first = int(_is_text(block[0])) if isinstance(place, ast.FunctionDef) else 0
        line = block[min(first, len(block) - 1)]
        calls = [_call("__enter__", (file, *_lines(block)), at=line)] * watched
        if isinstance(place, ast.FunctionDef) or (isinstance(place, (ast.For, ast.While)) and block is place.body):
            calls.append(_call("__tick__", at=line))
        block[first:first] = calls
    return compile(tree, file, "exec", dont_inherit=True)


def _blocks(place):
    """Yield each block below a node, with the statement that it is a part of."""
    for part in ("body", "orelse", "handlers", "finalbody"):
        block = getattr(place, part, ())
        if block and part != "handlers" and not isinstance(place, (ast.Module, ast.ClassDef)):
            yield place, block
        for statement in block:
            if isinstance(statement, _COMPOUND):
                yield from _blocks(statement)


def _lines(block):
    return block[0].lineno, block[-1].end_lineno


def _is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _call(name, *arguments, at):
    place = {key: getattr(at, key) for key in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    constants = [ast.Constant(argument, **place) for argument in arguments]
    return ast.Expr(ast.Call(ast.Name(name, ast.Load(), **place), constants, [], **place), **place)


def changed_block(text, file, replaced, by):
    """Return the smallest block of a module that holds all that changes when its lines `replaced` become `by`.

    A question that does not enter it has the same answer. None where more changes than a block: then any may differ.
    """
    first = text.count("\n", 0, text.index(replaced)) + 1
    last = first + len(replaced.removesuffix("\n").split("\n")) - 1
    indent = min((len(line) - len(line.lstrip()) for line in by.split("\n") if line.strip()), default=last)
    around = [lines for lines, column in _blocks_of(text)
              if lines[0] <= first and last <= lines[1] and column <= indent and (by.strip() or lines != (first, last))]
    return (file, *max(around)) if around else None


@cache
def _blocks_of(text):
    """Return the lines of each block of a module, and the column that it begins in."""
    return [(_lines(block), block[0].col_offset) for _, block in _blocks(ast.parse(text))]
