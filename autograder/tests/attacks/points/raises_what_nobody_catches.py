"""Raises KeyboardInterrupt, GeneratorExit, StopIteration and a BaseException of its own.

Survived: every exception fails its own item.

unit: derivative
says: KeyboardInterrupt
"""


class Beyond(BaseException):
    pass


def derivative(f, x, h=1e-6):
    raise KeyboardInterrupt


def gradient(f, xs, h=1e-6):
    raise GeneratorExit


def parabola_slope(x):
    raise StopIteration


def surface_gradient(x, y):
    raise Beyond
