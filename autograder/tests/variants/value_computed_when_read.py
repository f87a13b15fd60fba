"""Lazy: an operation notes what is to be done, and the number is computed when it is read first."""

import math
import operator


class Value:
    def __init__(self, data=None, _children=(), _op="", label="", how=None):
        self._number, self._how = data, how
        self.grad, self._prev, self._op, self.label = 0.0, tuple(_children), _op, label

    @property
    def data(self):
        waiting = [self]
        while waiting:
            node = waiting[-1]
            due = [operand for operand in node._prev if operand._how is not None] if node._how else []
            if due:
                waiting += due
                continue
            if node._how:
                node._number, node._how = node._how(*[operand._number for operand in node._prev]), None
            waiting.pop()
        return self._number

    @data.setter
    def data(self, number):
        self._number, self._how = number, None

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def _new(self, op, how, *others):
        others = [other if isinstance(other, Value) else Value(other) for other in others]
        return Value(_children=(self, *others), _op=op, how=how)

    def __add__(self, other):
        return self._new("+", operator.add, other)

    def __mul__(self, other):
        return self._new("*", operator.mul, other)

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("the exponent is a number")
        return self._new(f"**{exponent}", lambda x: x**exponent)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def relu(self):
        return self._new("relu", lambda x: max(x, 0.0))

    def tanh(self):
        return self._new("tanh", math.tanh)

    def exp(self):
        return self._new("exp", math.exp)

    def log(self):
        return self._new("log", math.log)

    def backward(self):
        from backward import backward
        backward(self)
