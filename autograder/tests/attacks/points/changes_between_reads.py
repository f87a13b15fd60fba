"""Data that is another number each time it is read.

Survived: it is read once and compared as a plain number. Fresh gradients are 0, and no two Values are equal.

unit: value
earns: 1
says: right
"""

import itertools


class Value:
    _numbers = itertools.cycle([2.0, -1.0, 0.0, 0.5])
    grad = 0.0
    _prev, _op = (), ""

    def __init__(self, data, *anything, **more):
        pass

    @property
    def data(self):
        return next(self._numbers)

    def __add__(self, *others):
        return Value(0)

    __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __truediv__ = __rtruediv__ = __pow__ = __neg__ = __add__
    relu = tanh = exp = log = __add__
