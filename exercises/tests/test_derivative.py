"""Unit 0, derivative: what the visible tests promise."""

import math

import pytest

from derivative import derivative, gradient, parabola, parabola_slope, surface, surface_gradient


def test_derivative_of_the_parabola():
    """At x = 3 the parabola rises 14 times as fast as x: 6 * 3 - 4."""
    assert derivative(parabola, 3.0) == pytest.approx(14.0, abs=1e-6)


def test_derivative_is_a_central_difference():
    """With the coarse h = 0.1 the slope of x^3 at 2 is (2.1^3 - 1.9^3) / 0.2 = 12.01."""
    slope = derivative(lambda x: x**3, 2.0, h=0.1)

    assert slope != pytest.approx(2 * 12.01), "from x - h to x + h it is 2 * h, not h"
    assert slope != pytest.approx(12.61), "go to both sides of x: from f(x) to f(x + h) is one-sided"
    assert slope == pytest.approx(12.01)


def test_derivative_keeps_its_digits():
    """With the step it has when none is given, the slope of sin at 1 is right to 8 digits."""
    assert derivative(math.sin, 1.0) == pytest.approx(math.cos(1.0), rel=1e-8)


def test_gradient_has_one_slope_for_each_coordinate():
    """x * y * z at (2, 3, 4) changes 3 * 4 times as fast as x, 2 * 4 as y, 2 * 3 as z."""
    slopes = gradient(lambda xs: xs[0] * xs[1] * xs[2], [2.0, 3.0, 4.0])

    assert slopes == pytest.approx([12.0, 8.0, 6.0], abs=1e-6)


def test_gradient_moves_one_coordinate_at_a_time():
    """While one coordinate moves the others stay put; with h = 1 a nudge that was left behind shows."""
    slopes = gradient(lambda xs: xs[0] * xs[1] * xs[2], [2.0, 3.0, 4.0], h=1.0)

    assert slopes == pytest.approx([12.0, 8.0, 6.0]), "put each coordinate back before the next one moves"


def test_gradient_is_made_of_central_differences():
    """With the coarse h = 0.1 the slopes of x^3 + y^3 at (2, 1) are 12.01 and 3.01, as from both sides."""
    slopes = gradient(lambda xs: xs[0] ** 3 + xs[1] ** 3, [2.0, 1.0], h=0.1)

    assert slopes == pytest.approx([12.01, 3.01])


def test_gradient_leaves_the_point_alone():
    """The caller's list is the same afterwards, to the last digit."""
    point = [0.1, 0.2, 0.3]

    gradient(sum, point)

    assert point == [0.1, 0.2, 0.3], "nudge a copy: list(xs)"


@pytest.mark.parametrize("x", [-2.0, 0.0, 2 / 3, 3.0])
def test_parabola_slope_is_what_one_measures(x):
    """The exact slope agrees with the measured one; it is 0 at the lowest point, x = 2/3."""
    measured = (parabola(x + 1e-5) - parabola(x - 1e-5)) / 2e-5

    assert parabola_slope(x) == pytest.approx(measured, abs=1e-6)


def test_parabola_slope_is_exact():
    """By the rules of derivation nothing is measured, so nothing is rounded."""
    assert parabola_slope(1000.0) == 5996.0


@pytest.mark.parametrize(("x", "y"), [(1.0, 2.0), (-3.0, 0.5), (0.0, -1.0)])
def test_surface_gradient_is_what_one_measures(x, y):
    """The exact slopes along x and along y agree with the measured ones."""
    along_x = (surface(x + 1e-5, y) - surface(x - 1e-5, y)) / 2e-5
    along_y = (surface(x, y + 1e-5) - surface(x, y - 1e-5)) / 2e-5

    assert surface_gradient(x, y) == pytest.approx([along_x, along_y], abs=1e-6)


def test_surface_gradient_is_exact():
    """Nothing is measured, so nothing is rounded: 2 * 1000 * 1 along x, 1000^2 - 3 along y."""
    assert list(surface_gradient(1000.0, 1.0)) == [2000.0, 999997.0]
