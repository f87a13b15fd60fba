"""Questions about unit 0: slopes of plain functions."""

from autograder.probes import Unfit, named, probe
from autograder.program import PLAIN, replay


@probe
def call(units, unit, name, arguments):
    """Call a function of plain numbers; answer its number, or its list, tuple or array of numbers."""
    answer = named(units(unit), name)(*arguments)
    return list(answer) if isinstance(answer, (list, tuple)) or getattr(answer, "ndim", 0) == 1 else [answer]


@probe
def slope(units, steps, x, **options):
    """The student's `derivative` of the program of one input."""
    return [named(units("derivative"), "derivative")(lambda x: _plain(steps, [x]), x, **options)]


@probe
def slopes(units, steps, xs, **options):
    """The student's `gradient` of the program; then the `xs` that were handed over, as they are afterwards."""
    inputs = len(xs)
    answer = list(named(units("derivative"), "gradient")(lambda xs: _plain(steps, xs), xs, **options))
    if len(answer) != inputs:
        raise Unfit(f"slopes that came back: {len(answer)}, expected: {inputs}")
    return [*answer, *xs]


def _plain(steps, values):
    leaves = [("leaf", (value,)) for value in values]
    return replay(leaves + steps[len(leaves):], lambda number: number, PLAIN)[-1]
