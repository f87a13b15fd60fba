"""Trainings from given weights: the student's loss curve and trained parameters against the reference's."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from autograder.compare import assert_numbers, close
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

    def ask(self, submission, numbers):
        """Return the losses and the trained parameters of the student's network that begins with `numbers`."""
        got = submission.numbers("train", len(self.batches) + len(numbers), unit=self.unit, name=self.name,
                                 sizes=self.sizes, numbers=numbers, points=self.points, labels=self.labels,
                                 batches=self.batches, rate=self.rate)
        return got[: len(self.batches)], got[len(self.batches):]

    def expected(self, numbers):
        """Return the same of the reference's network."""
        return _expected(self.right, self.sizes[0], tuple(self.sizes[1]), tuple(numbers), tuple(self.points),
                         tuple(self.labels), tuple(map(tuple, self.batches)), self.rate)

    def __str__(self):
        batches = f"{self.batches[:3]}{' ...' if self.batches[3:] else ''}"
        return (f"    MLP{self.sizes} from given weights, {len(self.points)} points, "
                f"batches {batches}, rate {self.rate}")


@lru_cache(maxsize=64)
def _expected(right, nin, nouts, numbers, points, labels, batches, rate):
    model = MLP(nin, nouts)
    for parameter, number in zip(model.parameters(), numbers, strict=True):
        parameter.data = number
    losses = right(model, points, labels, batches, rate)
    return losses, [p.data for p in model.parameters()]


def _weights(submission, training):
    return submission.drawn(len(MLP(*training.sizes).parameters()), low=0.1, high=1.0)


def check_curve(submission, training, last_bias=None):
    """Raise `Wrong` at the first step whose loss is not the reference's; `last_bias` replaces the weight drawn last."""
    numbers = _weights(submission, training)
    numbers[-1] = numbers[-1] if last_bias is None else last_bias
    (losses, _), (right, _) = training.ask(submission, numbers), training.expected(numbers)
    first = next((k for k in range(len(right)) if not close(losses[k], right[k])), None)
    if first is not None:
        where = ["loss before the first step", "loss after one step", f"loss after {first} steps"][min(first, 2)]
        assert_numbers([where], [losses[first]], [right[first]], str(training))


def check_trained(submission, training):
    """Raise `Wrong` unless every trained parameter is the reference's."""
    numbers = _weights(submission, training)
    (_, parameters), (_, right) = training.ask(submission, numbers), training.expected(numbers)
    assert_numbers([f"parameter {i} of {len(right)}" for i in range(len(right))], parameters, right, str(training))
