"""Probes: small questions asked on the worker's side, by name, with plain data, answered with numbers.

They hold no expected value, so a student may read them. Each takes `units`, a function from a unit's name to the
student's module, and returns exactly as many numbers as were asked for.
"""

from autograder.program import OPERATIONS, PLAIN, replay  # noqa: F401

PROBES = {}


class Missing(Exception):
    """The submission has no such function, class or method."""


def probe(function):
    """Make `function` a question that can be asked by its name."""
    PROBES[function.__name__] = function
    return function


@probe
def load(units, unit):
    """Import the module of `unit`."""
    units(unit)
    return []


@probe
def run(units, steps, roots=()):
    """Replay `steps`, call `backward` on the roots in turn; answer every step's data, then every step's gradient."""
    nodes = replay(steps, units("value").Value)
    for root in roots:
        nodes[root].backward()
    return [node.data for node in nodes] + [node.grad for node in nodes]
