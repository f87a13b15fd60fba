"""Three spirals: points on arms that turn half a circle outward, three classes that straight lines do not part."""

from reference.later import np


def make_spirals(n, noise=0.04, seed=0):
    """Return `n` points, a list of tuples (x, y) of floats, and the number of the arm of each: 0, 1 or 2.

    Point k of an arm lies at a radius that grows evenly from 0.15 to 1, at the angle of its arm plus half a turn
    times the radius; then every coordinate is moved by normal noise with the standard deviation `noise`.
    """
    random = np.random.RandomState(seed)
    arm, step = np.arange(n) % 3, np.arange(n) // 3
    radius = np.linspace(0.15, 1.0, n // 3 + 1)[step]
    angle = 2 * np.pi * (arm / 3 + radius / 2)
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]) + random.normal(scale=noise, size=(n, 2))
    order = random.permutation(n)
    return [tuple(point) for point in points[order].tolist()], arm[order].tolist()
