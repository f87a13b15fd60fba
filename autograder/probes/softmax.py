"""Questions about the unit softmax: probabilities, their losses, and trainings with several classes."""

from autograder.probes import Unfit, named, probe
from autograder.probes.nn import weighted


def _logits(units, rows):
    make = named(units("value"), "Value")
    return [[make(number) for number in row] for row in rows]


@probe
def probabilities(units, numbers, seeds):
    """The student's `softmax` of fresh Values: each one's data, each logit's gradient of the weighted sum, its data."""
    (logits,) = _logits(units, [numbers])
    out = named(units("softmax"), "softmax")(logits)
    if len(out) != len(seeds):
        raise Unfit(f"outputs that came back: {len(out)}, expected: {len(seeds)}")
    weighted(seeds, out).backward()
    return [*[p.data for p in out], *[logit.grad for logit in logits], *[logit.data for logit in logits]]


@probe
def likelihood(units, name, numbers, others):
    """A function of one list of logits: its data, then each logit's gradient."""
    (logits,) = _logits(units, [numbers])
    out = named(units("softmax"), name)(logits, *others)
    out.backward()
    return [out.data, *[logit.grad for logit in logits]]


@probe
def cross_entropy(units, rows, labels):
    """The student's cross entropy of a batch: its data, then each logit's gradient, point by point."""
    outputs = _logits(units, rows)
    out = named(units("softmax"), "cross_entropy")(outputs, labels)
    out.backward()
    return [out.data, *[logit.grad for logits in outputs for logit in logits]]


@probe
def predictions(units, rows):
    """The student's prediction for each row of logits."""
    return [named(units("softmax"), "predict")(logits) for logits in _logits(units, rows)]
