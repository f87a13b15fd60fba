"""Value with arrays: as element by element, and gradients through broadcasting and matrix products."""

import numpy as np
import pytest

from reference.oracles import central_difference
from reference.tests.expressions import INPUTS, VALUES, compute, draw, gradient
from reference.value import Value


def drawn(*shape, seed=0):
    """An array of numbers between 0.5 and 2; a float for the empty shape."""
    return np.random.RandomState(seed).uniform(0.5, 2.0, size=shape)


def check(function, *arrays):
    """Compare the gradients of a weighted sum of the function's elements with central differences."""
    leaves = [Value(array) for array in arrays]
    out = function(*leaves)
    weights = drawn(*np.shape(out.data), seed=9)        # so that no gradient is uniform by chance
    (out * weights).sum().backward()
    for i, array in enumerate(arrays):

        def height(xs, i=i, array=array):
            moved = [*arrays[:i], np.reshape(xs, np.shape(array)), *arrays[i + 1 :]]
            return np.sum(function(*map(Value, moved)).data * weights)

        right = central_difference(height, np.ravel(array).tolist())
        assert np.shape(leaves[i].grad) == np.shape(array)
        assert np.ravel(leaves[i].grad) == pytest.approx(right, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("seed", range(20))
def test_a_column_is_as_many_points(seed):
    """An expression of whole columns gives each point the value and gradients that it has alone, to 1e-13."""
    rows, _ = draw(40, seed)
    points = np.random.RandomState(seed).uniform(-2.0, 2.0, size=(7, INPUTS))
    columns = [Value(column) for column in points.T]

    root = compute(rows, columns, VALUES)
    root.backward()

    for k, point in enumerate(points.tolist()):
        assert root.data[k] == pytest.approx(compute(rows, [Value(x) for x in point], VALUES).data, rel=1e-13)
        of_this_point = [np.broadcast_to(column.grad, 7)[k] for column in columns]
        assert of_this_point == pytest.approx(gradient(rows, point), rel=1e-13, abs=1e-13)


SHAPES = pytest.mark.parametrize(
    ("a", "b"),
    [((3, 4), (3, 4)), ((3, 4), (4,)), ((3, 4), (1, 4)), ((3, 4), (3, 1)), ((3, 1), (1, 4)), ((3, 4), ()),
     ((), (4,)), ((1,), (4,)), ((2, 3, 4), (3, 1)), ((1, 1), (3, 4))],
    ids=str,
)


@SHAPES
@pytest.mark.parametrize("operation", ["+", "-", "*", "/", "**"])
def test_broadcasting(operation, a, b):
    """A row, column or number beside a matrix gets the sum over all its copies, in its own shape."""
    function = {
        "+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y,
        "/": lambda x, y: x / y, "**": lambda x, y: x**y,
    }[operation]

    check(function, drawn(*a, seed=1), drawn(*b, seed=2))
    check(function, drawn(*b, seed=3), drawn(*a, seed=4))


@pytest.mark.parametrize("name", ["relu", "tanh", "exp", "log", "sigmoid", "sum", "mean"])
@pytest.mark.parametrize("shape", [(5,), (2, 3), ()], ids=str)
def test_functions(name, shape):
    """Each function works element by element, sum and mean over all elements, with the right gradients."""
    shift = 0.0 if name == "log" else 1.2       # relu: elements of both signs

    check(lambda x: getattr(x - shift, name)(), drawn(*shape, seed=5))


def test_powers():
    """Constant exponents of every kind, negative bases where the exponent is whole."""
    check(lambda x: x**2 + x**-1 + x**0 + x**1, drawn(4) * [1, -1, 1, -1])
    check(lambda x: x**0.5 + 2**x, drawn(4))
    check(lambda x: x ** np.array([1.0, 2.0, 3.0]), drawn(3))


@pytest.mark.filterwarnings("error")
def test_powers_at_zero():
    """At 0, slopes are 0, 1 and inf as they are for numbers, without a warning."""
    for exponent, right in ((0, 0.0), (1, 1.0), (2, 0.0), (0.5, np.inf)):
        x = Value([0.0, 4.0])

        (x**exponent).backward()

        assert x.grad[0] == right

    base, exponent = Value([0.0, 2.0]), Value([2.0, 2.0])
    (base**exponent).backward()
    assert exponent.grad == pytest.approx([0.0, 4.0 * np.log(2.0)])


def test_matrix_product():
    """`@` has the gradients g @ b.T and a.T @ g, also in a chain and for a plain array on either side."""
    check(lambda a, b: a @ b, drawn(2, 3), drawn(3, 4))
    check(lambda a, b: (a @ b).tanh() @ b, drawn(4, 3), drawn(3, 3))
    check(lambda a: drawn(2, 3) @ a, drawn(3, 1))
    check(lambda a: a @ drawn(3, 2), drawn(1, 3))


@pytest.mark.parametrize(("a", "b"), [((3,), (3,)), ((2, 3), (3,)), ((2, 2, 2), (2, 2))], ids=str)
def test_matrix_product_takes_matrices_only(a, b):
    """Vectors and stacks are refused with both shapes in the message."""
    with pytest.raises(ValueError, match="two matrices, not shapes"):
        Value(drawn(*a)) @ Value(drawn(*b))


@pytest.mark.parametrize("number", [np.float64(2.0), np.int64(2), np.array(2.0)], ids=repr)
def test_a_number_of_numpy_may_stand_on_either_side(number):
    """numpy's scalars act as plain numbers, and leave the operation to Value when they stand on the left."""
    x = Value(3.0)

    results = [number + x, number - x, number * x, number / x, number**x, x + number, x - number, x * number,
               x / number, x**number]

    assert [type(r.data) for r in results] == [float] * 10
    assert [r.data for r in results] == [5.0, -1.0, 6.0, 2.0 / 3.0, 8.0, 5.0, 1.0, 6.0, 1.5, 9.0]


def test_an_array_may_stand_on_the_left():
    """`array * value` is one Value of an array, and no array of Values."""
    x = Value(3.0)

    out = np.array([1.0, 2.0]) * x
    out.backward()

    assert out.data.tolist() == [3.0, 6.0]
    assert x.grad == 3.0


def test_numbers_stay_floats():
    """Data and gradients of numbers are Python's floats wherever arrays meet them: they are faster."""
    x = Value(2)

    total = (x * np.array([1.0, 2.0])).sum()
    total.backward()

    assert {type(x.data), type(x.grad), type(total.data), type(total.grad)} == {float}


def test_arrays_are_not_written_into():
    """Data, and a gradient that someone has read, stay as they are in a later backward, as numbers do."""
    array = np.array([1.0, 2.0])
    x = Value(array)

    (x + 0.0).backward()
    seen = x.grad
    (x * x).backward()

    assert seen.tolist() == [1.0, 1.0]
    assert x.grad.tolist() == [3.0, 5.0]
    assert array.tolist() == [1.0, 2.0]


def test_whole_numbers_become_floats():
    """An array of integers or truth values is converted: their arithmetic would round or overflow."""
    assert Value(np.array([1, 2])).data.dtype == float
    assert Value([True, False]).data.tolist() == [1.0, 0.0]
    with pytest.raises(TypeError, match="array"):
        Value(np.array(["1"]))


def test_two_roots_of_arrays_add_up():
    """The gradients of two losses over the same array add up element by element."""
    x = Value([1.0, 2.0])

    (x * x).sum().backward()
    (3 * x).backward()

    assert x.grad.tolist() == [5.0, 7.0]


def test_an_array_follows_numpy_where_there_is_no_result():
    """The logarithm of a negative element is nan, with numpy's warning; the other elements are right."""
    with pytest.warns(RuntimeWarning, match="invalid value"):
        out = Value([-1.0, 1.0]).log()

    assert np.isnan(out.data[0])
    assert out.data[1] == 0.0
