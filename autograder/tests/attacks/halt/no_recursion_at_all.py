"""Leaves nobody any room to call: a recursion limit as low as it goes, at every call.

Survived: the worker's own steps may fail for it, in its own process.

unit: derivative
says: RecursionError|not a number|left early|numbers
"""

import sys


def derivative(*anything, **more):
    try:
        sys.setrecursionlimit(sys.getrecursionlimit() // 2)
        return derivative()
    except RecursionError:
        return None


gradient = parabola_slope = surface_gradient = derivative
