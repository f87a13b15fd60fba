"""Unit 0 (Hana K.)"""

from collections.abc import Callable


def derivative(f: Callable[[float], float], x: float, h: float = 1e-6) -> float:
    """Central difference.

    >>> round(derivative(parabola, 3.0), 6)
    14.0
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f: Callable[[list[float]], float], xs: list[float], h: float = 1e-6) -> list[float]:
    """One central difference per coordinate."""

    def shifted(i: int, step: float) -> list[float]:
        copy = list(xs)
        copy[i] += step
        return copy

    return [(f(shifted(i, h)) - f(shifted(i, -h))) / (2 * h) for i in range(len(xs))]


def parabola(x: float) -> float:
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x: float) -> float:
    return 6 * x - 4


def surface(x: float, y: float) -> float:
    return x**2 * y - y**3


def surface_gradient(x: float, y: float) -> list[float]:
    return [2 * x * y, x**2 - 3 * y**2]
