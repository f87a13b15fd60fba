"""Three mixins: arithmetic, functions, graph; the class itself is empty but for its bases."""

import math


class Arithmetic:
    def __add__(self, other):
        return self._made(self.data + self._lifted(other).data, self, self._lifted(other), op="+")

    def __mul__(self, other):
        return self._made(self.data * self._lifted(other).data, self, self._lifted(other), op="*")

    def __pow__(self, exponent):
        if not isinstance(exponent, (int, float)):
            return NotImplemented
        return self._made(self.data**exponent, self, op=f"**{exponent}")

    __neg__ = lambda self: self * -1.0
    __sub__ = lambda self, other: self + -self._lifted(other)
    __truediv__ = lambda self, other: self * self._lifted(other) ** -1
    __radd__ = lambda self, other: self._lifted(other) + self
    __rmul__ = lambda self, other: self._lifted(other) * self
    __rsub__ = lambda self, other: self._lifted(other) - self
    __rtruediv__ = lambda self, other: self._lifted(other) / self


class Functions:
    def relu(self):
        return self._made(self.data * (self.data > 0), self, op="relu")

    def tanh(self):
        return self._made(math.tanh(self.data), self, op="tanh")

    def exp(self):
        return self._made(math.exp(self.data), self, op="exp")

    def log(self):
        return self._made(math.log(self.data), self, op="log")


class Graph:
    def __init__(self, data, _children=(), _op="", label="", **more):
        super().__init__(**more)
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, (*_children,), _op, label

    @classmethod
    def _made(cls, data, *operands, op):
        return cls(data, operands, op)

    @classmethod
    def _lifted(cls, thing):
        return thing if isinstance(thing, cls) else cls(thing)

    def backward(self):
        import backward
        return backward.backward(self)


class Value(Arithmetic, Functions, Graph):
    """A number with a past."""
