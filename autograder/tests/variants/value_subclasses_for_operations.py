"""Each operation is a subclass that `__init_subclass__` registers; a result is made by looking it up."""

import math

OPERATIONS = {}


class Value:
    _op = ""

    def __init_subclass__(cls, op, **options):
        super().__init_subclass__(**options)
        cls._op = op
        OPERATIONS[op] = cls

    def __init__(self, data, _children=(), _op=None, label=""):
        self.data, self.grad, self.label, self._prev = data, 0.0, label, tuple(_children)
        if _op is not None:
            self._op = _op

    def of(self, op, *others):
        operands = (self, *[x if isinstance(x, Value) else Value(x) for x in others])
        return OPERATIONS[op](OPERATIONS[op].compute(*[x.data for x in operands]), operands)

    def __add__(self, other):
        return self.of("+", other)

    def __mul__(self, other):
        return self.of("*", other)

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("no Value may be an exponent")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + other * -1

    def __truediv__(self, other):
        return self * other**-1

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    __radd__, __rmul__ = __add__, __mul__

    def relu(self):
        return self.of("relu")

    def tanh(self):
        return self.of("tanh")

    def exp(self):
        return self.of("exp")

    def log(self):
        return self.of("log")

    def backward(self):
        __import__("backward").backward(self)


class Sum(Value, op="+"):
    compute = float.__add__ and (lambda a, b: a + b)


class Product(Value, op="*"):
    compute = lambda a, b: a * b


class Relu(Value, op="relu"):
    compute = lambda a: a if a > 0 else 0.0


class Tanh(Value, op="tanh"):
    compute = math.tanh


class Exp(Value, op="exp"):
    compute = math.exp


class Log(Value, op="log"):
    compute = staticmethod(math.log)
