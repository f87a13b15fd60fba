"""Unit 7, arrays: what the visible tests promise."""

import random

import numpy as np
import pytest

from arrays import Array, backward, make_layers, network, operand_gradients, train_layers, unbroadcast
from moons import make_moons

A = np.array([[1.0, 2.0, -3.0], [0.5, -1.0, 4.0]])


def check(function, *arrays):
    """Compare the gradients of a weighted sum of the function's elements with slopes measured element by element."""
    leaves = [Array(array) for array in arrays]
    out = function(*leaves)
    weights = np.arange(1.0, out.data.size + 1).reshape(out.data.shape)
    backward((out * weights).sum())
    for number, leaf in enumerate(leaves):
        assert leaf.grad.shape == leaf.data.shape
        slopes = np.zeros_like(leaf.data)
        for index in np.ndindex(leaf.data.shape):
            heights = []
            for step in (1e-5, -1e-5):
                moved = [np.array(array, dtype=float) for array in arrays]
                moved[number][index] += step
                heights.append((function(*map(Array, moved)).data * weights).sum())
            slopes[index] = (heights[0] - heights[1]) / 2e-5
        assert leaf.grad == pytest.approx(slopes, abs=1e-4)


def test_unbroadcast_sums_missing_axes():
    """A bias of shape (3,) under a batch of shape (2, 3) is used twice: the gradients of both rows are added."""
    assert unbroadcast(A, (3,)).tolist() == [1.5, 1.0, 1.0]


def test_unbroadcast_keeps_axes_of_size_one():
    """A column of shape (2, 1) gets the sum of each row, as a column; a row of shape (1, 3) stays a row."""
    assert unbroadcast(A, (2, 1)).tolist() == [[0.0], [3.5]]
    assert unbroadcast(A, (1, 3)).tolist() == [[1.5, 1.0, 1.0]]


def test_unbroadcast_to_a_single_number():
    """Shape () is used by every element: all gradients are added."""
    assert unbroadcast(A, ()).shape == ()
    assert unbroadcast(A, ()) == 3.5


def test_unbroadcast_leaves_what_was_not_stretched():
    """The same shape: nothing to sum."""
    assert unbroadcast(A, (2, 3)).tolist() == A.tolist()


def test_array_init_keeps_a_copy():
    """The caller may change the array later; the graph must not see that."""
    numbers = np.array([1.0, 2.0])
    a = Array(numbers)
    numbers += 5.0

    assert a.data.tolist() == [1.0, 2.0]


def test_array_init_begins_with_zero_gradients():
    """As many as there are elements; no operands, no operation."""
    a = Array([[1, 2], [3, 4]])

    assert a.grad.tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert (a._prev, a._op) == ((), "")
    assert a.data.dtype == float


def test_array_add_stretches():
    """A row is added to each row of a batch."""
    assert (Array([[1.0], [2.0]]) + Array([10.0, 20.0])).data.tolist() == [[11.0, 21.0], [12.0, 22.0]]


@pytest.mark.parametrize("other", [A + 1, A[0], A[:, :1], 2.5], ids=["same shape", "row", "column", "number"])
def test_array_add_has_gradients(other):
    """Each operand's gradient has its own shape."""
    check(lambda a, b: a + b, A, other)


@pytest.mark.parametrize("other", [A + 1, A[0], A[:, :1], 2.5], ids=["same shape", "row", "column", "number"])
def test_array_mul_has_gradients(other):
    """The other factor times the gradient, summed where it was stretched."""
    check(lambda a, b: a * b, A, other)


def test_array_matmul_by_hand():
    """[1, 2] meets [3, 4] as a row and a column: 11."""
    assert (Array([[1.0, 2.0]]) @ Array([[3.0], [4.0]])).data.tolist() == [[11.0]]


@pytest.mark.parametrize("other", [A.T, A.T[:, :1]], ids=["square result", "column"])
def test_array_matmul_has_gradients(other):
    """c.grad @ b.T for the left operand, a.T @ c.grad for the right one."""
    check(lambda a, b: a @ b, A, other)


