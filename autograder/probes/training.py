"""Questions about unit 4: losses, steps, and whole trainings."""

import random

from autograder.probes import listed, named, probe
from autograder.probes.nn import fill, weights_of


@probe
def loss(units, name, numbers, others, **options):
    """A loss or penalty of fresh Values: its data, then the gradient of each after `backward`."""
    make = named(units("value"), "Value")
    values = [make(number) for number in numbers]
    out = named(units("training"), name)(values, *others, **options)
    out.backward()
    return [out.data, *[value.grad for value in values]]


@probe
def accuracy(units, scores, labels):
    """The student's accuracy of fresh scores."""
    make = named(units("value"), "Value")
    return [named(units("training"), "accuracy")([make(score) for score in scores], labels)]


@probe
def sgd_step(units, numbers, grads, rates):
    """Parameters with given gradients after one step at each rate; then their gradients."""
    make = named(units("value"), "Value")
    parameters = [make(number) for number in numbers]
    for parameter, grad in zip(parameters, grads, strict=True):
        parameter.grad = grad
    for rate in rates:
        named(units("training"), "sgd_step")(parameters, rate)
    return [p.data for p in parameters] + [p.grad for p in parameters]


@probe
def train(units, sizes, numbers, points, labels, batches, rate, unit="training", name="train"):
    """Train an MLP from given weights by the function `name` of `unit`; answer the losses, then every weight."""
    model = named(units("nn"), "MLP")(*sizes)
    fill(weights_of(model), numbers)
    return _trained(units, unit, name, model, points, labels, batches, rate)


@probe
def train_fresh(units, sizes, seed, points, labels, batches, rate, unit="training", name="train"):
    """Train an MLP from the student's own random start; answer the losses, then every weight and bias."""
    random.seed(seed)
    model = named(units("nn"), "MLP")(*sizes)
    return _trained(units, unit, name, model, points, labels, batches, rate)


def _trained(units, unit, name, model, points, labels, batches, rate):
    weights = weights_of(model)
    losses = named(units(unit), name)(model, points, labels, batches, rate)
    return [*listed(losses, len(batches)), *[p.data for p in weights]]
