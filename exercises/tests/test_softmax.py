"""Unit 5, softmax: what the visible tests promise."""

import random

import pytest

from gradcheck import gradcheck
from moons import minibatches
from nn import MLP
from softmax import cross_entropy, log_sum_exp, negative_log_likelihood, predict, softmax, train_classifier
from spirals import make_spirals
from value import Value


def values(*numbers):
    return [Value(number) for number in numbers]


def test_log_sum_exp_by_hand():
    """exp(1) + exp(2) + exp(0) is 11.107, and its logarithm 2.4076."""
    assert log_sum_exp(values(1.0, 2.0, 0.0)).data == pytest.approx(2.407605964)


def test_log_sum_exp_of_one_logit():
    """The logarithm of exp(-3) is -3 again."""
    assert log_sum_exp(values(-3.0)).data == pytest.approx(-3.0)


def test_log_sum_exp_does_not_overflow():
    """exp(1000) is too large for a float; with the largest logit subtracted first, 0 and -1 are left."""
    assert log_sum_exp(values(1000.0, 999.0)).data == pytest.approx(1000.3132616875)


def test_log_sum_exp_has_gradients():
    """The gradient by each logit is its probability."""
    gradcheck(lambda a, b, c: log_sum_exp([a, b, c]), 0.5, -1.0, 2.0)


def test_softmax_by_hand():
    """The logits 1, 2, 0 have the probabilities 0.245, 0.665, 0.090."""
    assert [p.data for p in softmax(values(1.0, 2.0, 0.0))] == pytest.approx([0.244728, 0.665241, 0.090031], abs=1e-6)


def test_softmax_depends_on_differences_only():
    """1001, 1002, 1000 give what 1, 2, 0 give, and nothing overflows."""
    small, large = softmax(values(1.0, 2.0, 0.0)), softmax(values(1001.0, 1002.0, 1000.0))

    assert [p.data for p in large] == pytest.approx([p.data for p in small])


@pytest.mark.parametrize("number", range(3))
def test_softmax_has_gradients(number):
    """Every probability depends on every logit."""
    gradcheck(lambda a, b, c: softmax([a, b, c])[number], 0.5, -1.0, 2.0)


def test_negative_log_likelihood_by_hand():
    """The first of the logits 1, 2, 0 has the probability 0.245, so the loss is -log(0.245) = 1.41."""
    assert negative_log_likelihood(values(1.0, 2.0, 0.0), 0).data == pytest.approx(1.407605964)


def test_negative_log_likelihood_gradients_by_hand():
    """Each logit's gradient is its probability, less 1 for the class that the label names."""
    logits = values(1.0, 2.0, 0.0)
    negative_log_likelihood(logits, 2).backward()

    assert [logit.grad for logit in logits] == pytest.approx([0.244728, 0.665241, 0.090031 - 1], abs=1e-6)


def test_negative_log_likelihood_of_sure_and_wrong():
    """The probability of class 1 is 0 as a float, but the loss is 2000, and not infinite."""
    assert negative_log_likelihood(values(1000.0, -1000.0), 1).data == pytest.approx(2000.0)


def test_cross_entropy_is_the_mean():
    """Of two points with the losses 1.41 and 0.41 it is their mean."""
    loss = cross_entropy([values(1.0, 2.0, 0.0), values(1.0, 2.0, 0.0)], [0, 1])

    assert loss.data == pytest.approx((1.407605964 + 0.407605964) / 2)


def test_predict_finds_the_largest_logit():
    """The answer is a place in the list, counted from 0; signs and sizes do not matter."""
    assert predict(values(0.1, 3.0, -7.0)) == 1
    assert predict(values(-5.0, -4.0, -0.5)) == 2


def test_train_classifier_gives_the_losses_before_each_step():
    """With all weights 0 each class has the probability 1/3: the first loss is log(3), and the second is smaller."""
    model = MLP(2, [3])
    for p in model.parameters():
        p.data = 0.0
    losses = train_classifier(model, [(1.0, 0.0), (0.0, 1.0), (-1.0, -1.0)], [0, 1, 2], [[0, 1, 2], [0, 1, 2]])

    assert losses[0] == pytest.approx(1.098612289)
    assert losses[1] < losses[0]


def test_train_classifier_learns_spirals():
    """In 500 small steps a network gets nearly all of 200 unseen points right."""
    random.seed(5)
    points, labels = make_spirals(500, seed=1)
    model = MLP(2, [16, 16, 3])
    train_classifier(model, points, labels, minibatches(500, size=4, steps=500, seed=2))
    unseen, truth = make_spirals(200, seed=3)
    right = sum(predict(model(point)) == label for point, label in zip(unseen, truth, strict=True))

    assert right / 200 > 0.95
