"""A gradient that yields for ever, and one that yields itself.

Survived: the deadline or the limit of memory ends it.

unit: derivative
says: stopped after|MemoryError
"""

import itertools


def gradient(f, xs, h=1e-6):
    yield from itertools.repeat(0.5)


def surface_gradient(x, y):
    endless = []
    endless.append(endless)
    return endless
