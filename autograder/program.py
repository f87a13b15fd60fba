"""A program: arithmetic as data, traced on one engine and replayed on another.

A program is a flat list of steps. Each step is a list of an operation and its operands; an operand is the number of
an earlier step (an int) or a plain number (a list of one float, so that JSON keeps the two apart):

    ["leaf", [2.0]]        a leaf with the value 2
    ["*", 0, 0]            step 0 times step 0
    ["-", [10.0], 1]       10 - step 1: a plain number on the left, so the engine's `__rsub__` is called
    ["sum", 0, 1, 2]       sum([step 0, step 1, step 2]), Python's own, which starts at 0

The steps are what was written, not how an engine splits it up. They hold inputs, never results.
"""

import cmath
import inspect
import itertools
import math
import operator
from dataclasses import dataclass


def _method(name):
    return lambda x: getattr(x, name)()


#: operation -> what it does to the operands of an engine
OPERATIONS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow,
    "+=": operator.iadd, "*=": operator.imul, "neg": operator.neg,
    "relu": _method("relu"), "tanh": _method("tanh"), "exp": _method("exp"), "log": _method("log"),
    "sum": lambda *terms: sum(terms),
}


def _plain_relu(x):
    return x if (x.real if isinstance(x, complex) else x) > 0 else 0.0 * x


def _plain(name):
    return lambda x: getattr(cmath if isinstance(x, complex) else math, name)(x)


#: the same on plain floats and complex numbers
PLAIN = OPERATIONS | {"relu": _plain_relu, "tanh": _plain("tanh"), "exp": _plain("exp"), "log": _plain("log")}


@dataclass(frozen=True)
class Program:
    """Steps, the names of its inputs (the first steps, all leaves), and the roots from which `backward` starts in turn."""

    steps: tuple
    names: tuple
    roots: tuple

    @property
    def inputs(self):
        """The values of the inputs, in order."""
        return [step[1][0] for step in self.steps[: len(self.names)]]

    def with_inputs(self, values):
        """Return the same program on other inputs."""
        leaves = tuple(("leaf", (value,)) for value in values)
        return Program(leaves + self.steps[len(leaves):], self.names, self.roots)


def replay(steps, leaf, operations=OPERATIONS):
    """Return the nodes of all steps on an engine whose leaves are made by `leaf(number)`."""
    nodes = []
    for operation, *operands in steps:
        values = [nodes[x] if isinstance(x, int) else x[0] for x in operands]
        nodes.append(leaf(values[0]) if operation == "leaf" else operations[operation](*values))
    return nodes


def evaluate(program, values=None):
    """Return the value of the last root on plain numbers, at other inputs than its own where `values` are given."""
    program = program if values is None else program.with_inputs(values)
    return replay(program.steps, lambda number: number, PLAIN)[program.roots[-1]]


class _Tracer:
    """Stands for a Value while a program is written: each operation appends a step."""

    __array_ufunc__ = None

    def __init__(self, steps, step):
        self.steps, self.number = steps, len(steps)
        steps.append(step)

    def _record(self, operation, *operands):
        return _Tracer(self.steps, (operation, *(x.number if isinstance(x, _Tracer) else (float(x),) for x in operands)))

    def __add__(self, other): return self._record("+", self, other)
    def __sub__(self, other): return self._record("-", self, other)
    def __mul__(self, other): return self._record("*", self, other)
    def __truediv__(self, other): return self._record("/", self, other)
    def __pow__(self, other): return self._record("**", self, other)
    def __radd__(self, other): return self._record("+", other, self)
    def __rsub__(self, other): return self._record("-", other, self)
    def __rmul__(self, other): return self._record("*", other, self)
    def __rtruediv__(self, other): return self._record("/", other, self)
    def __iadd__(self, other): return self._record("+=", self, other)
    def __imul__(self, other): return self._record("*=", self, other)
    def __neg__(self): return self._record("neg", self)
    def relu(self): return self._record("relu", self)
    def tanh(self): return self._record("tanh", self)
    def exp(self): return self._record("exp", self)
    def log(self): return self._record("log", self)


def total(terms):
    """Record Python's `sum(terms)`, which starts with `0 + terms[0]`."""
    return terms[0]._record("sum", *terms)


def trace(function, *inputs):
    """Return the program that `function` writes when it is called with one leaf for each of `inputs`.

    The names of the inputs are those of the function's parameters. It returns the root, or a tuple of roots.
    """
    steps, names = [], tuple(itertools.islice(inspect.signature(function).parameters, len(inputs)))
    if len(names) < len(inputs):        # def f(*xs): x0, x1, ...
        names = tuple(f"x{i}" for i in range(len(inputs)))
    roots = function(*[_Tracer(steps, ("leaf", (float(x),))) for x in inputs])
    roots = roots if isinstance(roots, tuple) else (roots,)
    return Program(tuple(steps), names, tuple(root.number for root in roots))
