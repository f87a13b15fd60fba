"""Unit 1, Amara O. Everything that is not + * ** or a function is built from those."""

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

    @staticmethod
    def of(thing):
        """A Value stays what it is, a number becomes one."""
        return thing if isinstance(thing, Value) else Value(thing)

    def _apply(self, name, result):
        return Value(result, (self,), name)

    # the three that make nodes

    def __add__(self, other):
        other = Value.of(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = Value.of(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent):
        if isinstance(exponent, bool) or not isinstance(exponent, (int, float)):
            raise TypeError("a Value can only be raised to an int or a float")
        return self._apply(f"**{exponent}", self.data**exponent)

    # sugar

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -Value.of(other)

    def __truediv__(self, other):
        return self * Value.of(other) ** -1

    __radd__ = __add__          # a + b = b + a
    __rmul__ = __mul__          # a * b = b * a

    def __rsub__(self, other):
        return Value.of(other) - self

    def __rtruediv__(self, other):
        return Value.of(other) / self

    # functions

    def relu(self):
        return self._apply("relu", max(0.0, self.data))

    def tanh(self):
        return self._apply("tanh", math.tanh(self.data))

    def exp(self):
        return self._apply("exp", math.exp(self.data))

    def log(self):
        return self._apply("log", math.log(self.data))

    def backward(self):
        from backward import backward

        backward(self)
