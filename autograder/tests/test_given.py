"""The given files gradcheck and moons, and the solutions as they are used together."""

import importlib
import math
import random
import sys
from pathlib import Path

import numpy as np
import pytest

from reference import moons as reference_moons
from reference import spirals as reference_spirals

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.fixture
def solution(monkeypatch):
    """Return a function that imports a module of solutions/ by its plain name."""
    monkeypatch.syspath_prepend(SOLUTIONS)
    yield importlib.import_module
    for path in SOLUTIONS.glob("*.py"):
        sys.modules.pop(path.stem, None)


@pytest.fixture
def gradcheck(solution):
    return solution("gradcheck").gradcheck


@pytest.fixture
def wrong_gradient(solution, monkeypatch):
    """Return a function that makes `backward` leave the given number in the grad of inputs called `b`."""
    value = solution("value").Value
    right = value.backward

    def spoil(number):
        def backward(root):
            right(root)
            for node in root._prev:
                if node.data == -3.0:
                    node.grad = number

        monkeypatch.setattr(value, "backward", backward)

    return spoil


FORMULAS = {
    "everything": (lambda a, b: (a * b).tanh() / (a - b) + (a.exp() + 1).log() * 3 - b**3, (0.7, -1.2)),
    "large values": (lambda a: a.exp(), (12.0,)),
    "a steep place": (lambda a: 1 / a, (0.01,)),
    "a flat place": (lambda a: a.tanh(), (15.0,)),
    "large inputs": (lambda a, b: a * b, (1e4, -1e4)),
    "many inputs": (lambda *xs: sum(x * x.tanh() for x in xs), (1.0, 2.0, 3.0, -4.0)),
    "no dependence": (lambda a, b: a * 2, (1.0, 5.0)),
}


@pytest.mark.parametrize(("formula", "inputs"), FORMULAS.values(), ids=FORMULAS)
def test_gradcheck_is_silent_where_gradients_are_right(gradcheck, formula, inputs):
    """The tolerance leaves room for the error of the measurement, at awkward places too."""
    assert gradcheck(formula, *inputs) is None


def test_gradcheck_believes_right_gradients_of_random_formulas(gradcheck):
    """No false alarm in 200 formulas of eight operations each."""
    draw = random.Random(7)
    for _ in range(200):
        numbers = [draw.uniform(-2, 2) for _ in range(4)]
        kinds = [draw.choice(["+", "*", "-", "tanh", "exp"]) for _ in range(8)]

        def formula(*nodes, kinds=kinds):
            nodes = list(nodes)
            for kind in kinds:
                a, b = nodes[-1], nodes[-3]
                nodes.append({"+": lambda: (a + b) / 2, "*": lambda: a * b / 2, "-": lambda: a - b,
                              "tanh": a.tanh, "exp": lambda: (a * 0.1).exp()}[kind]())
            return nodes[-1]

        gradcheck(formula, *numbers)


def test_gradcheck_shows_what_is_wrong_in_columns(gradcheck, wrong_gradient):
    """Formula, inputs, both slopes one beside the other, and a mark at the input that disagrees."""
    wrong_gradient(5.0)

    with pytest.raises(AssertionError) as caught:
        gradcheck(lambda a, b: a * b, 2.0, -3.0)

    assert str(caught.value) == (
        "the gradient of b is not the slope of the function\n"
        "\n"
        "    f = (a * b) = -6\n"
        "\n"
        "    input  value  your gradient  central difference\n"
        "    a      2      -3             -3\n"
        "    b      -3     5              2                   <- differs\n"
        "\n"
        "The last column is measured from your forward pass alone: (f(b + h) - f(b - h)) / 2h\n"
        "with h = 6e-06. Where it differs, look at the local derivatives and at how uses are added up."
    )


@pytest.mark.parametrize("number", [math.nan, math.inf, None, 2.0 + 1e-4])
def test_gradcheck_takes_nothing_but_the_right_number(gradcheck, wrong_gradient, number):
    """No number, none at all, and one that is off in the fifth digit are all wrong."""
    wrong_gradient(number)

    with pytest.raises(AssertionError, match="the gradient of b is not the slope"):
        gradcheck(lambda a, b: a * b, 2.0, -3.0)


def test_gradcheck_names_inputs_that_the_function_does_not(gradcheck, wrong_gradient):
    """With *xs the inputs are x0, x1, ..."""
    wrong_gradient(5.0)

    with pytest.raises(AssertionError, match=r"the gradient of x1 is not[\s\S]*f = \(x0 \* x1\) = -6"):
        gradcheck(lambda *xs: xs[0] * xs[1], 2.0, -3.0)


