"""Constants are made once and kept; every Value is counted and known by a weak reference; a context switches it off."""

import math
import weakref
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import count

ALL, NUMBERS, RECORDING = weakref.WeakSet(), count(), ContextVar("recording", default=True)


@contextmanager
def not_recorded():
    before = RECORDING.set(False)
    try:
        yield
    finally:
        RECORDING.reset(before)


class Value:
    __slots__ = ("data", "grad", "_prev", "_op", "label", "number", "__weakref__")

    def __init__(self, data, _children=(), _op="", label=""):
        self.data, self.grad, self._op, self.label = data, 0.0, _op, label
        self._prev = tuple(_children) if RECORDING.get() else ()
        self.number = next(NUMBERS)
        ALL.add(self)

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("not a Value")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -as_value(other)

    def __truediv__(self, other):
        return self * as_value(other) ** -1

    def __radd__(self, other):
        return as_value(other) + self

    def __rmul__(self, other):
        return as_value(other) * self

    def __rsub__(self, other):
        return as_value(other) - self

    def __rtruediv__(self, other):
        return as_value(other) / self

    def relu(self):
        return Value(self.data if self.data > 0 else 0.0, (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        from backward import backward
        backward(self)


@cache
def constant(number, kind):
    return Value(number)


def as_value(thing):
    return thing if isinstance(thing, Value) else constant(thing, type(thing))


with not_recorded():
    assert (Value(1.0) + 1)._prev == ()
