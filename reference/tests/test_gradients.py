"""The gradients of random expressions, against derivatives that were found in other ways."""

import pytest

from reference.oracles import EPSILON, central_difference, close, complex_step, rounding_scale
from reference.tests.expressions import COMPLEX, FLOATS, OPERATIONS, VALUES, compute, draw, gradient
from reference.value import Value, topological_order

#: operations in an expression, and how many expressions
SIZES = pytest.mark.parametrize(("size", "count"), [(10, 200), (100, 100), (1000, 20)])


def exact(rows, xs):
    """The gradient by complex steps."""
    return complex_step(lambda zs: compute(rows, zs, COMPLEX), xs)


@SIZES
def test_gradients_equal_complex_steps_to_twelve_digits(size, count):
    """Every gradient is right to 1e-12 of the largest, however many operations lie between."""
    for seed in range(count):
        rows, xs = draw(size, seed)
        assert close(gradient(rows, xs), exact(rows, xs), 1e-12), f"expression of seed {seed}"


@SIZES
def test_gradients_equal_central_differences(size, count):
    """Every gradient is right to 1e-6 by values alone, of plain floats."""
    for seed in range(count // 5):
        rows, xs = draw(size, seed)
        measured = central_difference(lambda ys: compute(rows, ys, FLOATS), xs)
        assert close(gradient(rows, xs), measured, 1e-6), f"expression of seed {seed}"


@SIZES
def test_the_expressions_can_tell_right_from_wrong(size, count):
    """No expression's gradient has vanished or exploded, and every operation occurs."""
    drawn = [draw(size, seed) for seed in range(count)]

    largest = [max(map(abs, exact(rows, xs))) for rows, xs in drawn]
    assert 1e-3 < min(largest) < max(largest) < 1e3
    assert {name for rows, _ in drawn for name, _, _ in rows} == set(OPERATIONS)


@SIZES
def test_rounding_is_within_its_scale(size, count):
    """The error of a gradient is a few roundings of the terms it is summed from, also where they cancel."""
    for seed in range(count):
        rows, xs = draw(size, seed)
        leaves = [Value(x) for x in xs]
        root = compute(rows, leaves, VALUES)
        root.backward()
        for leaf, right, scale in zip(leaves, exact(rows, xs), scales(root, leaves), strict=True):
            assert abs(leaf.grad - right) <= 20 * EPSILON * scale


def scales(root, leaves):
    """The rounding scale of each leaf; 0 where the root does not depend on it."""
    order = topological_order(root)
    numbers = {node: number for number, node in enumerate(order)}
    edges = [[(numbers[p], d) for p, d in zip(node.parents, node.local, strict=True)] for node in order]
    scale = rounding_scale(edges)
    return [scale[numbers[leaf]] if leaf in numbers else 0.0 for leaf in leaves]
