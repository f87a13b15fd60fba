"""A tape: every node is written down when it is made, and the way back is the tape, read from its end."""

import math

TAPE = []


class Value:
    def __init__(self, data, _children=(), _op="", label="", slopes=()):
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label
        self.slopes, self.place = slopes, len(TAPE)
        TAPE.append(self)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", slopes=(1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", slopes=(other.data, self.data))

    def __pow__(self, k):
        if isinstance(k, Value):
            raise TypeError("no Value as exponent")
        slope = k * self.data ** (k - 1) if k else 0.0
        return Value(self.data**k, (self,), f"**{k}", slopes=(slope,))

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
        return Value(max(0.0, self.data), (self,), "relu", slopes=(float(self.data > 0),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), "tanh", slopes=(1 - t * t,))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", slopes=(e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", slopes=(1 / self.data,))

    def backward(self):
        found = {self.place: 1.0}
        for node in reversed(TAPE[: self.place + 1]):
            if node.place not in found:
                continue
            gradient = found[node.place]
            node.grad = node.grad + gradient if node is not self else gradient
            for operand, slope in zip(node._prev, node.slopes):
                found[operand.place] = found.get(operand.place, 0.0) + slope * gradient
