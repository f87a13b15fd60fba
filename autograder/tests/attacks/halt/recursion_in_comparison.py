"""Compares, hashes and prints by itself without end, and lets its numbers be made by recursion.

Survived: it is a failure of what asked for the number, and of nothing else.

unit: derivative
says: RecursionError|too deep|left early|killed by signal
"""

import sys

sys.setrecursionlimit(10**6)


class Deep(float):
    def __eq__(self, other):
        return Deep(1.0) == self

    def __hash__(self):
        return hash((self, self))

    def __repr__(self):
        return repr(self) + "x"

    def __float__(self):
        return float(Deep(2.0))

    __str__ = __repr__
    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__


def derivative(f, x, h=1e-6):
    return Deep(1.0)


def gradient(f, xs, h=1e-6):
    return [Deep(1.0) for _ in xs]
