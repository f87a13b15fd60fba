"""Raises exceptions whose text never comes.

Survived: stopped at the limit.

unit: derivative
says: stopped after
"""


class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def derivative(*anything, **more):
    raise Endless


gradient = parabola_slope = surface_gradient = derivative
