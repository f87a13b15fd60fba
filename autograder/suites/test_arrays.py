"""Unit 7: shapes, gradients through stretching, products and sums, and a training on all points at once."""

import random
from itertools import pairwise

import numpy as np
import pytest

from autograder.compare import Wrong, answered, assert_numbers, unseen_points
from autograder.language import ENGLISH as say
from autograder.probes.arrays import AXES
from autograder.suites.free import SMALL, assert_downhill
from autograder.suites.shapes import Steps, check_arrays, compare, numbers, pairs_of_shapes
from autograder.suites.turned import Turn
from reference.moons import make_moons
from reference.value import Value

points = pytest.mark.points

#: what is stretched -> the shapes of both operands
STRETCHED = {
    "nothing": ((2, 3), (2, 3)), "a row": ((4, 3), (3,)), "a column": ((2, 3), (2, 1)), "a number": ((3, 2), ()),
    "leading axes": ((2, 4, 3), (4, 3)), "both": ((4, 1), (1, 3)), "a square's column": ((3, 3), (3, 1)),
}


def check_pair(submission, operation, first, second):
    """Compare an operation on arrays of two shapes, and going backward from a weighted sum of its elements."""
    steps = Steps()
    out = steps.add(operation, steps.leaf(numbers(submission, *first)), steps.leaf(numbers(submission, *second)))
    root = steps.root(out, numbers(submission, *np.broadcast_shapes(first, second)))
    check_arrays(submission, steps, [root])


@points(0.5)
@pytest.mark.parametrize("what", STRETCHED)
def test_stretched(submission, what):
    """Where {what} is stretched, in `+` and `*`, each operand's gradient has its shape and is the sum over its uses.

    Sum the gradient over the axes that were stretched, and no others: missing axes in front, and axes of size 1, which
    stay.
    """
    for first, second in (STRETCHED[what], STRETCHED[what][::-1]):
        for operation in ("+", "*"):
            check_pair(submission, operation, first, second)


@points(1)
@pytest.mark.kit_only
def test_unbroadcast(submission):
    """`unbroadcast(gradient, shape)` sums over the axes along which an array of that shape was stretched.

    Axes that were missing disappear; axes of size 1 stay, with size 1.
    """
    for wide, shape in (((4, 3), (3,)), ((4, 3), (4, 1)), ((4, 3), ()), ((2, 4, 3), (4, 1)), ((3, 3), (3, 3)),
                        ((1, 3), (1, 3))):
        gradient = numbers(submission, *wide)
        axes = tuple(range(len(wide) - len(shape)))
        right = gradient.sum(axis=axes)
        right = right.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)
        about = "    " + say("unbroadcast of an array of shape {wide} to {shape}", wide=wide, shape=shape)
        got = answered(submission, about, (), "unbroadcast", 1 + AXES + right.size, gradient=gradient.tolist(),
                       shape=shape, size=right.size)
        compare(say("the answer"), got, right, about)


@points(2)
def test_random_shapes(submission):
    """Arrays of any two shapes that fit can be added, subtracted and multiplied, and passed through backward.

    Look at the shapes first: which axes does the smaller one lack, and which have size 1?
    """
    for first, second, operation in pairs_of_shapes(submission.seed):
        check_pair(submission, operation, first, second)


@points(2)
def test_matrix_product(submission):
    """`@` passes c.grad @ b.T to the left operand and a.T @ c.grad to the right one, of square matrices too.

    Where all are square, every order and transposition gives the right shape; only one gives the right numbers.
    """
    for a, b in (((2, 3), (3, 4)), ((3, 3), (3, 3)), ((1, 4), (4, 1)), ((5, 2), (2, 1))):
        steps = Steps()
        out = steps.add("@", steps.leaf(numbers(submission, *a)), steps.leaf(numbers(submission, *b)))
        check_arrays(submission, steps, [steps.root(out, numbers(submission, a[0], b[1]))])


@points(1)
def test_relu_of_arrays(submission):
    """`relu` passes the gradient where its element is above 0, and nothing where it is below.

    The slope follows from the sign of the data, element by element, and not from that of the gradient.
    """
    steps = Steps()
    out = steps.add("relu", steps.leaf(numbers(submission, 3, 4)))
    check_arrays(submission, steps, [steps.root(out, numbers(submission, 3, 4))])


#: powers, and numbers that make each of them difficult: a 0, what has no whole root, whole numbers
POWERS = {2: [[0.0, -1.5, 0.75]], 0.5: [[0.25, 2.0, 1.75]], -1: [[1, -2, 4]]}


@points(0.5)
@pytest.mark.parametrize("power", POWERS)
def test_powers_of_arrays(submission, power):
    """The slope of each element of `a ** {power}` is k * a**(k - 1), also where an element is 0 or a whole number.

    The factor k comes down, the exponent falls by one. The data of an Array are floats, whatever it was made of.
    """
    for array in (abs(numbers(submission, 1, 3)).tolist(), POWERS[power]):
        steps = Steps()
        out = steps.add("**", steps.add("leaf", array), power)
        check_arrays(submission, steps, [steps.root(out, numbers(submission, 1, 3))])


