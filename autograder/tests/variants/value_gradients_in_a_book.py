"""Gradients and labels stand in books beside the nodes, known weakly, and are looked up by properties."""

import math
from weakref import WeakKeyDictionary

GRADIENTS, LABELS = WeakKeyDictionary(), WeakKeyDictionary()


def kept_in(book, default):
    return property(lambda self: book.get(self, default), lambda self, value: book.__setitem__(self, value))


class Value:
    grad, label = kept_in(GRADIENTS, 0.0), kept_in(LABELS, "")

    def __init__(self, data, _children=(), _op="", label=""):
        self.data, self._prev, self._op = data, tuple(_children), _op
        if label:
            self.label = label

    def __repr__(self):
        return f"Value({self.data})"

    @staticmethod
    def of(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = self.of(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = self.of(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, k):
        assert isinstance(k, (int, float)), "only numbers"
        return Value(self.data**k, (self,), f"**{k}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * self.of(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self.of(other) - self

    def __rtruediv__(self, other):
        return self.of(other) / self

    def relu(self):
        return Value(self.data * (self.data > 0), (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        import backward
        backward.backward(self)
