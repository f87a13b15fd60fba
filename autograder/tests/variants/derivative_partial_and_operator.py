"""partial, operator, generators, a decorator that remembers, a dataclass for points."""

from dataclasses import astuple, dataclass
from functools import cache, partial, wraps
from operator import itemgetter, sub, truediv


def counted(function):
    @wraps(function)
    def inner(*arguments, **more):
        inner.calls += 1
        return function(*arguments, **more)
    inner.calls = 0
    return inner


@counted
def derivative(f, x, h=1e-6):
    return truediv(sub(*map(f, (x + h, x - h))), 2 * h)


def gradient(f, xs, h=1e-6):
    def moved(i, step):
        return [x + step * (i == j) for j, x in enumerate(xs)]
    return [*(derivative(lambda step, i=i: f(moved(i, step)), 0.0, h=h) for i in range(len(xs)))]


def parabola(x):
    return 3 * x**2 - 4 * x + 5


@cache
def parabola_slope(x):
    return sum((6 * x, -4))


def surface(x, y):
    return x**2 * y - y**3


@dataclass
class Slopes:
    x: float
    y: float


def surface_gradient(x, y):
    return astuple(Slopes(2 * x * y, x * x - 3 * pow(y, 2)))


assert itemgetter(0)(partial(surface_gradient, y=1)(1)) == 2
