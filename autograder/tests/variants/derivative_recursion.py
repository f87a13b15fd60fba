"""A gradient by recursion, one coordinate after the other, and slopes that are put together by composing functions."""

import copy
import operator


def rise(f, low, high):
    return operator.sub(f(high), f(low))


def derivative(f, x, h=1e-6, *, run=None):
    return rise(f, x - h, x + h) / (run or 2.0 * h)


def gradient(f, xs, h=1e-6, _done=()):
    if len(_done) == len(xs):
        return list(_done)

    def along(x):
        moved = copy.copy(xs)
        moved[len(_done)] = x
        return f(moved)

    return gradient(f, xs, h, (*_done, derivative(along, xs[len(_done)], h)))


def parabola_slope(x):
    return sum(k * c * x ** (k - 1) for k, c in enumerate((5, -4, 3)) if k)


def surface_gradient(x, y):
    return [y * x + x * y, (x - 3**0.5 * y) * (x + 3**0.5 * y)]
