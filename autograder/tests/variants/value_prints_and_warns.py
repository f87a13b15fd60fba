"""Prints in every operation, warns, logs, writes to both streams, with colours and without line ends."""

import logging
import math
import sys
import warnings

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger(__name__)
print("hello", end="")
print("\x1b[31mred\x1b[0m \u00e9\u4e2d", file=sys.stderr)
warnings.warn("this is old", DeprecationWarning)


class Value:

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        print("made", data, _op)
        log.debug("made %s", data)
        sys.stderr.write(".")
        sys.stdout.flush()
        warnings.warn(f"{data} was made", stacklevel=2)
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent):
        if not isinstance(exponent, (int, float)):
            raise TypeError(f"an exponent must be an int or a float, not a {type(exponent).__name__}")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return (-self) + other

    def __rtruediv__(self, other):
        return self**-1 * other

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
