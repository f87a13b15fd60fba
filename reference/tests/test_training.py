"""Losses by hand, one step, and the loop."""

import gc
import random

import numpy as np
import pytest

from reference.moons import make_moons, minibatches
from reference.nn import MLP
from reference.training import (
    accuracy,
    collector_suspended,
    hinge_loss,
    l2_penalty,
    sgd_step,
    squared_error,
    train,
)
from reference.value import Value

SCORES, LABELS = [0.5, 2.0, -3.0, -0.25], [1.0, -1.0, -1.0, 1.0]


def loss_of(loss, numbers, *rest):
    """Return a loss and its gradients."""
    values = [Value(number) for number in numbers]
    root = loss(values, *rest)
    root.backward()
    return root.data, [value.grad for value in values]


def test_hinge_loss():
    """The mean of relu(1 - label * score): 0.5, 3, 0 and 1.25 over 4 points."""
    assert loss_of(hinge_loss, SCORES, LABELS) == (4.75 / 4, [-0.25, 0.25, 0.0, -0.25])


def test_squared_error():
    """The mean of (score - label)**2: 0.25, 9, 4 and 1.5625 over 4 points."""
    assert loss_of(squared_error, SCORES, LABELS) == (14.8125 / 4, [-0.25, 1.5, -1.0, -0.625])


def test_l2_penalty():
    """alpha times the sum of squares, with the gradient 2 * alpha * p."""
    assert loss_of(l2_penalty, [3.0, -4.0], 0.5) == (12.5, [3.0, -4.0])


def test_accuracy():
    """The share of scores with the sign of their label; a score of 0 means -1."""
    assert accuracy([Value(s) for s in SCORES], LABELS) == 0.5
    assert accuracy([Value(0.0), Value(0.0), Value(0.0)], [1.0, -1.0, -1.0]) == 2 / 3


@pytest.mark.parametrize("count", [hinge_loss, squared_error, accuracy])
def test_scores_without_labels_are_refused(count):
    """As many labels as scores are needed: none is dropped in silence."""
    with pytest.raises(ValueError, match="shorter"):
        count([Value(1.0), Value(2.0)], [1.0])


def test_one_step_goes_downhill():
    """Every parameter moves by -rate times its gradient, which stays; an array is replaced, not changed."""
    start = np.array([1.0, 2.0])
    number, array = Value(1.0), Value(start)
    number.grad, array.grad = 0.5, np.array([1.0, -1.0])

    sgd_step([number, array], 0.5)

    assert (number.data, number.grad) == (0.75, 0.5)
    assert array.data.tolist() == [0.5, 2.5]
    assert start.tolist() == [1.0, 2.0]


def numbers(model):
    """The data of all parameters."""
    return [p.data for p in model.parameters()]


def seeded(nouts):
    """A network whose first weights are the same each time."""
    random.seed(5)
    return MLP(2, nouts)


def test_train_is_the_loop_written_out():
    """Each step: loss of its batch, gradients from zero, a step with a rate that falls to a tenth."""
    points, labels = make_moons(12, seed=1)
    batches = [[0, 1, 2], [3, 4, 5], [6, 7]]
    model, twin = seeded([4, 1]), seeded([4, 1])

    losses = train(model, points, labels, batches, rate=0.5)

    for batch, rate, loss in zip(batches, [0.5, 0.5 * 0.7, 0.5 * 0.4], losses, strict=True):
        root = sum((1 - labels[i] * twin(points[i])).relu() for i in batch) / len(batch)
        root.backward()
        assert loss == pytest.approx(root.data, rel=1e-14)
        for p in twin.parameters():
            p.data, p.grad = p.data - rate * p.grad, 0.0
    assert numbers(model) == pytest.approx(numbers(twin), rel=1e-13)


def test_train_returns_floats_and_starts_at_the_default_rate():
    """Losses are plain floats; the rate is 0.3 where none is given."""
    points, labels = make_moons(4, seed=1)
    model, twin = seeded([2, 1]), seeded([2, 1])

    losses = train(model, points, labels, [[0, 1]])
    train(twin, points, labels, [[0, 1]], rate=0.3)

    assert [type(loss) for loss in losses] == [float]
    assert numbers(model) == numbers(twin)


@pytest.mark.slow
def test_moons_are_learnt():
    """The exercise's own recipe reaches its threshold of 0.97 on unseen points."""
    points, labels = make_moons(500, noise=0.1, seed=1)
    unseen, truth = make_moons(500, noise=0.1, seed=2)
    model = seeded([16, 16, 1])

    train(model, points, labels, minibatches(500, size=4, steps=500, seed=4))

    assert accuracy([model(point) for point in unseen], truth) >= 0.97


def test_the_collector_is_suspended_while_training():
    """During training the cyclic collector does not run; afterwards, or after an error, it is on again."""
    seen = []

    class Model:
        def __call__(self, x):
            seen.append(gc.isenabled())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        train(Model(), [(0.0, 0.0)], [1.0], [[0]])

    assert seen == [False]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    """Whoever has switched the collector off finds it off after training."""
    gc.disable()
    try:
        with collector_suspended():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
