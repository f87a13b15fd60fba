"""Probes: small questions asked on the worker's side, by name, with plain data, answered with numbers.

They hold no expected value, so a student may read them. Each takes `units`, a function from a unit's name to the
student's module, and returns exactly as many numbers as were asked for. In a reply -1 stands for "not there".
"""

PROBES = {}
#: the modules of this package, by the units that they ask about
MODULES = ("derivative", "value", "nn", "training", "softmax", "optimizers", "arrays", "my_tests")


class Missing(Exception):
    """The submission has no such function, class or method."""


class Unfit(Exception):
    """What the code gave does not fit the question; the text says how."""


def probe(function):
    """Make `function` a question that can be asked by its name."""
    PROBES[function.__name__] = function
    return function


def named(module, name):
    """Return what `module` calls `name`."""
    try:
        return getattr(module, name)
    except AttributeError:
        raise Missing(f"there is no `{name}`") from None


def listed(losses, count):
    """Return the losses that a training gave as a list of `count`."""
    try:
        losses = list(losses)
    except TypeError:
        raise Unfit(f"the answer is of type {type(losses).__name__}, no list of losses") from None
    if len(losses) != count:
        raise Unfit(f"losses that came back: {len(losses)}, expected: {count}")
    return losses


@probe
def load(units, unit):
    """Import the module of `unit`."""
    units(unit)
    return []
