"""What an operand is made of is decided by `functools.singledispatch`, on numbers in general."""

import math
from functools import singledispatch, singledispatchmethod
from numbers import Real


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    @singledispatchmethod
    def __pow__(self, exponent):
        raise TypeError(f"{type(exponent).__name__} is no exponent")

    @__pow__.register
    def _(self, exponent: Real):
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __add__(self, other):
        other = operand(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = operand(other)
        return Value(self.data * other.data, (self, other), "*")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -operand(other)

    def __truediv__(self, other):
        return self * operand(other) ** -1

    def __radd__(self, other):
        return operand(other) + self

    def __rmul__(self, other):
        return operand(other) * self

    def __rsub__(self, other):
        return operand(other) - self

    def __rtruediv__(self, other):
        return operand(other) / self

    def relu(self):
        return Value(max(0.0, self.data), (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        from backward import backward
        backward(self)


@singledispatch
def operand(thing):
    raise TypeError(f"{thing!r} cannot be computed with")


@operand.register
def _(thing: Value):
    return thing


@operand.register
def _(thing: Real):
    return Value(thing)
