"""A program: arithmetic as data, traced on one engine and replayed on another.

A program is a flat list of steps. Each step is a list of an operation and its operands; an operand is the number of
an earlier step (an int) or a plain number (a list of one, so that JSON keeps the two apart):

    ["leaf", [2.0]]        a leaf with the value 2
    ["*", 0, 0]            step 0 times step 0
    ["-", [10.0], 1]       10 - step 1: a plain number on the left, so the engine's `__rsub__` is called
    ["sum", 0, 1, 2]       sum([step 0, step 1, step 2]), Python's own, which starts at 0
    ["chain", 0, [500]]    500 operations in a row, that start with step 0: one step, so that it costs one

The steps are what was written, not how an engine splits it up. They hold inputs, never results.
"""

import cmath
import math
import operator
from dataclasses import dataclass


def _method(name):
    return lambda x: getattr(x, name)()


def _in_a_row(x, count):
    """Apply `count` additions and products that stay near 1 whatever their number."""
    for i in range(count // 2):
        x = (x + 0.25) * (1.001 if i % 2 else 0.999)
    return x


#: operation -> what it does to the operands of an engine
OPERATIONS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow,
    "+=": operator.iadd, "*=": operator.imul, "neg": operator.neg,
    "relu": _method("relu"), "tanh": _method("tanh"), "exp": _method("exp"), "log": _method("log"),
    "sum": lambda *terms: sum(terms), "chain": _in_a_row,
}


def _plain_relu(x):
    return x if (x.real if isinstance(x, complex) else x) > 0 else 0.0 * x


def _plain(name):
    return lambda x: getattr(cmath if isinstance(x, complex) else math, name)(x)


#: the same on plain floats and complex numbers
PLAIN = OPERATIONS | {"relu": _plain_relu, "tanh": _plain("tanh"), "exp": _plain("exp"), "log": _plain("log")}


@dataclass(frozen=True)
class Program:
    """Steps and what they mean.

    steps   tuple of (operation, operand, ...)
    names   of the inputs: the first steps, all leaves
    roots   the numbers of the steps from which `backward` starts, in turn
    """

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
        return _Tracer(self.steps, (operation, *(x.number if isinstance(x, _Tracer) else (x,) for x in operands)))

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


def chain(node, count):
    """Record `count` operations in a row, an even number of them."""
    return node._record("chain", node, count)


def trace(function, *inputs):
    """Return the program that `function` writes when it is called with one leaf for each of `inputs`.

    The names of the inputs are those of the function's parameters. It returns the root, or a tuple of roots.
    """
    code = function.__code__        # inspect.signature would take longer than all the rest
    steps, names = [], code.co_varnames[: min(code.co_argcount, len(inputs))]
    if len(names) < len(inputs):        # def f(*xs): x0, x1, ...
        names = tuple(f"x{i}" for i in range(len(inputs)))
    roots = function(*[_Tracer(steps, ("leaf", (x,))) for x in inputs])
    roots = roots if isinstance(roots, tuple) else (roots,)
    return Program(tuple(steps), names, tuple(root.number for root in roots))


# --- a program in ordinary notation ---------------------------------------------------------------------------------

#: operation -> how tightly it binds; calls and names bind tightest
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "**": 4}
#: what is written as a statement of its own
_IN_PLACE = ("+=", "*=")


def number_text(number):
    """Return a float as a person would write it: 3.0, -0.5, 1e-07."""
    whole = math.isfinite(number) and float(number).is_integer() and abs(number) < 1e6
    return f"{number:.6g}" + ".0" * whole


def notation(program, shared=None):
    """Return a list with one text for each step: an input's name, or the expression with everything in place.

    A step that several others use is written `t5` in their texts (`statements` shows what it stands for); or those
    that are among `shared`.
    """
    texts, binds = [], []
    shared = _shared_steps(program) if shared is None else shared

    def operand(x, at_least):
        if not isinstance(x, int):
            text = f"{x[0]:.6g}"
            return f"({text})" if x[0] < 0 and at_least > 1 else text
        if x in shared:
            return f"t{x}"
        return texts[x] if binds[x] >= at_least else f"({texts[x]})"

    for number, (operation, *operands) in enumerate(program.steps):
        level = _BINDS.get(operation, 9)
        if operation == "leaf":
            names = program.names
            text = names[number] if number < len(names) else number_text(operands[0][0])
        elif operation in ("relu", "tanh", "exp", "log"):
            text = f"{operand(operands[0], 9)}.{operation}()"
        elif operation == "sum":
            text = f"sum([{', '.join(operand(x, 0) for x in operands)}])"
        elif operation == "chain":
            text = f"(({operand(operands[0], 1)} + 0.25) * 0.999 + 0.25) * ... ({operands[1][0]} operations in a row)"
        elif operation == "neg":
            text = f"-{operand(operands[0], 3)}"
        elif operation in _IN_PLACE:
            level = _BINDS[operation[0]]
            text = f"{operand(operands[0], level)} {operation[0]} {operand(operands[1], level + 1)}"
        elif operation == "**":
            text = f"{operand(operands[0], 5)}**{operand(operands[1], 5)}"
        else:       # a - (b - c) needs its brackets, and a + (b + c) shows how it was written
            text = f"{operand(operands[0], level)} {operation} {operand(operands[1], level + 1)}"
        texts.append(text)
        binds.append(level)
    return texts


def statements(program, at_most=12):
    """Return the program as lines of Python: shared steps first, then the root, or `backward` from each root."""
    texts, shared = notation(program), _shared_steps(program)
    lines = [_assigned(program, number, texts, shared) for number in sorted(shared)]
    if len(program.roots) > 1:
        lines += [f"t{root}.backward()" if root in shared else f"({texts[root]}).backward()" for root in program.roots]
    else:
        lines += [texts[root] for root in program.roots if root not in shared]
    lines = [line if len(line) <= 100 else f"{line[:70]} ... {line[-25:]}" for line in lines]
    return lines if len(lines) <= at_most else [*lines[: at_most - 2], "...", lines[-1]]


def _assigned(program, number, texts, shared):
    operation, *operands = program.steps[number]
    if operation not in _IN_PLACE:
        return f"t{number} = {texts[number]}"
    left, right = (f"{x[0]:.6g}" if not isinstance(x, int) else f"t{x}" if x in shared else texts[x] for x in operands)
    return f"t{number} = {left}; t{number} {operation} {right}"


def inputs_text(program):
    """Return the inputs that are used, as `a = 2.0, b = -3.0`, cut after eight."""
    used = {x for _, *operands in program.steps for x in operands if isinstance(x, int)} | set(program.roots)
    named = enumerate(zip(program.names, program.inputs, strict=True))
    pairs = [f"{name} = {number_text(value)}" for number, (name, value) in named if number in used]
    return ", ".join(pairs if len(pairs) <= 8 else [*pairs[:8], "..."])


def _shared_steps(program):
    """The steps, not leaves, that are operands more than once, or roots of several and operands; those in place."""
    uses = [x for _, *operands in program.steps for x in operands if isinstance(x, int)]
    uses += program.roots if len(program.roots) > 1 else ()
    return {x for x, (operation, *_) in enumerate(program.steps)
            if operation != "leaf" and (uses.count(x) > 1 or operation in _IN_PLACE)}
