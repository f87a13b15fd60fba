"""A number that remembers how it was made."""

import math


def lifted(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.label, self._op = label, _op
        self._prev, self.data, self.grad = tuple(_children), data, 0.0

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def _made(self, data, op, *others):
        return Value(data, (self, *others), op)

    def __add__(self, other):
        other = lifted(other)
        return other._made(other.data + self.data, "+", self)

    def __radd__(self, other):
        return lifted(other) + self

    def __mul__(self, other):
        other = lifted(other)
        return other._made(other.data * self.data, "*", self)

    def __rmul__(self, other):
        return lifted(other) * self

    def __pow__(self, exponent):
        if isinstance(exponent, Value) or not isinstance(exponent, (int, float)):
            raise TypeError("the exponent must be a plain number")
        return self._made(pow(self.data, exponent), f"**{exponent}")

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -lifted(other)

    def __rsub__(self, other):
        return lifted(other) + -self

    def __truediv__(self, other):
        return self * lifted(other) ** -1

    def __rtruediv__(self, other):
        return lifted(other) * self**-1

    def relu(self):
        return self._made(max(0.0, self.data), "relu")

    def tanh(self):
        return self._made(math.tanh(self.data), "tanh")

    def exp(self):
        return self._made(math.exp(self.data), "exp")

    def log(self):
        return self._made(math.log(self.data), "log")

    def backward(self):
        import backward

        backward.backward(self)
