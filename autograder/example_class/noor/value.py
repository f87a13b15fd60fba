"""Unit 1. Noor"""

import math


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def _binary(self, other, op, function):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(function(self.data, other.data), (self, other), op)

    def _unary(self, op, function):
        return Value(function(self.data), (self,), op)

    def __add__(self, other):
        return self._binary(other, "+", lambda a, b: a + b)

    def __mul__(self, other):
        return self._binary(other, "*", lambda a, b: a * b)

    def __pow__(self, exponent):
        if not isinstance(exponent, (int, float)):
            raise TypeError("exponents are ints or floats, a Value is not allowed")
        return self._unary(f"**{exponent}", lambda a: a**exponent)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return (-self) + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def relu(self):
        return self._unary("relu", lambda a: a if a > 0 else 0.0)

    def tanh(self):
        return self._unary("tanh", math.tanh)

    def exp(self):
        return self._unary("exp", math.exp)

    def log(self):
        return self._unary("log", math.log)

    def backward(self):
        from backward import backward

        backward(self)
