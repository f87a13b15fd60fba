"""Unit 0, derivative: how fast does a function change?

The *derivative* of f at x is the slope of its curve there: if x grows by a tiny step h, f grows by
about slope * h. Two ways lead to it, and each checks the other.

By measuring: evaluate f a little to the right and a little to the left, and divide the rise by the run.
With f = `parabola` (below), x = 3 and a coarse h = 0.1, by hand:

    f(3.1) = 21.43    f(2.9) = 18.63    slope = (21.43 - 18.63) / 0.2 = 14.0

This is the *central difference*. Going to one side only would give (21.43 - f(3)) / 0.1 = 14.3: its
error shrinks like h, that of the central difference like h * h.

By the rules of derivation: 3x^2 - 4x + 5 has the slope 6x - 4 everywhere, and 6 * 3 - 4 = 14. Exact,
but someone has to know the rules. In unit 2 you teach them to a program.

A function of several numbers has one slope for each of them: its *partial derivatives*. Their list is
the *gradient*.

Write `derivative` and `gradient`, which measure any function, and `parabola_slope` and
`surface_gradient`, which know the rules for one each. Then let the two ways check each other, as every
gradient of this course is checked:

    >>> round(derivative(parabola, 3.0), 6), parabola_slope(3.0)
    (14.0, 14.0)
    >>> [round(slope, 6) for slope in gradient(lambda xs: surface(xs[0], xs[1]), [2.0, 1.0])]
    [4.0, 1.0]
    >>> surface_gradient(2.0, 1.0)
    [4.0, 1.0]

Where people go wrong: from x - h to x + h the run is 2 * h, not h. In `gradient`, a coordinate that was
moved must be back before the next one moves. And a tiny h does not help: see the picture step-size.png.

Time: half an hour. Difficulty: 1 of 5.
In French: fr/derivative.md. The same in PyTorch, JAX and numpy: ladder/derivative.md.
"""


def derivative(f, x, h=1e-6):
    """Return the slope of `f` at `x`, measured by the central difference.

    `f` takes a float and returns a float. The rise is f(x + h) - f(x - h): think of how wide the run
    below it is. Do not make h smaller than asked: with 16 digits to work with, f(x + h) and f(x - h)
    soon share all of them, and the difference is noise.
    """
    raise NotImplementedError(
        "unit 0, derivative: derivative is yours to write. "
        "Try: pytest exercises -k derivative"
    )


def gradient(f, xs, h=1e-6):
    """Return the list of the partial derivatives of `f` at the point `xs`, by central differences.

    `f` takes a list of floats and returns a float. Number i of the answer says how f changes when
    `xs[i]` alone moves, so every other coordinate stays where it was. `xs` itself is left unchanged.
    """
    raise NotImplementedError(
        "unit 0, derivative: gradient is yours to write. "
        "Try: pytest exercises -k gradient"
    )


def parabola(x):
    """Return 3x^2 - 4x + 5, the lecture's first function."""
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    """Return the slope of `parabola` at `x`, exactly: by the rules of derivation, without a step h."""
    raise NotImplementedError(
        "unit 0, derivative: parabola_slope is yours to write. "
        "Try: pytest exercises -k parabola_slope"
    )


def surface(x, y):
    """Return x^2 y - y^3, a height above every point of the plane."""
    return x**2 * y - y**3


def surface_gradient(x, y):
    """Return the list [slope of `surface` along x, slope along y] at the point (x, y), exactly.

    For the slope along x treat y as a constant, and the other way round.
    """
    raise NotImplementedError(
        "unit 0, derivative: surface_gradient is yours to write. "
        "Try: pytest exercises -k surface_gradient"
    )
