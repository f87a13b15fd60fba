"""The class that all graders grade: of each twenty eight right, ten with a known mistake, one stub, one unparsable.

The mistakes are of each kind: gradients that are not added up, slopes, order, plain numbers, parameters, zero_grad.
"""

from pathlib import Path

from autograder.authoring.markers import strip_solutions
from autograder.bench.peers.chosen import CHECKS
from autograder.mistakes import mistakes

SOLUTIONS = Path(__file__).parents[3] / "solutions"
RIGHT = 8
MISTAKES = ("B1-mul", "E2", "G3", "B14", "B11", "V3", "V6", "N2", "N36", "G22")


def class_of(size):
    """Return {name: {unit: source}} of a class: the twenty again and again, each a little different in its bytes."""
    return _members(_twenty(), size)


def right_ones(size):
    """Return a class in which nobody is wrong."""
    return _members(_twenty()[:RIGHT], size)


def _members(some, size):
    members = {}
    for number in range(size):
        name, sources = some[number % len(some)]
        members[f"{name}_{number:04}"] = {unit: f"{text}# {number}\n" for unit, text in sources.items()}
    return members


def _twenty():
    right = {unit: (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8") for unit in CHECKS}
    known = {mistake.id: mistake for mistake in mistakes()}
    wrong = [(mistake.unit, mistake.apply(right[mistake.unit])) for mistake in map(known.get, MISTAKES)]
    unparsable = right["nn"].replace("class Neuron(Module):", "class Neuron(Module)")
    stub = {unit: strip_solutions(text, SOLUTIONS / f"{unit}.py") for unit, text in right.items()}
    return [*[("right", right)] * RIGHT, *[("wrong", right | {unit: text}) for unit, text in wrong],
            ("unparsable", right | {"nn": unparsable}), ("stub", stub)]
