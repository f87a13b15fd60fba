"""Unit 1 (Hana K.)"""

from __future__ import annotations

import math

Number = int | float


class Value:
    """
    >>> a, b = Value(2.0), Value(-3.0)
    >>> (a * b + 10).data
    4.0
    """

    def __init__(self, data: Number, _children: tuple[Value, ...] = (), _op: str = "", label: str = "") -> None:
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other: Value | Number) -> Value:
        other = _as_value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other: Value | Number) -> Value:
        other = _as_value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent: Number) -> Value:
        if not isinstance(exponent, (int, float)):
            raise TypeError(f"the exponent must be a plain number, got {exponent!r}")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self) -> Value:
        return self * -1

    def __sub__(self, other: Value | Number) -> Value:
        return self + (-other)

    def __truediv__(self, other: Value | Number) -> Value:
        return self * _as_value(other) ** -1

    def __radd__(self, other: Number) -> Value:
        return self + other

    def __rmul__(self, other: Number) -> Value:
        return self * other

    def __rsub__(self, other: Number) -> Value:
        return -self + other

    def __rtruediv__(self, other: Number) -> Value:
        return self**-1 * other

    def relu(self) -> Value:
        return Value(max(self.data, 0.0), (self,), "relu")

    def tanh(self) -> Value:
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self) -> Value:
        return Value(math.exp(self.data), (self,), "exp")

    def log(self) -> Value:
        return Value(math.log(self.data), (self,), "log")

    def backward(self) -> None:
        from backward import backward

        backward(self)


def _as_value(x: Value | Number) -> Value:
    return x if isinstance(x, Value) else Value(x)
