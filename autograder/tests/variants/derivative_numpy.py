"""numpy's arrays in and out."""

import numpy as np


def derivative(f, x, h=1e-6):
    return np.subtract(f(x + h), f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    xs = np.array(xs, dtype=float)
    steps = np.eye(len(xs)) * h
    return np.array([(f((xs + step).tolist()) - f((xs - step).tolist())) / (2 * h) for step in steps])


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return np.polyval([6, -4], x)


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    return np.array([2 * x * y, x**2 - 3 * y**2])
