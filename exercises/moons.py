"""Two moons: points on two interlocking half circles, blurred by noise. A straight line cannot part them.

The law is that of scikit-learn's `make_moons`, and with the same seed the points are the same.
"""

import numpy as np


def make_moons(n, noise=0.1, seed=0):
    """Return (points, labels): `n` tuples (x, y) of floats, and a label for each, -1.0 or 1.0.

    Half of the points lie evenly on the upper moon, labelled -1.0, and half on the lower, labelled 1.0.
    They are shuffled and then moved in both directions by normally distributed `noise`. The same seed
    gives the same points.
    """
    # RandomState, and not the newer default_rng: numpy promises that its numbers will never change.
    rng = np.random.RandomState(seed)
    upper, lower = np.linspace(0, np.pi, n // 2), np.linspace(0, np.pi, n - n // 2)
    x = np.append(np.cos(upper), 1 - np.cos(lower))
    y = np.append(np.sin(upper), 1 - np.sin(lower) - 0.5)
    labels = np.append(np.full(len(upper), -1.0), np.full(len(lower), 1.0))
    order = np.arange(n)
    rng.shuffle(order)
    points = np.column_stack([x, y])[order] + rng.normal(scale=noise, size=(n, 2))
    # Plain floats: arithmetic of numpy's own scalars is slower and would meet Value's operators first.
    return [(x, y) for x, y in points.tolist()], labels[order].tolist()


def minibatches(n, size, steps, seed=0):
    """Return `steps` lists of `size` indices below `n`, for training in small batches.

    The indices come from shuffled rounds through all n, one after another, so every point is used
    equally often, give or take one.
    """
    rng = np.random.RandomState(seed)
    indices = []
    while len(indices) < size * steps:
        indices += rng.permutation(n).tolist()
    return [indices[step * size : (step + 1) * size] for step in range(steps)]
