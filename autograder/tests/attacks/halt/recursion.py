"""Recurs without end, with the limit where it was.

Survived: Python stops it, and the message says so.

unit: derivative
says: RecursionError
"""


def derivative(*anything, **more):
    return derivative()


gradient = parabola_slope = surface_gradient = derivative
