"""A trainer: a dataclass that is called, with a schedule that is a generator and hooks; functions wrap it."""

import functools
import logging
import operator
import time
from dataclasses import dataclass, field
from statistics import fmean

from value import Value

log = logging.getLogger(__name__)


def timed(function):
    @functools.wraps(function)
    def wrapper(*arguments, **options):
        start = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            log.debug("%s took %.3f s", function.__name__, time.perf_counter() - start)
    return wrapper


def mean(values):
    values = list(values)
    return sum(values, Value(0.0)) / len(values)


@timed
def hinge_loss(scores, labels):
    return mean((1 - y * s).relu() for s, y in zip(scores, labels, strict=True))


@timed
def squared_error(scores, labels):
    return mean((s + -y) ** 2 for s, y in zip(scores, labels))


def l2_penalty(parameters, alpha=1e-4):
    return functools.reduce(operator.add, (p * p for p in parameters)) * alpha


def accuracy(scores, labels):
    return fmean(float((s.data > 0) is (y > 0)) for s, y in zip(scores, labels))


def sgd_step(parameters, rate):
    for p in parameters:
        p.data -= rate * p.grad


def falling(rate, count):
    for k in range(count):
        yield rate * (1.0 - 0.9 * k / count)


@dataclass
class Trainer:
    model: object
    loss: object = hinge_loss
    curve: list = field(default_factory=list)

    def __call__(self, points, labels, batches, rate):
        for batch, now in zip(batches, falling(rate, len(batches)), strict=True):
            choose = operator.itemgetter(*batch) if len(batch) > 1 else lambda things: (things[batch[0]],)
            loss = self.loss([self.model(list(point)) for point in choose(points)], choose(labels))
            self.model.zero_grad()
            loss.backward()
            sgd_step(self.model.parameters(), now)
            self.curve.append(loss.data)
        return self.curve


def train(model, points, labels, batches, rate=0.3):
    return Trainer(model)(points, labels, batches, rate)
