"""Unit 4, training: what the visible tests promise."""

import random

import pytest

from gradcheck import gradcheck
from moons import make_moons, minibatches
from nn import MLP
from training import accuracy, hinge_loss, l2_penalty, sgd_step, squared_error, train
from value import Value


def values(*numbers):
    return [Value(number) for number in numbers]


def line(weight, bias):
    """Return the smallest network there is: one linear neuron with one input."""
    model = MLP(1, [1])
    model.parameters()[0].data, model.parameters()[1].data = weight, bias
    return model


def test_hinge_loss_by_hand():
    """0.5 for a label of +1 costs 0.5; 2 for -1 costs 3; 4 for +1 costs nothing: the mean is 3.5 / 3."""
    loss = hinge_loss(values(0.5, 2.0, 4.0), [1.0, -1.0, 1.0])

    assert loss.data == pytest.approx(3.5 / 3)


def test_hinge_loss_of_clear_scores_is_zero():
    """Scores with the right sign and a size above 1 cost nothing: without relu the loss would be negative."""
    assert hinge_loss(values(3.0, -5.0), [1.0, -1.0]).data == 0.0


def test_hinge_loss_has_gradients():
    """A score that is too low is pulled up, one that is too high down, one that is clear not at all."""
    gradcheck(lambda low, high, clear: hinge_loss([low, high, clear], [1.0, -1.0, 1.0]), 0.5, 2.0, 4.0)


def test_squared_error_by_hand():
    """(3 - 1)^2 is 4 and (0.5 - -1)^2 is 2.25: the mean is 3.125."""
    assert squared_error(values(3.0, 0.5), [1.0, -1.0]).data == pytest.approx(3.125)


def test_squared_error_has_gradients():
    """Each score is pulled towards its label."""
    gradcheck(lambda a, b: squared_error([a, b], [1.0, -1.0]), 3.0, 0.5)


def test_l2_penalty_by_hand():
    """0.1 * (2^2 + (-3)^2) is 1.3: each parameter is squared before they are added."""
    assert l2_penalty(values(2.0, -3.0), 0.1).data == pytest.approx(1.3)


def test_l2_penalty_has_gradients():
    """Each parameter is pulled towards 0, in proportion to its size."""
    gradcheck(lambda a, b: l2_penalty([a, b], 0.1), 2.0, -3.0)


def test_accuracy_counts_right_signs():
    """Three of these four scores have the sign of their label, so the accuracy is 0.75."""
    assert accuracy(values(0.1, -7.0, 2.5, 0.3), [1.0, -1.0, 1.0, -1.0]) == 0.75


def test_accuracy_takes_zero_for_minus_one():
    """A score above 0 means +1, any other -1: so 0 is right for the label -1 and wrong for +1."""
    assert accuracy(values(0.0, 0.0, 0.0), [-1.0, -1.0, 1.0]) == pytest.approx(2 / 3)


def test_accuracy_is_not_about_size():
    """A score of 0.01 says +1 as well as one of 100 does."""
    assert accuracy(values(0.01, 100.0), [1.0, 1.0]) == 1.0


def test_sgd_step_goes_downhill():
    """A parameter of 0.3 with gradient 2 and rate 0.1 becomes 0.1: minus, not plus."""
    p, q = values(0.3, 1.0)
    p.grad, q.grad = 2.0, -5.0

    sgd_step([p, q], 0.1)

    assert p.data == pytest.approx(0.1)
    assert q.data == pytest.approx(1.5)


def test_sgd_step_changes_data_alone():
    """The parameters stay leaves with a number for their data, and keep their gradients."""
    (p,) = parameters = values(0.3)
    p.grad = 2.0

    sgd_step(parameters, 0.1)

    assert parameters[0] is p, "change p.data; `p -= ...` makes a new node that no network knows"
    assert isinstance(p.data, float)
    assert (p.grad, len(p._prev)) == (2.0, 0)


def test_train_by_hand():
    """One neuron, three steps, computed on paper; each number depends on every line of the loop.

    It starts with weight 0 and bias 0, at a rate of 0.1. Points 2 (label +1) and -1 (label -1).

    step   batch   rate   score            loss                 gradients       weight  bias
    0      2       0.1     0               1                    -2,   -1        0.2     0.1
    1      -1      0.07   -0.1             1 - 0.1    = 0.9     -1,    1        0.27    0.03
    2      both    0.04    0.57, -0.24     (0.43 + 0.76) / 2    -1.5,  0        0.33    0.03
    """
    model = line(0.0, 0.0)

    losses = train(model, [(2.0,), (-1.0,)], [1.0, -1.0], [[0], [1], [0, 1]], rate=0.1)

    assert losses == pytest.approx([1.0, 0.9, 0.595]), "the first wrong number says which step to look at"
    assert [p.data for p in model.parameters()] == pytest.approx([0.33, 0.03])


def test_train_answers_with_plain_numbers():
    """The losses are floats: a list of Values would keep every graph of the training alive."""
    losses = train(line(0.0, 0.0), [(2.0,)], [1.0], [[0], [0]])

    assert len(losses) == 2
    assert all(isinstance(loss, float) for loss in losses)


def test_train_starts_each_step_with_fresh_gradients():
    """Gradients that were left in the parameters before do not count."""
    model = line(0.0, 0.0)
    for p in model.parameters():
        p.grad = 1000.0

    train(model, [(2.0,)], [1.0], [[0]], rate=0.1)

    moved = [p.data for p in model.parameters()]
    assert moved == pytest.approx([0.2, 0.1]), "zero_grad comes before backward"


def test_train_learns_the_moons():
    """200 steps on batches of 4 suffice to put at least 95 of 100 unseen points on the right moon.

    The network starts from given weights, so right code gives the same accuracy every time: 0.99.
    """
    model = MLP(2, [16, 16, 1])
    draw = random.Random(1)
    for p in model.parameters():
        p.data = draw.uniform(-1, 1)
    points, labels = make_moons(200, noise=0.1, seed=1)

    losses = train(model, points, labels, minibatches(200, size=4, steps=200, seed=1))

    unseen, truth = make_moons(200, noise=0.1, seed=101)
    share = accuracy([model(point) for point in unseen], truth)
    assert sum(losses[-50:]) < sum(losses[:50]), "the loss does not go down"
    assert share >= 0.95, f"only {share:.1%} of the unseen points are right"