def test_array_matmul_of_square_matrices():
    """Here every order and transposition has the right shape, and one the right numbers."""
    check(lambda a, b: a @ b, A[:, :2], A[:, 1:])


@pytest.mark.parametrize("exponent", [2, 3, -1])
def test_array_pow_has_gradients(exponent):
    """k * a**(k - 1), element by element."""
    check(lambda a: a**exponent, A)


def test_array_relu_has_gradients():
    """Nothing passes where the element is below 0."""
    check(lambda a: a.relu(), A)


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_array_sum_has_gradients(axis):
    """Each element gets the gradient of the sum that it went into."""
    assert Array(A).sum(axis).data.tolist() == A.sum(axis=axis).tolist()
    check(lambda a: a.sum(axis), A)


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_array_mean_has_gradients(axis):
    """The sum, divided by how many elements went into it."""
    assert Array(A).mean(axis).data == pytest.approx(A.mean(axis=axis))
    check(lambda a: a.mean(axis), A)


def test_operand_gradients_change_nothing():
    """They are answers; adding them up is the work of `backward`."""
    a, b = Array([1.0, 2.0]), Array([3.0, 4.0])
    product = a * b
    product.grad = np.array([1.0, 10.0])
    by_a, by_b = operand_gradients(product)

    assert (by_a.tolist(), by_b.tolist()) == ([3.0, 40.0], [1.0, 20.0])
    assert a.grad.tolist() == [0.0, 0.0]
    assert operand_gradients(a) == ()


def test_operand_gradients_name_an_unknown_operation():
    """A ValueError says which operation it was."""
    with pytest.raises(ValueError, match="sqrt"):
        operand_gradients(Array([1.0], (Array([1.0]),), "sqrt"))


def test_backward_adds_up():
    """a * a + a has the slope 2a + 1."""
    a = Array([1.0, -2.0])
    backward((a * a + a).sum())

    assert a.grad.tolist() == [3.0, -3.0]


def test_backward_writes_into_no_array():
    """What was read before stays as it was, and two leaves never share a gradient."""
    a, b = Array([1.0, 2.0]), Array([3.0, 4.0])
    backward((a + b).sum())
    read = a.grad
    backward((a * a).sum())

    assert read.tolist() == [1.0, 1.0]
    assert a.grad.tolist() == [3.0, 5.0]
    assert b.grad.tolist() == [1.0, 1.0]


def test_network_by_hand():
    """x @ w + b, relu after the first layer only: relu([1, -1]) = [1, 0], then 1 * -2 + 0.5."""
    layers = [(Array([[1.0, -1.0]]), Array([0.0, 0.0])), (Array([[-2.0], [3.0]]), Array([0.5]))]

    assert network(np.array([[1.0], [-1.0]]), layers).data.tolist() == [[-1.5], [3.5]]


def test_train_layers_takes_a_step_by_hand():
    """One weight 0.5 and no bias, point 1 with label 1: the loss is 0.5, and both move up by the rate."""
    layers = [(Array([[0.5]]), Array([0.0]))]
    losses = train_layers(layers, np.array([[1.0]]), np.array([[1.0]]), steps=1, rate=0.25)

    assert losses == [0.5]
    assert (layers[0][0].data.tolist(), layers[0][1].data.tolist()) == ([[0.75]], [0.25])


def test_train_layers_learns_moons():
    """300 steps over 500 moons take a second or two, and 200 unseen points come out right."""
    random.seed(1)
    points, labels = make_moons(500, noise=0.1, seed=1)
    layers = make_layers([2, 16, 16, 1])
    train_layers(layers, np.array(points), np.array(labels)[:, None], steps=300)
    unseen, truth = make_moons(200, noise=0.1, seed=2)
    scores = network(np.array(unseen), layers).data[:, 0]

    assert np.mean((scores > 0) == (np.array(truth) > 0)) > 0.97
