"""Several classes: the lecture's numbers, complex steps, logits of any size, and the data."""

import cmath
from collections import Counter

import numpy as np
import pytest

from reference.nn import MLP
from reference.oracles import close, complex_step
from reference.softmax import cross_entropy, log_sum_exp, negative_log_likelihood, softmax, train_classifier
from reference.spirals import make_spirals
from reference.value import Value


def gradients(function, numbers):
    """Return the data of `function` of fresh logits, and their gradients."""
    logits = [Value(number) for number in numbers]
    out = function(logits)
    out.backward()
    return out.data, [logit.grad for logit in logits]


def test_the_lecture_s_exercise():
    """Loss and gradients as the exercises beside the lecture print them, whose last digit is cut and not rounded."""
    loss, grads = gradients(lambda logits: negative_log_likelihood(logits, 3), [0.0, 3.0, -2.0, 1.0])

    assert loss == pytest.approx(2.17551536, abs=5e-9)
    assert grads == pytest.approx([0.0417725705, 0.8390245074, 0.0056533026, -0.8864503806], abs=1e-10)


@pytest.mark.parametrize("numbers", [[0.5], [1.0, -2.0], [3.0, 0.25, -0.75, 2.0]])
def test_gradients_are_complex_steps(numbers):
    """log_sum_exp and softmax are analytic: their slopes are exact by another way."""
    def plain(xs):
        return cmath.log(sum(map(cmath.exp, xs)))

    assert close(gradients(log_sum_exp, numbers)[1], complex_step(plain, numbers), 1e-14)
    for i in range(len(numbers)):
        got = gradients(lambda logits, i=i: softmax(logits)[i] + 0 * logits[0], numbers)[1]
        right = complex_step(lambda xs, i=i: cmath.exp(xs[i] - plain(xs)), numbers)
        assert got == pytest.approx(right, abs=1e-14)


def test_only_differences_of_logits_count():
    """Logits of 1000 overflow no more than those of 1, and sure and wrong is a finite loss."""
    small, large = ([p.data for p in softmax([Value(x), Value(x + 1)])] for x in (0.0, 1000.0))

    assert small == large
    assert negative_log_likelihood([Value(1000.0), Value(-1000.0)], 1).data == 2000.0


def test_cross_entropy_is_a_mean_and_equal_logits_are_equally_likely():
    """Three equal logits cost log 3, whatever the label."""
    rows = [[Value(7.0)] * 3, [Value(-1.0)] * 3]

    assert cross_entropy(rows, [0, 2]).data == pytest.approx(np.log(3), abs=1e-15)


def test_spirals_are_fair_plain_and_repeat_themselves():
    """As many points on each arm, Python's own numbers, the same for the same seed; one turn parts the arms."""
    points, labels = make_spirals(90, noise=0.0, seed=4)

    assert (points, labels) == make_spirals(90, noise=0.0, seed=4)
    assert (points, labels) != make_spirals(90, noise=0.0, seed=5)
    assert {0: 30, 1: 30, 2: 30} == Counter(labels)
    assert {float, int} == {type(points[0][0]), type(labels[0])}
    turned = [complex(y, x) * cmath.exp(-2j * cmath.pi * (label / 3 + abs(complex(x, y)) / 2))
              for (x, y), label in zip(points, labels, strict=True)]
    assert max(abs(z.imag) for z in turned) < 1e-15
    assert min(z.real for z in turned) == pytest.approx(0.15)


def test_training_goes_down():
    """Ten times the same batch: each loss is smaller than the one before."""
    points, labels = make_spirals(6, seed=1)
    losses = train_classifier(MLP(2, [8, 3]), points, labels, [range(6)] * 10, rate=0.1)

    assert losses == sorted(losses, reverse=True)
