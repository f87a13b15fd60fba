"""The data set is scikit-learn's, and batches are fair."""

from collections import Counter

import numpy as np
import pytest

from reference.moons import make_moons, minibatches

#: make_moons(5, noise=0.1, random_state=7) of scikit-learn 1.9, with labels -1 and 1
SKLEARN = [
    (0.9962899775049877, 0.03994628489419184, -1.0),
    (0.8906558264088159, -0.5889034011939447, 1.0),
    (-0.015877062183174872, 0.41862234725857117, 1.0),
    (-0.9979935613018078, -0.034983013252256084, -1.0),
    (1.9618912854909667, 0.5830839862516948, 1.0),
]


def test_points_are_those_of_scikit_learn():
    """The same seed gives the same points and labels, but for the last bit of a cosine on another machine."""
    points, labels = make_moons(5, noise=0.1, seed=7)

    assert np.array(points) == pytest.approx(np.array([(x, y) for x, y, _ in SKLEARN]), abs=1e-15)
    assert labels == [label for _, _, label in SKLEARN]


@pytest.mark.parametrize("n", [2, 100, 101])
def test_points_equal_an_installed_scikit_learn(n):
    """To the last bit, where scikit-learn is installed: both call the same numpy."""
    datasets = pytest.importorskip("sklearn.datasets")
    x, y = datasets.make_moons(n, noise=0.2, random_state=n)

    points, labels = make_moons(n, noise=0.2, seed=n)

    assert points == [tuple(row) for row in x.tolist()]
    assert labels == (y * 2.0 - 1.0).tolist()


def test_points_are_plain_floats():
    """Points and labels are tuples and floats: numpy's own scalars would slow every operation down."""
    points, labels = make_moons(3)

    assert {type(point) for point in points} == {tuple}
    assert {type(x) for point in points for x in (*point, *labels)} == {float}


def test_without_noise_the_points_lie_on_two_half_circles():
    """Label -1.0 is the upper half of the unit circle, label 1.0 the lower half circle around (1, 0.5)."""
    points, labels = make_moons(51, noise=0.0, seed=3)

    assert Counter(labels) == {-1.0: 25, 1.0: 26}
    for (x, y), label in zip(points, labels, strict=True):
        distance = np.hypot(x, y) if label < 0 else np.hypot(x - 1.0, y - 0.5)
        assert distance == pytest.approx(1.0, abs=1e-12)
        assert y >= 0.0 if label < 0 else y <= 0.5


def test_another_seed_gives_other_points():
    """The seed decides the points, and nothing else does."""
    assert make_moons(10, seed=1) == make_moons(10, seed=1)
    assert make_moons(10, seed=1) != make_moons(10, seed=2)


@pytest.mark.parametrize(("n", "size", "steps"), [(10, 4, 20), (500, 4, 500), (3, 5, 4), (4, 4, 3)])
def test_batches_use_every_point_equally_often(n, size, steps):
    """Every batch has its size, and no point is used more than once more than another."""
    batches = minibatches(n, size, steps, seed=1)

    uses = Counter(i for batch in batches for i in batch)
    assert [len(batch) for batch in batches] == [size] * steps
    assert set(uses) == set(range(n))
    assert max(uses.values()) - min(uses.values()) <= 1


def test_batches_are_shuffled_anew_each_round():
    """The second round has another order than the first, and another seed gives another first round."""
    first, second = minibatches(20, 20, 2, seed=5)

    assert first != sorted(first)
    assert first != second
    assert minibatches(20, 20, 1, seed=6) != [first]
