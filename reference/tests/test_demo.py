"""micrograd's demo, run on the reference in three ways: the losses are those that its notebook shows.

https://github.com/karpathy/micrograd, demo.ipynb: 100 moons, MLP(2, [16, 16, 1]), hinge loss of all points
plus an L2 penalty of 1e-4, 100 steps with a rate falling from 1 to 0.1; numpy and random seeded with 1337.
"""

import random

import numpy as np
import pytest

from reference.moons import make_moons
from reference.nn import MLP
from reference.training import accuracy, collector_suspended, hinge_loss, l2_penalty, sgd_step
from reference.value import Value

ALPHA = 1e-4

#: step -> the loss that the notebook shows
SHOWN = {
    0: 0.8958441028683222,
    96: 0.010980043387921506,
    97: 0.010979446081684675,
    98: 0.010978888332907229,
    99: 0.010978370135492717,
}

POINTS, LABELS = make_moons(100, noise=0.1, seed=1337)


def model():
    """The demo's network, with its first weights."""
    random.seed(1337)
    return MLP(2, [16, 16, 1])


def descend(parameters, total_loss, steps):
    """Run the demo's loop; return the loss of each step."""
    losses = []
    with collector_suspended():
        for k in range(steps):
            loss = total_loss()
            for p in parameters:
                p.grad = 0.0
            loss.backward()
            sgd_step(parameters, 1.0 - 0.9 * k / 100)
            losses.append(loss.data)
    return losses


def by_points(steps):
    """Numbers, point by point, as the demo computes; the losses, and the accuracy at the end."""
    net = model()

    def loss():
        return hinge_loss([net(point) for point in POINTS], LABELS) + l2_penalty(net.parameters(), ALPHA)

    losses = descend(net.parameters(), loss, steps)
    return losses, accuracy([net(point) for point in POINTS], LABELS)


def by_columns(steps):
    """The same network on columns of all points."""
    net, columns, labels = model(), list(np.array(POINTS).T), np.array(LABELS)

    def loss():
        return (1 - labels * net(columns)).relu().mean() + l2_penalty(net.parameters(), ALPHA)

    losses = descend(net.parameters(), loss, steps)
    return losses, float(np.mean((net(columns).data > 0) == (labels > 0)))


def by_matrices(steps):
    """A matrix of weights for each layer."""
    x, labels, parameters = np.array(POINTS), np.array(LABELS)[:, None], []
    for layer in model().layers:
        parameters.append(Value(np.array([[w.data for w in neuron.w] for neuron in layer.neurons]).T))
        parameters.append(Value(np.array([neuron.b.data for neuron in layer.neurons])))
    w1, b1, w2, b2, w3, b3 = parameters

    def scores():
        return ((x @ w1 + b1).relu() @ w2 + b2).relu() @ w3 + b3

    def loss():
        return (1 - labels * scores()).relu().mean() + ALPHA * sum((p * p).sum() for p in parameters)

    losses = descend(parameters, loss, steps)
    return losses, float(np.mean((scores().data > 0) == (labels > 0)))


@pytest.mark.parametrize("way", [by_columns, by_matrices])
def test_losses_are_those_of_the_notebook(way):
    """Both give the notebook's losses to 1e-12, over all 100 steps, and 100 % at the end."""
    losses, share = way(100)

    assert {k: losses[k] for k in SHOWN} == pytest.approx(SHOWN, abs=1e-12)
    assert share == 1.0


def test_points_and_matrices_give_the_same_losses():
    """Point by point and by whole matrices, the losses of the first steps agree to 1e-12; later ones take long."""
    assert by_points(12)[0] == pytest.approx(by_matrices(12)[0], abs=1e-12)
