"""Lifts the limit of recursion and overflows the stack of C.

Survived: the crash is this worker's, and it is named.

unit: derivative
says: killed by signal SIGSEGV|RecursionError|MemoryError|stopped
"""

import sys

sys.setrecursionlimit(1 << 30)


class Nested:
    def __repr__(self):
        return repr(Nested())


def derivative(*anything, **more):
    deep = ()
    for _ in range(10**6):
        deep = (deep,)
    return hash(deep) or repr(Nested())


gradient = parabola_slope = surface_gradient = derivative
