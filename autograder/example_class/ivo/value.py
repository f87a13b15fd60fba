import math


class Value:
    """A number, its gradient, and how it was made."""

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        """Return the Value of self + other, with both as operands and _op "+"."""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        """Return the Value of self * other, with both as operands and _op "*"."""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*")

    def __pow__(self, exponent):
        """Return the Value of self ** exponent."""
        if isinstance(exponent, Value):
            raise TypeError("a Value as exponent is not supported")
        return Value(self.data ** exponent, (self,), f"**{exponent}")

    def __neg__(self):
        """Return -self, as self * -1."""
        return self * -1

    def __sub__(self, other):
        """Return self - other, made of `+` and negation."""
        return self + (-other)

    def __truediv__(self, other):
        """Return self / other, made of `*` and the power -1."""
        return self * other ** -1

    def __radd__(self, other):
        """Return other + self for a plain number `other`."""
        return self + other

    def __rmul__(self, other):
        """Return other * self for a plain number `other`."""
        return self * other

    def __rsub__(self, other):
        """Return other - self for a plain number `other`. Mind the sign: 10 - a is not a - 10."""
        return -(self - other)

    def __rtruediv__(self, other):
        """Return other / self for a plain number `other`. Mind the order: 6 / a is not a / 6."""
        return (self / other) ** -1

    def relu(self):
        """Return the Value of max(0, self), with _op "relu"."""
        return Value(self.data * (self.data > 0), (self,), "relu")

    def tanh(self):
        """Return the Value of the hyperbolic tangent of self, with _op "tanh"."""
        return Value(math.tanh(self.data), (self,), "tanh")

    def exp(self):
        """Return the Value of e to the power self, with _op "exp"."""
        return Value(math.e ** self.data, (self,), "exp")

    def log(self):
        """Return the Value of the natural logarithm of self, a positive number, with _op "log"."""
        return Value(math.log(self.data), (self,), "log")

    def backward(self):
        """Give every node of the graph below this one its gradient (unit 2)."""
        from backward import backward

        backward(self)
