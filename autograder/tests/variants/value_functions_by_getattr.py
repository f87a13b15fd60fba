"""`relu` and the others are found by `__getattr__` in a dictionary of functions."""

import math
from functools import partial

FUNCTIONS = {"relu": lambda x: x if x > 0 else 0.0, "tanh": math.tanh, "exp": math.exp, "log": math.log}


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data, self._prev, self._op, self.label, self.grad = data, tuple(_children), _op, label, 0.0

    def __getattr__(self, name):
        if name not in FUNCTIONS:
            raise AttributeError(name)
        return partial(self._apply, name)

    def _apply(self, name):
        return Value(FUNCTIONS[name](self.data), (self,), name)

    def _with(self, other, op, function):
        other = other if isinstance(other, Value) else Value(other)
        return Value(function(self.data, other.data), (self, other), op)

    def __add__(self, other):
        return self._with(other, "+", lambda a, b: a + b)

    def __mul__(self, other):
        return self._with(other, "*", lambda a, b: a * b)

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, k):
        if not isinstance(k, int | float):
            raise TypeError(f"the exponent is a {type(k).__name__}")
        return Value(self.data**k, (self,), f"**{k}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other

    def backward(self):
        from backward import backward
        backward(self)
