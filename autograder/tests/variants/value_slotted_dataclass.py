"""A dataclass with slots and weak references, compared by identity; a function makes operands."""

import math
from dataclasses import dataclass, field


@dataclass(slots=True, weakref_slot=True, eq=False)
class Value:
    data: float
    _prev: tuple = ()
    _op: str = ""
    label: str = field(default="", kw_only=True)
    grad: float = field(default=0.0, init=False)

    def __add__(self, other):
        return Value(self.data + wrapped(other).data, (self, wrapped(other)), "+")

    def __mul__(self, other):
        return Value(self.data * wrapped(other).data, (self, wrapped(other)), "*")

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("an exponent must be a plain number, not a Value")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + wrapped(other) * -1.0

    def __rsub__(self, other):
        return wrapped(other) - self

    def __truediv__(self, other):
        return self * wrapped(other) ** -1

    def __rtruediv__(self, other):
        return wrapped(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def relu(self):
        return Value(max(0.0, self.data), (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        import backward
        backward.backward(self)


def wrapped(other):
    return other if isinstance(other, Value) else Value(other)
