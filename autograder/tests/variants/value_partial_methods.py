"""Functions by `partialmethod`, state in a namespace behind properties, operands in a named tuple."""

import math
import operator
from collections import namedtuple
from functools import partialmethod
from types import SimpleNamespace

Two = namedtuple("Two", "left right")
One = namedtuple("One", "only")


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.state = SimpleNamespace(data=data, grad=0.0)
        self._prev, self._op, self.label = _children, _op, label

    data = property(lambda self: self.state.data, lambda self, number: setattr(self.state, "data", number))
    grad = property(operator.attrgetter("state.grad"), lambda self, number: vars(self.state).update(grad=number))

    def _binary(self, other, *, how, op, turned=False):
        other = other if isinstance(other, Value) else Value(other)
        two = Two(other, self) if turned else Two(self, other)
        return Value(how(two.left.data, two.right.data), two, op)

    def _unary(self, *, how, op):
        return Value(how(self.data), One(self), op)

    __add__ = partialmethod(_binary, how=operator.add, op="+")
    __radd__ = partialmethod(_binary, how=operator.add, op="+", turned=True)
    __mul__ = partialmethod(_binary, how=operator.mul, op="*")
    __rmul__ = partialmethod(_binary, how=operator.mul, op="*", turned=True)
    relu = partialmethod(_unary, how=lambda x: x if x > 0 else 0.0, op="relu")
    tanh = partialmethod(_unary, how=math.tanh, op="tanh")
    exp = partialmethod(_unary, how=math.exp, op="exp")
    log = partialmethod(_unary, how=math.log, op="log")
    __neg__ = partialmethod(__mul__, -1) if False else (lambda self: self * -1)

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("no")
        return Value(self.data**exponent, One(self), f"**{exponent}")

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return other + -1 * self

    def __truediv__(self, other):
        return self * (other**-1)

    def __rtruediv__(self, other):
        return other * self**-1

    def backward(self):
        from backward import backward
        backward(self)