#: what a sum runs over
AXES_SUMMED = {"everything": None, "axis 0": 0, "axis 1": 1, "the last axis": -1, "two axes": (0, 2)}


def check_sum(submission, operation, axis):
    """Compare a sum or a mean over an axis, of an array with different sides and of a cube."""
    for shape in ((2, 3, 4), (3, 3, 3)):
        steps = Steps()
        out = steps.add(operation, steps.leaf(numbers(submission, *shape)), axis)
        left = np.zeros(shape).sum(axis=axis).shape
        check_arrays(submission, steps, [steps.root(out, numbers(submission, *left))])


@points(0.5)
@pytest.mark.parametrize("what", AXES_SUMMED)
def test_sum(submission, what):
    """`sum` over {what} gives each element the gradient of the sum that it went into.

    Put the axis back with size 1, then stretch the gradient to the shape of the operand.
    """
    check_sum(submission, "sum", AXES_SUMMED[what])


@points(1.5)
def test_mean(submission):
    """`mean` is the sum divided by how many elements went into it, and so are its gradients.

    Over an axis, count the elements along that axis only.
    """
    for axis in AXES_SUMMED.values():
        check_sum(submission, "mean", axis)


@points(1)
def test_used_twice(submission):
    """An array that is used twice, in `@` too, has the sum of both gradients; two roots over it add up as well.

    Add to what is there, as in unit 2; only the root's own gradient is set, to 1.
    """
    steps = Steps()
    a = steps.leaf(numbers(submission, 2, 3))
    both = steps.add("+", steps.add("*", a, a), a)
    first, second = (steps.root(node, numbers(submission, 2, 3)) for node in (both, a))
    check_arrays(submission, steps, [first])
    check_arrays(submission, steps, [first, second])
    steps = Steps()
    total = steps.add("sum", steps.leaf(numbers(submission, 2, 3)), None)
    check_arrays(submission, steps, [total, total])
    steps = Steps()
    a = steps.leaf(numbers(submission, 3, 3))
    check_arrays(submission, steps, [steps.root(steps.add("@", a, a), numbers(submission, 3, 3))])


@points(1)
def test_gradients_are_arrays_of_their_own(submission):
    """What is added to one gradient changes no other, and no array that was read before.

    `x.grad = x.grad + g` makes a new array; `x.grad += g` writes into one that may be another's too.
    """
    array = numbers(submission, 2, 2)
    steps = Steps()
    a, b = steps.leaf(array), steps.leaf(numbers(submission, 2, 2))
    both = steps.add("sum", steps.add("+", a, b), None)
    check_arrays(submission, steps, [both, steps.add("sum", steps.add("*", a, a), None)])
    steps = Steps()
    a = steps.leaf(array)
    square, cube = steps.add("*", a, a), steps.add("**", a, 3)
    first, then = steps.add("sum", square, None), steps.add("sum", cube, None)
    about = f"{steps.text()}\n    {say('backward from {root}, then {other}', root=f't{first}', other=f't{then}')}"
    got = answered(submission, about, (), "read_before", 1 + AXES + 4, steps=steps.steps, size=4)
    compare(say("gradient of {name} as it was read after the first", name=f"t{a}"), got, 2 * array, about)


@points(1)
def test_the_caller_s_array_is_copied(submission):
    """An Array keeps its numbers when the numpy array that it was made of is changed later.

    `np.asarray` gives the caller's own array back; `np.array` copies it.
    """
    array = numbers(submission, 2, 2)
    about = f"    x = np.array({array.tolist()})\n    a = Array(x)\n    x += 1"
    got = answered(submission, about, (), "array_of_the_caller", 1 + AXES + 4, numbers=array.tolist(), size=4)
    compare(say("data"), got, array, about)


SIZES = [2, 4, 3, 1]


def drawn_layers(submission, sizes=SIZES):
    """Draw weights and biases for a network, a small one by default: (w, b) for each layer."""
    return [(numbers(submission, a, b) / 2, numbers(submission, b) / 4) for a, b in pairwise(sizes)]


def right_network(layers, x):
    """The reference's outputs, a Value: `layers` are pairs of Values."""
    for number, (w, b) in enumerate(layers):
        x = x @ w + b
        x = x.relu() if number < len(layers) - 1 else x
    return x


def right_training(layers, x, y, steps, rate):
    """The reference's losses, and its trained parameters as one list."""
    layers, losses = [(Value(w), Value(b)) for w, b in layers], []
    for k in range(steps):
        loss = (1 - right_network(layers, Value(x)) * y).relu().mean()
        for p in (p for layer in layers for p in layer):
            p.grad = 0.0
        loss.backward()
        for p in (p for layer in layers for p in layer):
            p.data = p.data - rate * (1 - 0.9 * k / steps) * p.grad
        losses.append(float(loss.data))
    return losses, [x for layer in layers for p in layer for x in p.data.ravel().tolist()]


