"""Two moons: points on two interleaved half circles that no straight line separates.

The law is that of scikit-learn's `make_moons`, and for an equal seed the points are the same to the last bit.
"""

from reference.later import np


def make_moons(n, noise=0.1, seed=0):
    """Return `n` points, a list of tuples (x, y) of floats, and their labels, a list of -1.0 and 1.0.

    n // 2 points labelled -1.0 lie evenly spaced on the upper half of the unit circle, the others, labelled
    1.0, on a lower half circle around (1, 0.5). They are shuffled; then every coordinate is moved by normal
    noise with the standard deviation `noise`.
    """
    # RandomState: scikit-learn draws from it, and numpy keeps its streams as they are for ever.
    random = np.random.RandomState(seed)
    upper, lower = np.linspace(0, np.pi, n // 2), np.linspace(0, np.pi, n - n // 2)
    x = np.append(np.cos(upper), 1 - np.cos(lower))
    y = np.append(np.sin(upper), 1 - np.sin(lower) - 0.5)
    labels = np.append(np.full(upper.size, -1.0), np.full(lower.size, 1.0))
    order = np.arange(n)
    random.shuffle(order)
    points = np.column_stack([x, y])[order] + random.normal(scale=noise, size=(n, 2))
    return [tuple(point) for point in points.tolist()], labels[order].tolist()


def minibatches(n, size, steps, seed=0):
    """Return `steps` lists of `size` indices below `n`: shuffled rounds through all n, cut into batches."""
    random = np.random.RandomState(seed)
    rounds = -(-steps * size // n)
    indices = [i for _ in range(rounds) for i in random.permutation(n).tolist()]
    return [indices[k * size : (k + 1) * size] for k in range(steps)]
