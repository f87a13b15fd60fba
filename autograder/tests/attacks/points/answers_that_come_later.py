"""Coroutines, futures, generators and awaitables for answers: they will be right, some time.

Survived: none of these is a number.

unit: derivative
says: is of type coroutine, not a number
"""

import concurrent.futures


async def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def parabola_slope(x):
    return concurrent.futures.Future()


async def surface_gradient(x, y):
    yield 2 * x * y
    yield x**2 - 3 * y**2


def gradient(f, xs, h=1e-6):
    yield from (derivative for _ in xs)
