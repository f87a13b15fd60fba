"""The operations are members of an enum of texts, and work by the module operator."""

import math
import operator
from enum import StrEnum


class Op(StrEnum):
    LEAF = ""
    ADD = "+"
    MUL = "*"
    RELU = "relu"
    TANH = "tanh"
    EXP = "exp"
    LOG = "log"


COMPUTE = {Op.ADD: operator.add, Op.MUL: operator.mul, Op.TANH: math.tanh, Op.EXP: math.exp, Op.LOG: math.log,
           Op.RELU: lambda x: max(x, 0.0)}


class Value:
    def __init__(self, data, _children=(), _op=Op.LEAF, label=""):
        self.data = data
        self._prev = tuple(_children)
        self._op = _op
        self.label = label
        self.grad = 0.0

    @classmethod
    def of(cls, thing):
        return thing if isinstance(thing, cls) else cls(thing)

    @classmethod
    def apply(cls, op, *operands):
        operands = tuple(map(cls.of, operands))
        return cls(COMPUTE[op](*(operand.data for operand in operands)), operands, op)

    def __add__(self, other):
        return self.apply(Op.ADD, self, other)

    def __radd__(self, other):
        return self.apply(Op.ADD, other, self)

    def __mul__(self, other):
        return self.apply(Op.MUL, self, other)

    def __rmul__(self, other):
        return self.apply(Op.MUL, other, self)

    def __pow__(self, exponent):
        if type(exponent) not in (int, float):
            raise TypeError("the exponent must be an int or a float")
        return Value(operator.pow(self.data, exponent), [self], f"**{exponent!r}")

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

    def relu(self):
        return self.apply(Op.RELU, self)

    def tanh(self):
        return self.apply(Op.TANH, self)

    def exp(self):
        return self.apply(Op.EXP, self)

    def log(self):
        return self.apply(Op.LOG, self)

    def backward(self):
        __import__("backward").backward(self)
