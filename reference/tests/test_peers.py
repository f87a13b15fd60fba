"""The same expressions and networks on engines of other people, where these are installed."""

import random

import pytest

from reference.nn import MLP
from reference.oracles import central_difference, close
from reference.tests.expressions import compute, draw, functions, gradient
from reference.training import hinge_loss
from reference.value import Value

SEEDS = range(100)


def test_gradients_equal_those_of_mpmath():
    """Central differences with 60 digits agree to 1e-14: what is left is the rounding of floats."""
    mp = pytest.importorskip("mpmath").mp
    kind = functions(mp.exp, mp.log, mp.tanh, lambda a: max(a, mp.mpf(0)))
    for seed in SEEDS:
        rows, xs = draw(30, seed)
        with mp.workdps(60):
            exact = list(map(mp.mpf, xs))
            right = central_difference(lambda ys: compute(rows, ys, kind), exact, h=mp.mpf(10) ** -20)
        assert close(gradient(rows, xs), list(map(float, right)), 1e-14), f"expression of seed {seed}"


def test_gradients_equal_those_of_torch():
    """PyTorch, in double precision, gives the same gradients to 1e-12."""
    torch = pytest.importorskip("torch")
    kind = functions(torch.exp, torch.log, torch.tanh, torch.relu)
    for seed in SEEDS:
        rows, xs = draw(30, seed)
        leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in xs]
        compute(rows, leaves, kind).backward()
        right = [0.0 if leaf.grad is None else leaf.grad.item() for leaf in leaves]
        assert close(gradient(rows, xs), right, 1e-12), f"expression of seed {seed}"


def test_gradients_add_up_as_in_torch():
    """Losses over the same leaves, and a second backward on the same graph, add up as in PyTorch."""
    torch = pytest.importorskip("torch")

    def grads(leaf, **options):
        a, b = leaf(2.0), leaf(-3.0)
        product = a * b
        first, second = product * a, product + b
        seen = []
        for root in (first, second, second):
            root.backward(**options)
            seen += [float(a.grad), float(b.grad)]
        return seen

    assert grads(Value) == grads(lambda x: torch.tensor(x, requires_grad=True), retain_graph=True)


def test_a_network_equals_that_of_micrograd():
    """From the same seed, micrograd's MLP has the same parameters, loss and gradients."""
    micrograd = pytest.importorskip("micrograd.nn")
    xs = [[random.Random(i).gauss(0, 1), random.Random(-i).gauss(0, 1)] for i in range(1, 9)]
    labels = [1.0, -1.0] * 4

    def trained(kind):
        random.seed(42)
        model = kind(2, [8, 8, 1])
        loss = hinge_loss([model(x) for x in xs], labels)
        loss.backward()
        return [loss.data, *[p.data for p in model.parameters()], *[p.grad for p in model.parameters()]]

    assert close(trained(MLP), trained(micrograd.MLP), 1e-14)
