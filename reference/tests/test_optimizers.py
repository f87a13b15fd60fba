"""Rules by hand, and by PyTorch where it is installed."""

import math

import pytest

from reference.optimizers import Walk, cosine_rate, minimize

GRADS = [[0.5, -2.0], [0.25, 3.0], [-1.5, 0.0], [0.0, 1e-9]]


def path(kind, grads=GRADS, rate=0.1, **options):
    """Return where two parameters are after each step."""
    walk = Walk(kind, [1.0, -0.5], **options)
    return [walk.step(step, rate) for step in grads]


def test_momentum_by_hand():
    """Velocities 1, then 0.5 + 1, then 0.75 + 0."""
    assert [[1 - 0.5, -0.5], [1 - 1.25, -0.5], [1 - 1.625, -0.5]] == path(
        "SGD", [[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]], rate=0.5, momentum=0.5)


def test_the_first_step_of_adamw_has_the_size_of_the_rate():
    """Whatever the gradient, but for eps and the decay."""
    ((p, q),) = path("AdamW", [[3.0, -1e-3]], eps=0.0, weight_decay=0.0)

    assert (p, q) == pytest.approx((1 - 0.1, -0.5 + 0.1), abs=1e-15)


def test_decay_is_apart_from_gradients():
    """Without gradients only a factor is left."""
    assert [[0.95, -0.475]] == path("AdamW", [[0.0, 0.0]], weight_decay=0.5)


@pytest.mark.parametrize(("kind", "options"), [
    ("SGD", {}), ("SGD", {"momentum": 0.9}), ("AdamW", {}), ("AdamW", {"betas": (0.5, 0.75), "weight_decay": 0.3})])
def test_paths_are_those_of_pytorch(kind, options):
    """In double precision, where PyTorch is installed."""
    torch = pytest.importorskip("torch")
    parameters = torch.tensor([1.0, -0.5], dtype=torch.float64, requires_grad=True)
    optimizer = getattr(torch.optim, kind)([parameters], lr=0.1, **options)
    for step, right in zip(GRADS, path(kind, **options), strict=True):
        parameters.grad = torch.tensor(step, dtype=torch.float64)
        optimizer.step()
        assert right == pytest.approx(parameters.tolist(), abs=1e-12)


def test_the_schedule_is_half_a_wave():
    """Both ends, the middle, and symmetry about it."""
    assert [1.0, 0.6, 0.2] == pytest.approx([cosine_rate(k, 10, 1.0, 0.2) for k in (0, 5, 10)], abs=1e-15)
    assert cosine_rate(3, 10, 1.0) + cosine_rate(7, 10, 1.0) == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["SGD", "AdamW"])
def test_minimize_finds_the_bottom(kind):
    """Of a parabola, in a hundred steps."""
    walk = Walk(kind, [2.0])
    losses = minimize(lambda numbers: (numbers[0] ** 2, [2 * numbers[0]]), walk, 100, highest=0.2)

    assert losses[0] == 4.0
    assert losses[-1] < 1e-3
    assert math.isclose(walk.numbers[0], 0.0, abs_tol=0.05)
