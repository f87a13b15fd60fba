"""Warns a million times of something new, with a filter that turns warnings into errors and a registry that grows.

Survived: what is printed is cut, and memory and time have limits.

unit: derivative
says: stopped after|Warning|MemoryError
"""

import warnings


def derivative(*anything, **more):
    warnings.simplefilter("always")
    while True:
        warnings.warn("x" * 1000, stacklevel=1)


def parabola_slope(x):
    warnings.simplefilter("error")
    warnings.warn("this is an error", RuntimeWarning, stacklevel=2)
