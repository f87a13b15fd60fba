"""Unit 1, value: a number that remembers how it was made.

A `Value` holds a plain number in `data`. Arithmetic with Values gives new Values, and each new one
keeps its *operands* (the Values it was computed from) and the name of the operation. So running a
formula leaves its *graph* behind:

    a = Value(2.0); b = Value(-3.0); c = Value(10.0)
    d = a * b + c

    a   2.0 ---.
                *---> -6.0 ---.
    b  -3.0 ---'               +---> d  4.0
    c  10.0 -------------------'

Here d.data is 4.0, d._op is "+", and d._prev holds two Values: the nameless product with data -6.0 (its
_op is "*", its _prev is (a, b)), and c. A Value that nobody computed, like a, is a *leaf*: its _op is
"" and its _prev is ().

This unit goes forward only. In unit 2 the graph is walked backward, and every node learns in `grad` how
much the last result depends on it.

The smallest set of operations suffices: `+`, `*`, `**`, relu, tanh, exp and log make nodes. Negation,
`-` and `/` are written with them: a - b is a + (-b).

Python calls `a.__add__(b)` for `a + b`. For `2 + a` it asks 2 first, which knows nothing of Values, and
then calls the *reflected* method `a.__radd__(2)`.

Begin with `__init__`, then `+` and `*`; every operation after them is much like these. When some of it is
written, ask for a graph and look into it:

    >>> a, b, c = Value(2.0), Value(-3.0), Value(10.0)
    >>> d = a * b + c
    >>> d.data, d._op, [node.data for node in d._prev]
    (4.0, '+', [-6.0, 10.0])
    >>> (10 - a).data, (6 / a).data, sum([a, b, c]).data
    (8.0, 3.0, 9.0)

Where people go wrong: the 1 in `a + 1` is no Value yet and has no data. `10 - a` is not `a - 10`. In
`a * a` the operand stands twice in `_prev`. `/` is made of a power, so `**` comes first. And `-a` written
as `0 - a` calls `-`, which calls negation again, without end.

Time: an hour. Difficulty: 2 of 5.
In French: fr/value.md. The same in PyTorch, JAX and numpy: ladder/value.md.
"""

import math


class Value:
    """A number, its gradient, and how it was made.

    data    the number
    grad    the derivative of the root by this node, once `backward` has run; 0.0 before
    _prev   tuple of the operands, in order; one that was used twice stands there twice
    _op     the operation: "+", "*", "**3" (with the exponent), "relu", "tanh", "exp", "log"; "" for a leaf
    label   a name for pictures
    """

    def __init__(self, data, _children=(), _op="", label=""):
        """Store `data` as it is, a grad of 0.0, `_children` as the tuple `_prev`, `_op`, and `label`."""
        raise NotImplementedError(
            "unit 1, value: Value.__init__ is yours to write. "
            "Try: pytest exercises -k value_init"
        )

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        """Return the Value of self + other, with both as operands and _op "+".

        `other` is a Value or a plain number; a number is first made a Value. Neither operand changes.
        """
        raise NotImplementedError(
            "unit 1, value: Value.__add__ is yours to write. "
            "Try: pytest exercises -k value_add"
        )

    def __mul__(self, other):
        """Return the Value of self * other, with both as operands and _op "*".

        `other` is a Value or a plain number; a number is first made a Value. Neither operand changes.
        """
        raise NotImplementedError(
            "unit 1, value: Value.__mul__ is yours to write. "
            "Try: pytest exercises -k value_mul"
        )

    def __pow__(self, exponent):
        """Return the Value of self ** exponent. self is its one operand, _op is f"**{exponent}": "**3".

        `exponent` is an int or a float. Anything else, a Value too, raises a TypeError that says so in
        a sentence: an exponent is no operand, so it would never get a gradient. The base may be
        negative when the exponent is whole.
        """
        raise NotImplementedError(
            "unit 1, value: Value.__pow__ is yours to write. "
            "Try: pytest exercises -k value_pow"
        )

    def __neg__(self):
        """Return -self, as self * -1."""
        raise NotImplementedError(
            "unit 1, value: Value.__neg__ is yours to write. "
            "Try: pytest exercises -k value_neg"
        )

    def __sub__(self, other):
        """Return self - other, made of `+` and negation. `other` is a Value or a plain number."""
        raise NotImplementedError(
            "unit 1, value: Value.__sub__ is yours to write. "
            "Try: pytest exercises -k value_sub"
        )

    def __truediv__(self, other):
        """Return self / other, made of `*` and the power -1. `other` is a Value or a plain number."""
        raise NotImplementedError(
            "unit 1, value: Value.__truediv__ is yours to write. "
            "Try: pytest exercises -k value_truediv"
        )

    def __radd__(self, other):
        """Return other + self for a plain number `other`. Python's sum(), which starts at 0, needs it."""
        raise NotImplementedError(
            "unit 1, value: Value.__radd__ is yours to write. "
            "Try: pytest exercises -k value_radd"
        )

    def __rmul__(self, other):
        """Return other * self for a plain number `other`."""
        raise NotImplementedError(
            "unit 1, value: Value.__rmul__ is yours to write. "
            "Try: pytest exercises -k value_rmul"
        )

    def __rsub__(self, other):
        """Return other - self for a plain number `other`. Mind the sign: 10 - a is not a - 10."""
        raise NotImplementedError(
            "unit 1, value: Value.__rsub__ is yours to write. "
            "Try: pytest exercises -k value_rsub"
        )

    def __rtruediv__(self, other):
        """Return other / self for a plain number `other`. Mind the order: 6 / a is not a / 6."""
        raise NotImplementedError(
            "unit 1, value: Value.__rtruediv__ is yours to write. "
            "Try: pytest exercises -k value_rtruediv"
        )

    def relu(self):
        """Return the Value of max(0, self), with _op "relu": the number where it is positive, else 0.0."""
        raise NotImplementedError(
            "unit 1, value: Value.relu is yours to write. "
            "Try: pytest exercises -k value_relu"
        )

    def tanh(self):
        """Return the Value of the hyperbolic tangent of self, with _op "tanh".

        It lies between -1 and 1 and must not overflow: tanh of 1000 is 1.0. The `math` module has one
        that behaves.
        """
        raise NotImplementedError(
            "unit 1, value: Value.tanh is yours to write. "
            "Try: pytest exercises -k value_tanh"
        )

    def exp(self):
        """Return the Value of e to the power self, with _op "exp"."""
        raise NotImplementedError(
            "unit 1, value: Value.exp is yours to write. "
            "Try: pytest exercises -k value_exp"
        )

    def log(self):
        """Return the Value of the natural logarithm of self, a positive number, with _op "log"."""
        raise NotImplementedError(
            "unit 1, value: Value.log is yours to write. "
            "Try: pytest exercises -k value_log"
        )

    def backward(self):
        """Give every node of the graph below this one its gradient (unit 2)."""
        from backward import backward

        backward(self)
