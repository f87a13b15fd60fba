"""Closures as in the lecture; operands are a set."""

import math


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data})"

    def _made(self, data, operands, op, *slopes):
        out = Value(data, operands, op)

        def _backward():
            for operand, slope in zip(operands, slopes):
                operand.grad += slope * out.grad

        out._backward = _backward
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._made(self.data + other.data, (self, other), "+", 1, 1)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._made(self.data * other.data, (self, other), "*", other.data, self.data)

    def __pow__(self, other):
        if not isinstance(other, (int, float)):
            raise TypeError("only numbers as exponents")
        slope = other * self.data ** (other - 1) if self.data or other >= 1 else 0.0
        return self._made(self.data**other, (self,), f"**{other}", slope)

    def relu(self):
        return self._made(max(0.0, self.data), (self,), "relu", float(self.data > 0))

    def tanh(self):
        t = math.tanh(self.data)
        return self._made(t, (self,), "tanh", 1 - t * t)

    def exp(self):
        e = math.exp(self.data)
        return self._made(e, (self,), "exp", e)

    def log(self):
        return self._made(math.log(self.data), (self,), "log", 1 / self.data)

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
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack += [(child, False) for child in node._prev]
        self.grad = 1.0
        for node in reversed(order):
            node._backward()
