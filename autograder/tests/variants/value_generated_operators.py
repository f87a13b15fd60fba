"""Operators made by functions: operator, functools, lambdas, setattr in a loop."""

import math
import operator
from functools import partialmethod, singledispatch


@singledispatch
def wrapped(thing):
    return Value(thing)


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.__dict__.update(data=data, grad=0.0, _prev=tuple(_children), _op=_op, label=label)

    def _both(self, other, function, op):
        other = wrapped(other)
        return Value(function(self.data, other.data), (self, other), op)

    def _alone(self, function, op):
        return Value(function(self.data), (self,), op)

    __add__ = __radd__ = partialmethod(_both, function=operator.add, op="+")
    __mul__ = __rmul__ = partialmethod(_both, function=operator.mul, op="*")
    __neg__ = lambda self: self * -1
    __sub__ = lambda self, other: self + other * -1
    __rsub__ = lambda self, other: -self + other
    __truediv__ = lambda self, other: self * other**-1
    __rtruediv__ = lambda self, other: self**-1 * other

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("an exponent is a number")
        return self._alone(lambda x: x**exponent, f"**{exponent}")

    def backward(self):
        import backward
        backward.backward(self)


@wrapped.register
def _(thing: Value):
    return thing


for name, function in {"relu": lambda x: (x > 0) * x, "tanh": math.tanh, "exp": math.exp, "log": math.log}.items():
    setattr(Value, name, lambda self, function=function, name=name: self._alone(function, name))
