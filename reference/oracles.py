"""Derivatives by other ways than the chain rule: what the engine is checked against.

They evaluate a plain function of plain numbers and know nothing of Values, so an error in the one cannot hide
an error in the other. Every function `f` takes a list of numbers and returns a number.
"""

import math

#: Distance between 1.0 and the next float: the unit in which rounding is counted.
EPSILON = 2.0**-52


def central_difference(f, xs, h=6e-6):
    """Return the list of the slopes (f(x + h) - f(x - h)) / 2h, one for each number in `xs`.

    The error is at most h**2 / 6 times the third derivative, plus EPSILON / h times the value; the default
    `h`, near the cube root of EPSILON, balances both for numbers near 1 and leaves about ten digits. Within
    `h` of a kink it gives neither slope.
    """
    return [(f(_moved(xs, i, h)) - f(_moved(xs, i, -h))) / (2 * h) for i in range(len(xs))]


def complex_step(f, xs, h=1e-30):
    """Return the list of the partial derivatives of `f` at the real numbers `xs`, exact but for rounding.

    For an analytic f, f(x + ih) = f(x) + ih f'(x) - h**2 f''(x) / 2 - ...: the imaginary part over h is the
    derivative, and as nothing is subtracted, h may be so small that the error, of the order of h**2, vanishes
    (Squire and Trapp, SIAM Review 40, 1998). `f` is called with complex numbers: it compares real parts only.
    """
    return [f(_moved(xs, i, complex(0.0, h))).imag / h for i in range(len(xs))]


def rounding_scale(edges):
    """Return for each node the size of the terms that its gradient is summed from: the scale of its rounding.

    edges   list with one entry for each node, operands first, root last: its pairs (number of an operand,
            local derivative)

    The gradient of a node is the sum over all paths to the root of the products of the local derivatives on
    them; the scale is the same sum of absolute values. Where terms cancel, a gradient is far below its scale,
    and the error of a sound computation is still a few times EPSILON * scale.
    """
    scale = [0.0] * len(edges)
    scale[-1] = 1.0
    for node in reversed(range(len(edges))):
        for operand, slope in edges[node]:
            scale[operand] += abs(slope) * scale[node]
    return scale


def close(got, right, tolerance=1e-9):
    """Return whether two lists of numbers agree to `tolerance`, relative to the largest number of `right`.

    Relative to each number would ask too much of one that is small because large terms cancelled. With a nan
    or an infinity on either side nothing agrees.
    """
    scale = max(map(abs, right), default=0.0)
    return all(abs(g - r) <= tolerance * scale < math.inf for g, r in zip(got, right, strict=True))


def _moved(xs, i, step):
    return [*xs[:i], xs[i] + step, *xs[i + 1 :]]
