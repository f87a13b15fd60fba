"""Unit 6, optimizers: what the visible tests promise."""

import pytest

from optimizers import SGD, AdamW, cosine_rate, minimize
from value import Value


def walked(optimizer, *gradients):
    """Take a step for each gradient of the first parameter; return where it was after each."""
    (p, *_) = optimizer.parameters
    path = []
    for gradient in gradients:
        p.grad = gradient
        optimizer.step()
        path.append(p.data)
    return path


def test_sgd_init_remembers_parameters_and_rate():
    """Both are there for schedules and for `zero_grad`."""
    p = Value(1.0)
    optimizer = SGD([p], rate=0.5)

    assert optimizer.parameters == [p]
    assert optimizer.rate == 0.5


def test_sgd_step_without_momentum():
    """1.0 - 0.5 * 2.0 is 0.0; then 0.0 - 0.5 * -1.0 is 0.5."""
    assert walked(SGD([Value(1.0)], rate=0.5), 2.0, -1.0) == pytest.approx([0.0, 0.5])


def test_sgd_step_with_momentum():
    """The velocities are 1.0, then 0.9 + 1.0 = 1.9, then 0.9 * 1.9 + 0 = 1.71."""
    path = walked(SGD([Value(0.0)], rate=0.1, momentum=0.9), 1.0, 1.0, 0.0)

    assert path == pytest.approx([-0.1, -0.29, -0.461])


def test_sgd_step_has_a_velocity_for_each_parameter():
    """What the one is fed with does not move the other."""
    p, q = Value(0.0), Value(0.0)
    optimizer = SGD([p, q], rate=1.0, momentum=0.5)
    p.grad = 1.0
    optimizer.step()

    assert (p.data, q.data) == (-1.0, 0.0)


def test_sgd_step_leaves_gradients():
    """Clearing them is the work of `zero_grad`."""
    p = Value(0.0)
    walked(SGD([p], rate=1.0, momentum=0.5), 3.0)

    assert p.grad == 3.0


def test_adamw_init_shares_nothing():
    """Two optimizers remember their own parameters."""
    first, second = (AdamW([Value(0.0)], rate=0.1, weight_decay=0.0) for _ in range(2))
    walked(first, 1.0, 1.0)

    assert walked(second, 1.0) == pytest.approx([-0.1], abs=1e-6)


@pytest.mark.parametrize("gradient", [0.001, 1.0, 1000.0])
def test_adamw_step_has_at_first_the_size_of_the_rate(gradient):
    """Whatever the gradient: it is divided by its own size."""
    (p,) = walked(AdamW([Value(0.0)], rate=0.1, weight_decay=0.0), gradient)

    assert p == pytest.approx(-0.1, rel=1e-4)


def test_adamw_step_by_hand():
    """Betas 0.5 and 0.5, gradients 1 and 3: m is 0.5, then 1.75; s is 0.5, then 4.75; corrected by 0.5, then 0.75.

    The moves are 1 / 1 and (1.75 / 0.75) / sqrt(4.75 / 0.75) = 0.927.
    """
    optimizer = AdamW([Value(0.0)], rate=1.0, betas=(0.5, 0.5), eps=0.0, weight_decay=0.0)

    assert walked(optimizer, 1.0, 3.0) == pytest.approx([-1.0, -1.92717], abs=1e-5)


def test_adamw_step_counts_once_for_all_parameters():
    """The second parameter's first step is a first step too."""
    p, q = Value(0.0), Value(0.0)
    optimizer = AdamW([p, q], rate=0.1, weight_decay=0.0)
    p.grad = q.grad = 1.0
    optimizer.step()

    assert (p.data, q.data) == pytest.approx((-0.1, -0.1), abs=1e-6)


def test_adamw_step_lets_parameters_decay():
    """Without gradients 2.0 becomes 2.0 - 0.1 * 0.5 * 2.0 = 1.9, then 1.9 - 0.05 * 1.9 = 1.805."""
    assert walked(AdamW([Value(2.0)], rate=0.1, weight_decay=0.5), 0.0, 0.0) == pytest.approx([1.9, 1.805])


def test_step_uses_the_rate_of_now():
    """A schedule changes `rate` between steps."""
    optimizer = SGD([Value(0.0)], rate=1.0)
    walked(optimizer, 1.0)
    optimizer.rate = 0.25

    assert walked(optimizer, 1.0) == [-1.25]


def test_cosine_rate_begins_high_and_ends_low():
    """From 1 to 0, by 0.5 in the middle; a quarter of the way down it is still at 0.85."""
    assert [cosine_rate(k, 4, 1.0) for k in (0, 1, 2, 4)] == pytest.approx([1.0, 0.853553, 0.5, 0.0], abs=1e-6)


def test_cosine_rate_ends_at_the_lowest():
    """From 1 to 0.2: 0.6 in the middle."""
    assert [cosine_rate(k, 10, 1.0, 0.2) for k in (0, 5, 10)] == pytest.approx([1.0, 0.6, 0.2])


@pytest.mark.parametrize("kind", [SGD, AdamW])
def test_minimize_goes_down_a_valley(kind):
    """x * x + 10 * y * y is nearly 0 after 60 steps, and the answer has the loss before each."""
    x, y = Value(2.0), Value(1.0)
    losses = minimize(lambda: x * x + 10 * y * y, kind([x, y], rate=0.0), 60, highest=0.09)

    assert losses[0] == 14.0
    assert len(losses) == 60
    assert losses[-1] < (0.01 if kind is SGD else 5.0)
    assert losses[-1] < losses[30] < losses[0]
