"""Recurs without end, with the limit where it was.

Survived: Python stops it, and the message says so.

unit: derivative
says: RecursionError
"""


def derivative(f, x, h=1e-6):
    return derivative(f, x, h)


def gradient(f, xs, h=1e-6):
    return [gradient(f, xs, h)]


def parabola_slope(x):
    return [parabola_slope(y) for y in [x]]
