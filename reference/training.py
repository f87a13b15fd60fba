"""Losses, one step of gradient descent, and the loop that trains a network on batches of points.

A score is what the network says of a point, a Value of one number; a label is the truth, -1.0 or 1.0.
"""

import gc
from contextlib import contextmanager


def hinge_loss(scores, labels):
    """Return the mean of relu(1 - label * score), a Value: 0 where every score is beyond its margin of 1."""
    return _mean([(1 - y * s).relu() for s, y in zip(scores, labels, strict=True)])


def squared_error(scores, labels):
    """Return the mean of (score - label) ** 2, a Value."""
    return _mean([(s - y) ** 2 for s, y in zip(scores, labels, strict=True)])


def l2_penalty(parameters, alpha):
    """Return alpha times the sum of the squares of all parameters, a Value."""
    return alpha * sum(p * p for p in parameters)


def accuracy(scores, labels):
    """Return the share of points, from 0 to 1, whose score has the label's sign; a score of 0 means -1."""
    hits = [(s.data > 0) == (y > 0) for s, y in zip(scores, labels, strict=True)]
    return sum(hits) / len(hits)


def sgd_step(parameters, rate):
    """Move every parameter by -rate times its gradient."""
    for p in parameters:
        # Not `-=`, which would write into an array that the graph and the caller still hold.
        p.data = p.data - rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    """Train `model` by gradient descent on the hinge loss; return each batch's loss before its step, floats."""
    return descend(hinge_loss, model, points, labels, batches, rate)


def descend(loss_of, model, points, labels, batches, rate):
    """Take a step for each batch down the gradient of `loss_of(outputs, labels)`; return the losses before the steps.

    batches   list of lists of indices into `points` and `labels`, one for each step
    rate      at the start; step k of n, counted from 0, uses rate * (1 - 0.9 * k / n)
    """
    losses = []
    with collector_suspended():
        for k, batch in enumerate(batches):
            loss = loss_of([model(points[i]) for i in batch], [labels[i] for i in batch])
            model.zero_grad()
            loss.backward()
            sgd_step(model.parameters(), rate * (1 - 0.9 * k / len(batches)))
            losses.append(loss.data)
    return losses


@contextmanager
def collector_suspended():
    """Suspend Python's cyclic collector; a graph of Values holds no cycles and is freed without it.

    The collector walks over every living object again and again while a graph grows: that doubles the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _mean(values):
    return sum(values) / len(values)
