"""Three spirals: arms that start near the middle and turn half a circle outward, blurred by noise.

Straight lines from the middle part the arms near their beginnings or near their ends, and never both.
"""

import numpy as np


def make_spirals(n, noise=0.04, seed=0):
    """Return (points, labels): `n` tuples (x, y) of floats, and the arm of each, 0, 1 or 2.

    The arms have equally many points, give or take one. They are shuffled and moved in both directions
    by normally distributed `noise`. The same seed gives the same points.
    """
    # RandomState, and not the newer default_rng: numpy promises that its numbers will never change.
    rng = np.random.RandomState(seed)
    labels = np.arange(n) % 3
    radius = np.linspace(0.15, 1.0, n // 3 + 1)[np.arange(n) // 3]
    angle = 2 * np.pi * (labels / 3 + radius / 2)
    points = radius[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    points += rng.normal(scale=noise, size=(n, 2))
    order = rng.permutation(n)
    return [(x, y) for x, y in points[order].tolist()], labels[order].tolist()