def test_gradcheck_writes_formulas_as_one_writes_them(gradcheck, wrong_gradient):
    """Powers, functions and numbers are shown; what is longer than a line is not."""
    wrong_gradient(5.0)

    with pytest.raises(AssertionError, match=r"f = \(\(tanh\(a\)\*\*2 \* 0\.5\) \+ b\) = "):
        gradcheck(lambda a, b: a.tanh() ** 2 * 0.5 + b, 2.0, -3.0)
    with pytest.raises(AssertionError, match=r"f = \.\.\. = "):
        gradcheck(lambda a, b: sum((a * 1.23456).tanh() * a**0.98765 for _ in range(6)) + b, 2.0, -3.0)


def test_gradcheck_refuses_a_function_that_gives_no_value(gradcheck):
    """A plain number has no graph, so there is nothing to check."""
    with pytest.raises(TypeError, match=r"the function must return a Value, but it returned 6\.0"):
        gradcheck(lambda a: a.data * 2, 3.0)


@pytest.mark.parametrize(("n", "noise", "seed"), [(100, 0.1, 0), (101, 0.2, 5), (2, 0.0, 1), (500, 0.1, 9)])
def test_moons_are_those_of_the_reference(solution, n, noise, seed):
    """Same seed, same points and labels, to the last bit."""
    points, labels = solution("moons").make_moons(n, noise=noise, seed=seed)
    expected_points, expected_labels = reference_moons.make_moons(n, noise=noise, seed=seed)

    assert np.array_equal(points, expected_points)
    assert np.array_equal(labels, expected_labels)


@pytest.mark.parametrize(("n", "noise", "seed"), [(100, 0.1, 0), (101, 0.2, 5), (3, 0.0, 1)])
def test_spirals_are_those_of_the_reference(solution, n, noise, seed):
    """Same seed, same points to rounding, same labels."""
    points, labels = solution("spirals").make_spirals(n, noise=noise, seed=seed)
    expected_points, expected_labels = reference_spirals.make_spirals(n, noise=noise, seed=seed)

    assert np.allclose(points, expected_points, rtol=0, atol=1e-15)
    assert expected_labels == labels


def test_moons_are_those_of_scikit_learn(solution):
    """Where scikit-learn is installed, its make_moons with the same seed gives the same points."""
    datasets = pytest.importorskip("sklearn.datasets")

    points, labels = solution("moons").make_moons(101, noise=0.1, seed=3)

    expected_points, expected_labels = datasets.make_moons(101, noise=0.1, random_state=3)
    assert np.array_equal(points, expected_points)
    assert np.array_equal(labels, 2.0 * expected_labels - 1)


def test_moons_without_noise_lie_on_two_half_circles(solution):
    """The upper one, labelled -1, is around (0, 0), the lower one around (1, 0.5); both have the radius 1."""
    points, labels = solution("moons").make_moons(20, noise=0.0, seed=0)

    for (x, y), label in zip(points, labels, strict=True):
        cx, cy, side = (0.0, 0.0, 1) if label < 0 else (1.0, 0.5, -1)
        assert math.hypot(x - cx, y - cy) == pytest.approx(1.0)
        assert (y - cy) * side >= -1e-12
    assert sorted(labels) == [-1.0] * 10 + [1.0] * 10


def test_moons_are_plain_floats(solution):
    """numpy's own scalars would meet a Value's operators first, and are slow."""
    points, labels = solution("moons").make_moons(4, noise=0.1, seed=0)

    assert {type(number) for point in points for number in point} == {float}
    assert {type(label) for label in labels} == {float}
    assert {type(point) for point in points} == {tuple}


def test_minibatches_use_every_point_equally_often(solution):
    """Shuffled rounds, one after another: counts differ by one at most, and rounds differ from each other."""
    batches = solution("moons").minibatches(10, size=4, steps=6, seed=1)

    indices = [index for batch in batches for index in batch]
    assert [len(batch) for batch in batches] == [4] * 6
    assert {type(index) for index in indices} == {int}
    assert sorted(indices[:10]) == sorted(indices[10:20]) == list(range(10))
    assert indices[:10] != indices[10:20]


def test_minibatches_depend_on_the_seed_alone(solution):
    """The same seed gives the same batches, another one others."""
    minibatches = solution("moons").minibatches

    assert minibatches(50, 4, 20, seed=1) == minibatches(50, 4, 20, seed=1)
    assert minibatches(50, 4, 20, seed=1) != minibatches(50, 4, 20, seed=2)


@pytest.mark.slow
def test_the_solutions_learn_the_moons(solution):
    """The run that is graded at the end of unit 4 reaches 97 % on points that were never seen."""
    make_moons, minibatches = solution("moons").make_moons, solution("moons").minibatches
    training = solution("training")
    points, labels = make_moons(500, noise=0.1, seed=1)
    unseen, truth = make_moons(500, noise=0.1, seed=2)
    random.seed(1)
    model = solution("nn").MLP(2, [16, 16, 1])

    training.train(model, points, labels, minibatches(500, size=4, steps=500, seed=3))

    assert training.accuracy([model(point) for point in unseen], truth) >= 0.97
