"""Unit 0: slopes by central difference, and by the rules of derivation."""

import pytest

from autograder.compare import Wrong, answered, assert_numbers, close, describe
from autograder.language import ENGLISH as say
from autograder.program import evaluate, trace
from reference.oracles import central_difference, complex_step

points = pytest.mark.points


def _about(program, options=None):
    step = f"h = {options['h']}" if options else say("h left at its default")
    return f"{describe(program)}\n    {step}"


def check_slope(submission, function, x, tolerance=None, **options):
    """Compare the student's slope with a central difference of the same width, or with the exact one."""
    program = trace(function, x)
    got = answered(submission, _about(program, options), (), "slope", 1, steps=program.steps, x=x, **options)
    right = central_difference(lambda xs: evaluate(program, xs), [x], **options)
    if tolerance is None:
        assert_numbers([say("slope")], got, right, _about(program, options))
        return
    right = complex_step(lambda xs: evaluate(program, xs), [x])
    if not abs(got[0] - right[0]) <= tolerance * (1 + abs(right[0])):      # a nan is not close either
        assert_numbers([say("slope")], got, right, _about(program))


@points(2)
def test_slope_with_a_wide_step(submission):
    """`derivative` is the central difference: the rise from x - h to x + h over the width 2h.

    The one-sided (f(x + h) - f(x)) / h gives another number, and so does dividing by h instead of 2h: a wide step shows
    it.
    """
    x, k = submission.drawn(2)
    check_slope(submission, lambda x: x**3 * k - 2 * x * x + x, x, h=0.5)
    check_slope(submission, lambda x: (x * k).tanh() + x, x, h=0.25)


@points(2)
def test_slope_keeps_its_digits(submission):
    """With the default `h`, `derivative` and `gradient` agree with the exact slopes to six digits.

    Keep h = 1e-6: a wider step is less exact, and below 1e-8 the difference f(x + h) - f(x - h) is mostly rounding.
    """
    x, k = submission.drawn(2)
    check_slope(submission, lambda x: x**3 - k * x + 100, x, tolerance=1e-6)
    check_slope(submission, lambda x: (x / 2).exp() + x * x, x, tolerance=1e-6)
    program = trace(lambda a, b: a * a * b + b.exp(), x, k)
    names = [say("by {x}", x=x) for x in "ab"]
    got = answered(submission, _about(program), names, "slopes", 4, steps=program.steps, xs=[x, k])[:2]
    right = complex_step(lambda xs: evaluate(program, xs), [x, k])
    wrong = [i for i in range(2) if not abs(got[i] - right[i]) <= 1e-6 * (1 + abs(right[i]))]
    if wrong:
        names, got, right = ([row[i] for i in wrong] for row in (names, got, right))
        assert_numbers(names, got, right, _about(program))


@points(1)
def test_slope_of_a_flat_and_of_a_falling_function(submission):
    """A constant has the slope 0, and a falling line a negative slope.

    The rise is f(x + h) - f(x - h), in this order.
    """
    (x,) = submission.drawn(1)
    check_slope(submission, lambda x: 0 * x + 7, x, h=0.125)
    check_slope(submission, lambda x: 5 - 3 * x, x, h=0.125)


def gradient_numbers(submission, function, xs, **options):
    """The student's gradient, and the inputs after it; the right gradient; the text that describes the question."""
    program = trace(function, *xs)
    about, names = _about(program, options), [say("by {x}", x=x) for x in program.names]
    got = answered(submission, about, names, "slopes", 2 * len(xs), steps=program.steps, xs=xs, **options)
    right = central_difference(lambda values: evaluate(program, values), xs, **options)
    return got[: len(xs)], got[len(xs):], right, about


@points(2)
def test_gradient_nudges_one_input_at_a_time(submission):
    """`gradient` measures each slope at the given point: every other input stays where it is.

    Put a nudged input back (or nudge a copy) before the next one is measured.
    """
    xs = submission.drawn(3)
    got, _, right, about = gradient_numbers(submission, lambda a, b, c: a * b * c + a * a * b - c**3, xs, h=0.5)
    assert_numbers([say("by {x}", x=x) for x in "abc"], got, right, about)


@points(1)
def test_gradient_leaves_the_inputs_alone(submission):
    """After `gradient(f, xs)` the list `xs` holds what it held before, to the last bit.

    x + h - h need not be x again: keep the old number, or nudge a copy of the list.
    """
    # 0.3 + 0.1 - 0.1 is not 0.3.
    for xs in (submission.drawn(3), [0.3, 0.7, 1.1]):
        got, after, right, about = gradient_numbers(submission, lambda a, b, c: a * b + c, xs, h=0.1)
        assert_numbers([say("by {x}", x=x) for x in "abc"], got, right, about)
        if after != xs:
            raise Wrong(f"{about}\n\n    {say('xs before')}  {xs}\n    {say('xs after')}   {after}")


@points(1)
def test_slope_of_the_parabola(submission):
    """`parabola_slope(x)` is the slope of 3x**2 - 4x + 5, exactly: far from 0 a measured slope has lost its digits.

    The rules: the slope of x**2 is 2x, a factor stays in front, a constant has no slope.
    """
    for x in (*submission.drawn(3), *submission.drawn(1, low=1e4, high=1e5)):
        question = f"parabola_slope({x})"
        got = answered(submission, f"    {question}", (), "call", 1, unit="derivative", name="parabola_slope",
                       arguments=[x])
        right = complex_step(lambda xs: 3 * xs[0] ** 2 - 4 * xs[0] + 5, [x])
        assert_numbers([question], got, right)


@points(1)
def test_gradient_of_the_surface(submission):
    """`surface_gradient(x, y)` holds the two slopes of x**2 * y - y**3, exactly.

    The slope by x takes y for a constant, and the other way round.
    """
    for x, y in (submission.drawn(2), submission.drawn(2), submission.drawn(2, low=1e3, high=1e4)):
        about, names = f"    surface_gradient({x}, {y})", [say("by {x}", x=x) for x in "xy"]
        got = answered(submission, about, names, "call", 2, unit="derivative", name="surface_gradient",
                       arguments=[x, y])
        right = complex_step(lambda xs: xs[0] ** 2 * xs[1] - xs[1] ** 3, [x, y])
        if not all(map(close, got, right)):
            assert_numbers(names, got, right, about)