@points(1)
def test_network(submission):
    """`network` applies each layer, x @ w + b, with relu after all but the last, to all points at once.

    A row for each point: the answer has the shape (points, outputs).
    """
    right = np.zeros((5, 1))
    while not right.min() < 0 < right.max():        # a relu too much must show
        layers, x = drawn_layers(submission), numbers(submission, 5, 2)
        right = right_network([(Value(w), Value(b)) for w, b in layers], Value(x)).data
    about = "    " + say("layers of the sizes {sizes} with given weights, x of shape {shape}", sizes=SIZES,
                         shape=(5, 2))
    got = answered(submission, about, (), "array_network", 1 + AXES + right.size, size=right.size, points=x.tolist(),
                   parameters=[(w.tolist(), b.tolist()) for w, b in layers])
    compare("network(x, layers)", got, right, about)


@points(2)
def test_train_layers(submission):
    """From given weights, `train_layers` gives the reference's losses and trained parameters.

    Each step: the mean hinge loss of all points, fresh gradients, backward, every w and b a step downhill.
    """
    layers = drawn_layers(submission)
    some, labels = make_moons(12, noise=0.1, seed=submission.seed)
    losses, trained = right_training(layers, np.array(some), np.array(labels)[:, None], 8, 0.5)
    about = "    " + say("layers of the sizes {sizes} from given weights, {count} moons, {steps} steps, rate {rate}",
                         sizes=SIZES, count=12, steps=8, rate=0.5)
    told = [say("loss before step {k}", k=k) for k in range(1, 9)]
    got = answered(submission, about, told, "array_training", 8 + len(trained), points=some, labels=labels, steps=8,
                   rate=0.5, parameters=[(w.tolist(), b.tolist()) for w, b in layers], size=len(trained))
    assert_numbers(told, got[:8], losses, about)
    names = [say("trained parameter {i} of {count}", i=i, count=len(trained)) for i in range(len(trained))]
    assert_numbers(names, got[8:], trained, about)


def check_steps(submission, sizes, points, labels):
    """Raise `Wrong` unless two small steps from drawn layers go downhill; see `FreeTraining.check_steps`."""
    layers = drawn_layers(submission, sizes)
    old = [x for layer in layers for p in layer for x in p.ravel().tolist()]
    _, right = right_training(layers, np.array(points), np.array(labels)[:, None], 2, SMALL)
    got = submission.numbers("array_training", 2 + len(old), points=points, labels=labels, steps=2, rate=SMALL,
                             parameters=[(w.tolist(), b.tolist()) for w, b in layers], size=len(old))
    what = say("layers of the sizes {sizes}, {count} steps, rate {rate}", sizes=sizes, count=2, rate=SMALL)
    assert_downhill(old, got[2:], right, what)


@points(1)
@pytest.mark.slow
def test_moons_at_once(submission):
    """300 steps over all 500 moons end in seconds, and at least 97 % of 500 unseen points come out right.

    A Value for each number would need minutes for this: no loop over points, only arrays.
    """
    moons, sizes, draw = submission.moons, [2, 16, 16, 1], random.Random(f"arrays {submission.seed}")
    start, seen, new = (draw.randrange(2**31) for _ in range(3))
    turn = Turn(draw)
    some, labels = make_moons(moons.points, noise=moons.noise, seed=seen)
    count = sum((a + 1) * b for a, b in pairwise(sizes))
    check_steps(submission, sizes, turn.points(some), labels)
    got = submission.numbers("array_training_fresh", 300 + count, sizes=sizes, seed=start, points=turn.points(some),
                             labels=labels, steps=300, rate=1.0, size=count)
    unseen, truth = make_moons(moons.unseen, noise=moons.noise, seed=new)
    scores = _scores(np.array(got[300:]), sizes, np.array(turn.points(unseen)))
    share = float(np.mean((scores > 0) == (np.array(truth) > 0)))
    if not share >= moons.threshold:
        what = say("layers of the sizes {sizes}, {count} steps, rate {rate}", sizes=sizes, count=300, rate=1)
        raise Wrong(f"    {what}\n\n{unseen_points([share], moons.threshold)}")


def _scores(flat, sizes, x):
    """Return the scores of a network whose parameters are `flat`, by plain numpy."""
    with np.errstate(all="ignore"):     # weights may be of any size, or none
        for number, (a, b) in enumerate(pairwise(sizes)):
            w, bias, flat = flat[: a * b].reshape(a, b), flat[a * b: (a + 1) * b], flat[(a + 1) * b:]
            x = x @ w + bias
            x = np.maximum(x, 0.0) if number < len(sizes) - 2 else x
    return x[:, 0]
