"""Emil S., exercise 1"""
import math


def to_value(x):
    if isinstance(x, Value):
        return x
    return Value(x)


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = to_value(other)
        result = self.data + other.data
        return Value(result, (self, other), "+")

    def __mul__(self, other):
        other = to_value(other)
        result = self.data * other.data
        return Value(result, (self, other), "*")

    def __pow__(self, exponent):
        if type(exponent) not in (int, float):
            raise TypeError("The exponent has to be an int or a float.")
        result = self.data ** exponent
        return Value(result, (self,), "**" + str(exponent))

    def __neg__(self):
        return self * (-1)

    def __sub__(self, other):
        return self + to_value(other) * (-1)

    def __truediv__(self, other):
        return self * to_value(other) ** (-1)

    def __radd__(self, other):
        return to_value(other) + self

    def __rmul__(self, other):
        return to_value(other) * self

    def __rsub__(self, other):
        return to_value(other) - self

    def __rtruediv__(self, other):
        return to_value(other) / self

    def relu(self):
        if self.data > 0:
            result = self.data
        else:
            result = 0.0
        return Value(result, (self,), "relu")

    def tanh(self):
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        from backward import backward

        backward(self)
