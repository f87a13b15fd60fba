"""Has every operator there is, those in place among them, each as a new Value; divmod and others say that they cannot."""

import math


class Value:
    def __new__(cls, data, *more, **others):
        if isinstance(data, Value):
            return data
        return super().__new__(cls)

    def __init__(self, data, _children=(), _op="", label=""):
        if data is self:
            return
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label

    def __add__(self, other):
        other = Value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = Value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, k, mod=None):
        if isinstance(k, Value) or mod is not None:
            raise TypeError("numbers only, no Value")
        return Value(self.data**k, (self,), f"**{k}")

    def __sub__(self, other):
        return self + Value(other) * -1

    def __truediv__(self, other):
        return self * Value(other) ** -1

    def __neg__(self):
        return self * -1

    def __pos__(self):
        return self

    __radd__, __rmul__ = __add__, __mul__
    __iadd__, __imul__, __isub__, __itruediv__, __ipow__ = __add__, __mul__, __sub__, __truediv__, __pow__

    def __rsub__(self, other):
        return Value(other) - self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __rpow__(self, other):
        raise TypeError("no Value in an exponent")

    __divmod__ = __mod__ = __floordiv__ = __matmul__ = None

    def relu(self):
        return Value(self.data if self.data > 0.0 else 0.0, [self], "relu")

    def tanh(self):
        return Value(math.tanh(self.data), [self], "tanh")

    def exp(self):
        return Value(math.exp(self.data), [self], "exp")

    def log(self):
        return Value(math.log(self.data), [self], "log")

    def backward(self):
        __import__("backward").backward(self)
