"""Exact rules in fractions, and steps that are put together from slices."""

from fractions import Fraction


def derivative(f, x, h=1e-6):
    """Two calls, one division.

    >>> round(derivative(parabola, 3.0), 6)
    14.0
    """
    left, right = x - h, x + h
    return (f(right) - f(left)) / (h + h)


def gradient(f, xs, h=1e-6):
    return [derivative(lambda x, i=i: f([*xs[:i], x, *xs[i + 1 :]]), x, h) for i, x in enumerate(xs)]


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * Fraction(x) - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    x, y = Fraction(x), Fraction(y)
    return (2 * x * y, x**2 - 3 * y**2)
