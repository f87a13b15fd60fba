"""Trainings from given weights: the student's loss curve and trained parameters against the reference's."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.compare import Unanswered, answered, assert_numbers, close, shown
from autograder.evidence import losses
from autograder.language import ENGLISH as say
from reference.nn import MLP

SIZES = (2, [4, 3, 1])


@dataclass(frozen=True)
class Training:
    """A few steps down a loss: what the student's function `name` of `unit` is given besides the weights.

    right   the reference's function of the same name
    sizes   of the MLP: inputs, and a list of the layers' sizes
    """

    unit: str
    name: str
    right: Callable
    sizes: tuple
    points: list
    labels: list
    batches: list
    rate: float

    def question(self, numbers):
        """Return what is asked of a network that begins with `numbers`: the probe, how many numbers, the arguments."""
        return "train", len(self.batches) + len(numbers), {
            "unit": self.unit, "name": self.name, "sizes": self.sizes, "numbers": numbers, "points": self.points,
            "labels": self.labels, "batches": self.batches, "rate": self.rate}

    def ask(self, submission, numbers):
        """Return the losses and the trained parameters of the student's network that begins with `numbers`."""
        probe, size, arguments = self.question(numbers)
        names = [say("loss {i} of {count}", i=i, count=len(self.batches)) for i in range(1, len(self.batches) + 1)]
        got = answered(submission, str(self), names, probe, size, **arguments)
        return got[: len(self.batches)], got[len(self.batches):]

    def expected(self, numbers):
        """Return the same of the reference's network."""
        return _expected(self.right, self.sizes[0], tuple(self.sizes[1]), tuple(numbers), tuple(self.points),
                         tuple(self.labels), tuple(map(tuple, self.batches)), self.rate)

    def __str__(self):
        batches = f"{self.batches[:3]}{' ...' if self.batches[3:] else ''}"
        return "    " + say("MLP{sizes} from given weights, {count} points, batches {batches}, rate {rate}",
                            sizes=self.sizes, count=len(self.points), batches=batches, rate=self.rate)


@lru_cache(maxsize=64)
def _expected(right, nin, nouts, numbers, points, labels, batches, rate):
    model = MLP(nin, nouts)
    for parameter, number in zip(model.parameters(), numbers, strict=True):
        parameter.data = number
    curve = right(model, points, labels, batches, rate)
    return curve, [p.data for p in model.parameters()]


def twelve_moons(seed):
    """Return twelve points of two moons and their labels, without numpy: to import it takes longer than a training."""
    draw, fifth = random.Random(seed), math.pi / 5
    upper = [(math.cos(fifth * k), math.sin(fifth * k), -1.0) for k in range(6)]
    lower = [(1 - x, 0.5 - y, 1.0) for x, y, _ in upper]
    moons = [(x + draw.gauss(0, 0.1), y + draw.gauss(0, 0.1), label) for x, y, label in upper + lower]
    draw.shuffle(moons)
    return [(x, y) for x, y, _ in moons], [label for *_, label in moons]


def _weights(submission, training):
    return submission.drawn(len(MLP(*training.sizes).parameters()), low=0.1, high=1.0)


def check_curve(submission, training, last_bias=None):
    """Raise `Wrong` at the first step whose loss is not the reference's; `last_bias` replaces the weight drawn last."""
    numbers = _weights(submission, training)
    numbers[-1] = numbers[-1] if last_bias is None else last_bias
    (curve, _), (right, _) = training.ask(submission, numbers), training.expected(numbers)
    first = _first_wrong(curve, right)
    if first is not None:
        where = (say("loss before the first step"), say("loss after one step"),
                 say("loss after {count} steps", count=first))[min(first, 2)]
        assert_numbers([where], [curve[first]], [right[first]], _about(submission, training, numbers),
                       evidence=losses(curve, right, first))


def check_trained(submission, training):
    """Raise `Wrong` unless every trained parameter is the reference's."""
    numbers = _weights(submission, training)
    (curve, parameters), (right, trained) = training.ask(submission, numbers), training.expected(numbers)
    if _first_wrong(parameters, trained, max(map(abs, trained))) is not None:
        assert_numbers(parameter_names(training.sizes), parameters, trained, _about(submission, training, numbers),
                       evidence=losses(curve, right, _first_wrong(curve, right)))


def _first_wrong(got, right, scale=0.0):
    return next((k for k in range(len(right)) if not close(got[k], right[k], scale)), None)


def parameter_names(sizes):
    """Return the names of an MLP's parameters, in their order: `w[0] of neuron 1 in layer 0`."""
    nin, nouts = sizes
    widths = [nin, *nouts[:-1]]
    return [say("{part} of neuron {i} in layer {k}", part=part, i=neuron, k=layer) for layer, (width, count) in
            enumerate(zip(widths, nouts, strict=True)) for neuron in range(count)
            for part in (*(f"w[{i}]" for i in range(width)), "b")]


def _about(submission, training, numbers):
    said = _first_wrong_move(submission, training, numbers) if submission.explain else ""
    return "\n\n".join(filter(None, [str(training), said]))


def _first_wrong_move(submission, training, numbers):
    """Say which parameter is moved wrongly by the shortest training on the same batches that shows it."""
    for steps in range(1, len(training.batches) + 1):
        short = replace(training, batches=training.batches[:steps])
        try:
            (answer,) = submission.answers([short.question(numbers)], noted=False)
        except Unanswered:
            return ""
        if answer is None:
            return ""
        moved, right = ([new - old for new, old in zip(parameters, numbers, strict=True)]
                        for parameters in (answer[steps:], short.expected(numbers)[1]))
        wrong = _first_wrong(moved, right, max(map(abs, numbers)))
        if wrong is not None:
            when = (say("At the first step the parameter {name}" if steps == 1 else
                        "In a training of {count} steps the parameter {name}",
                        count=steps, name=parameter_names(training.sizes)[wrong]))
            yours, wanted = _few_digits(moved[wrong], right[wrong])
            return f"    {when}\n    {say('moved by {yours} where {right} is right.', yours=yours, right=wanted)}"
    return "    " + say("Every parameter moves as it should: it is the list of losses that differs.")


def _few_digits(*numbers):
    few = [f"{number:.3g}" for number in numbers]
    return few if len(set(few)) > 1 else [*map(shown, numbers)]
