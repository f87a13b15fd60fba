"""Functions are objects with `__call__`, and lists are changed in place and put back by a context."""

from contextlib import contextmanager


class Derivative:
    def __init__(self, order=1):
        self.order = order

    def __call__(self, f, x, h=1e-6):
        return (f(x + h) - f(x - h)) / (2 * h)


derivative = Derivative()


@contextmanager
def nudged(xs, i, h):
    before = xs[i]
    xs[i] = before + h
    try:
        yield xs
    finally:
        xs[i] = before


def gradient(f, xs, h=1e-6):
    partials = []
    for i in range(len(xs)):
        with nudged(xs, i, +h):
            above = f(xs)
        with nudged(xs, i, -h):
            below = f(xs)
        partials += [(above - below) / (2 * h)]
    return partials


parabola_slope = (lambda a, b: lambda x: 2 * a * x + b)(3, -4)


class Surface(list):
    def __init__(self, x, y):
        super().__init__([2 * x * y, x * x - y * y - 2 * y * y])


surface_gradient = Surface
