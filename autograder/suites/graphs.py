"""Random programs: drawn by hypothesis from a seed as one batch, shrunk by hypothesis when one of them fails.

Most mistakes show in programs of a single operation, too: these need no shrinking, so they are asked before it.

Gradients of long random expressions vanish or explode, and then any two engines agree. So each operation is written
in a form that keeps numbers near 1, half of the operands are inputs, and every node that nothing uses is summed up.
"""

import contextlib
import itertools
import os
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as draw_from
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import HypothesisException

from autograder.program import PLAIN, inputs_text, replay, statements, total, trace

ARITHMETIC = {
    "+": lambda a, b: a + b,
    "*": lambda a, b: a * b,
    "-": lambda a, b: a - b,
    "2 -": lambda a, b: 2 - a,
    "3 *": lambda a, b: 3 * a,
    "neg": lambda a, b: -a,
    "** 2": lambda a, b: a**2,
    "relu": lambda a, b: a.relu(),
    "/": lambda a, b: a / (b * b + 1),
    "1 /": lambda a, b: 1 / (a * a + 1),
    "** 3": lambda a, b: a**3 / 4,
}
FUNCTIONS = ARITHMETIC | {
    "tanh": lambda a, b: a.tanh(),
    "exp": lambda a, b: (a / 4).exp(),
    "log": lambda a, b: (a * a + 1).log(),
}
NUMBERS = (2.0, 3.0, -1.0, 0.5, -2.0, 1.5, -0.5, 0.25, -0.75, 1.25, -1.5, 0.375)
SIMPLE_INPUTS = ((2.0, 3.0), (-1.0, 2.0), (2.0, -1.0), (0.5, -1.5), (2.0, 2.0))
SETTINGS = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)

# Hypothesis would leave a folder of notes wherever the grader is started: there is no place for it, nor a need.
set_hypothesis_home_dir(os.devnull)
settings.register_profile("no notes", database=None)
settings.load_profile("no notes")
# It reads the sources of all modules that are loaded, and draws their constants more often: for the same seed it would
# draw other programs in another command. There is no setting for that; where this has moved, it draws as it likes.
with contextlib.suppress(ImportError, AttributeError):
    from hypothesis.internal.conjecture import providers
    _NO_CONSTANTS = providers.Constants()
    providers._get_local_constants = lambda: _NO_CONSTANTS

#: A gradient of 1e-6 beside one of 1e6 checks nothing, and no exercise computes with numbers beyond these.
LARGEST = 1e3
#: Nearer to the kink of relu than this, a rounding of the last digit may switch the slope.
KINK = 1e-3
#: Questions asked while a failing graph is shrunk: counted, not timed, so that a verdict is the same each time.
SHRINK_CALLS = 200


def _write(operations, rows, inputs):
    """Return the program of `rows`: (operation, operand, operand), an operand counted round the nodes that exist."""

    def function(a, b, c):
        nodes, unused = [a, b, c], {}
        for name, i, j in rows:
            first, second = nodes[i % len(nodes)], nodes[j % len(nodes)]
            node = operations[name](first, second)
            unused[node.number] = node
            unused.pop(first.number, None)
            unused.pop(second.number, None)
            nodes.append(node)
        ends = list(unused.values())
        return ends[0] if len(ends) == 1 else total(ends)

    return trace(function, *inputs)


def _tame(program):
    """Whether every value is of a size that a check can compare, and no relu is near its kink."""
    try:
        values = replay(program.steps, float, PLAIN)
    except (ArithmeticError, ValueError):
        return False
    kinks = [values[operands[0]] for operation, *operands in program.steps if operation == "relu"]
    return all(abs(value) < LARGEST for value in values) and all(abs(value) > KINK for value in kinks)


def programs(operations, longest):
    """A strategy for programs of three inputs and up to `longest` operations.

    A row is drawn as two numbers, for each draw costs: the operation, where a small number is none, so that hypothesis
    shrinks the row away, and both operands. Lists of any length would mostly be short ones.
    """
    names, nodes = [None] * (len(operations) // 3) + list(operations), longest + 2
    row = (st.integers(0, len(names) - 1), st.integers(0, nodes**2 - 1))
    inputs = (st.integers(0, len(NUMBERS) - 1),) * 3

    def chosen(drawn):
        pairs = zip(drawn[3::2], drawn[4::2], strict=True)
        return [NUMBERS[i] for i in drawn[:3]], [(names[i], *divmod(pair, nodes)) for i, pair in pairs if names[i]]

    some = st.tuples(*inputs, *row * longest).map(chosen).filter(lambda drawn: drawn[1])
    return some.map(lambda drawn: _write(operations, drawn[1], drawn[0])).filter(_tame)


def _from(seed, functions, count, longest, *phases):
    """Call the decorated function with random programs, the same for the same arguments."""

    def decorate(function):
        drawn = given(programs(FUNCTIONS if functions else ARITHMETIC, longest))(function)
        return draw_from(seed)(settings(SETTINGS, max_examples=count, phases=phases)(drawn))

    return decorate


@lru_cache(maxsize=16)
def batch(functions, seed, count=60, longest=10):
    """Return `count` random programs, the same for the same seed."""
    drawn = []

    @_from(seed, functions, count, longest, Phase.generate)
    def collect(program):
        drawn.append(program)

    collect()
    return tuple(dict.fromkeys(drawn))


@lru_cache(maxsize=2)
def simple(functions):
    """Return programs of one operation on one or two inputs, the shorter first: a mistake that they show is small."""
    operations = FUNCTIONS if functions else ARITHMETIC
    made = [_write(operations, [(name, 0, second)], [a, b, 1.0])
            for a, b in SIMPLE_INPUTS for name in operations for second in (1, 0)]
    different = {}
    for program in filter(_tame, made):
        different.setdefault((inputs_text(program), *statements(program)), program)
    return tuple(sorted(different.values(), key=lambda program: len(program.steps)))


def smallest(functions, seed, is_wrong, count=60, longest=10):
    """Return the smallest program that hypothesis finds for which `is_wrong(program)`, starting from the same batch.

    At least one program of the batch must be wrong.
    """
    found, calls = [], itertools.count()

    @_from(seed, functions, count, longest, Phase.generate, Phase.shrink)
    def search(program):
        if next(calls) < count + SHRINK_CALLS and is_wrong(program):
            found.append(program)
            raise AssertionError

    with contextlib.suppress(AssertionError, HypothesisException):
        search()
    # Of equally small ones the last was reached by making the numbers simpler.
    return min(reversed(found), key=lambda program: len(program.steps))
