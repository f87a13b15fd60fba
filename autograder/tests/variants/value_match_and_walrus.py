"""Operands are told apart by `match`, and named where they are used."""

import math


class Value:
    __match_args__ = ("data",)

    def __init__(self, data, _children=(), _op="", label=""):
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label

    @staticmethod
    def read(thing):
        match thing:
            case Value():
                return thing
            case int() | float() | bool():
                return Value(thing)
            case {"data": number} | [number]:
                return Value(number)
            case _ if hasattr(thing, "__float__"):
                return Value(float(thing))
        raise TypeError(f"what is {thing!r}?")

    def __add__(self, other):
        return Value(self.data + (o := self.read(other)).data, (self, o), "+")

    def __mul__(self, other):
        return Value(self.data * (o := self.read(other)).data, (self, o), "*")

    def __pow__(self, exponent):
        match exponent:
            case Value(number):
                raise TypeError(f"a Value of {number} as an exponent")
            case int() | float() as k:
                return Value(self.data**k, (self,), f"**{k}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-1 * self.read(other))

    def __truediv__(self, other):
        return self * self.read(other).__pow__(-1)

    def __radd__(self, other):
        return self.read(other).__add__(self)

    def __rmul__(self, other):
        return self.read(other).__mul__(self)

    def __rsub__(self, other):
        return self.read(other).__sub__(self)

    def __rtruediv__(self, other):
        return self.read(other).__truediv__(self)

    def relu(self):
        return Value(x if (x := self.data) > 0 else 0.0, (self,), "relu")

    def tanh(self):
        return Value((t := math.tanh(self.data)), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        from backward import backward
        backward(self)
