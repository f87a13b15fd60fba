"""Values that are true, ordered, rounded and converted as their numbers are, and equal only to themselves."""

import math
from functools import total_ordering


@total_ordering
class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label

    def __bool__(self):
        return bool(self.data)

    def __float__(self):
        return float(self.data)

    def __eq__(self, other):
        return self is other

    def __lt__(self, other):
        return float(self) < float(other)

    def __hash__(self):
        return id(self) // 16

    def __round__(self, digits=0):
        return round(self.data, digits)

    def __abs__(self):
        return self.relu() + (-self).relu()

    def __format__(self, how):
        return format(self.data, how)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent):
        if not isinstance(exponent, (int, float)):
            raise TypeError("an exponent is a number")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def relu(self):
        return Value(max(self.data, 0.0), (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self), (self,), "exp")

    def log(self):
        return Value(math.log(self), (self,), "log")

    def backward(self):
        from backward import backward
        backward(self)
