"""The oracles, on functions whose derivatives are known by other means."""

import cmath
import math

import pytest

from reference.oracles import central_difference, close, complex_step, rounding_scale


def test_central_difference_of_a_cubic_is_off_by_the_step_squared():
    """(f(x + h) - f(x - h)) / 2h of x**3 is 3 x**2 + h**2: no other scheme gives this number."""
    assert central_difference(lambda xs: xs[0] ** 3, [2.0], h=0.5) == [12.25]


def test_central_difference_leaves_ten_digits():
    """At its default step, a central difference of exp has an error below 1e-9."""
    (slope,) = central_difference(lambda xs: math.exp(xs[0]), [1.0])

    assert slope == pytest.approx(math.e, rel=1e-9, abs=0.0)


def test_complex_step_of_the_textbook_function():
    """The usual example, e**x / sqrt(sin(x)**3 + cos(x)**3) at 1.5, comes out to the last digits."""

    def f(xs):
        (x,) = xs
        return cmath.exp(x) / cmath.sqrt(cmath.sin(x) ** 3 + cmath.cos(x) ** 3)

    assert complex_step(f, [1.5]) == pytest.approx([4.053427893898621], rel=1e-14, abs=0.0)


@pytest.mark.parametrize("oracle", [central_difference, complex_step])
def test_partial_derivatives_come_in_order(oracle):
    """Each input is moved alone, and `xs` is left as it was."""
    xs = [2.0, 3.0, 5.0]

    slopes = oracle(lambda v: v[0] * v[1] + v[2] * v[2], xs)

    assert slopes == pytest.approx([3.0, 2.0, 10.0], rel=1e-8)
    assert xs == [2.0, 3.0, 5.0]


def test_rounding_scale_does_not_cancel():
    """a - a has the gradient 1 - 1 = 0, and the scale 1 + 1 = 2; a factor of 1e6 before it counts as well."""
    a, b, root = [], [(0, 1e6)], [(1, 1.0), (1, -1.0)]

    assert rounding_scale([a, b, root]) == [2e6, 2.0, 1.0]


def test_close_is_relative_to_the_largest():
    """1e-10 beside 1.0 may be anything below the tolerance; 1e-10 alone may not."""
    assert close([1.0, 2e-10], [1.0, 1e-10])
    assert not close([2e-10], [1e-10])
    assert not close([1.0 + 2e-9], [1.0])
    assert close([0.0], [0.0])
    assert close([], [])


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_close_to_nothing(number):
    """nan and infinity never agree, not even with themselves, and hide no other number's error."""
    assert not close([number], [1.0])
    assert not close([1.0], [number])
    assert not close([number], [number])
    assert not close([2.0, number], [1.0, number])


def test_close_refuses_lists_of_different_lengths():
    """A missing number is not overlooked."""
    with pytest.raises(ValueError, match="longer"):
        close([1.0], [1.0, 2.0])
