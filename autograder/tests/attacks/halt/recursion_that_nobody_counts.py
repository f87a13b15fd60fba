"""Recurs by calls that some versions of Python do not count: with collected arguments, until memory runs out.

Survived: Python, the limit of memory or the deadline ends it, whichever comes first.

unit: derivative
says: RecursionError|MemoryError|SIGSEGV|stopped after
"""


def derivative(*anything, **more):
    return derivative(*anything, **more)


def gradient(*anything, **more):
    return gradient()


parabola_slope = surface_gradient = derivative
