"""Gives measured slopes where exact ones are asked for.

Survived: far from 0 a measured slope has lost its digits; what is rightly measured keeps its points.

unit: derivative
earns: 8
says: parabola_slope
"""


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    def moved(i, h):
        return [x + h if j == i else x for j, x in enumerate(xs)]
    return [(f(moved(i, h)) - f(moved(i, -h))) / (2 * h) for i in range(len(xs))]


def parabola_slope(x):
    return derivative(lambda x: 3 * x**2 - 4 * x + 5, x)


def surface_gradient(x, y):
    return gradient(lambda v: v[0] ** 2 * v[1] - v[1] ** 3, [x, y])
