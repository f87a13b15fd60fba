"""Calls sys.exit(0) in one function of four, the others are right.

Survived: its own check fails, and no other.

unit: derivative
earns: 9
says: SystemExit
"""

import sys


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    def moved(i, h):
        return [x + h if j == i else x for j, x in enumerate(xs)]
    return [(f(moved(i, h)) - f(moved(i, -h))) / (2 * h) for i in range(len(xs))]


def parabola_slope(x):
    sys.exit(0)


def surface_gradient(x, y):
    return [2 * x * y, x**2 - 3 * y**2]
