"""Lambdas, nested functions, tuples as results, the inputs nudged and put back."""

from math import pow as power

derivative = lambda f, x, h=1e-6: (f(x + h) - f(x - h)) / h / 2


def gradient(f, xs, h=1e-6):
    slopes = ()
    for i, old in enumerate(xs):
        xs[i] = old + h
        up = f(xs)
        xs[i] = old - h
        down = f(xs)
        xs[i] = old
        slopes += ((up - down) / (2 * h),)
    return slopes


parabola = lambda x: 3 * power(x, 2) - 4 * x + 5
parabola_slope = lambda x: 2 * (3 * x - 2)
surface = lambda x, y: x * x * y - y * y * y
surface_gradient = lambda x, y: (2 * x * y, x * x - 3 * y * y)
