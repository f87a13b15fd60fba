"""Value: a number that remembers how it was made, and so can tell what it depends on.

Every operation makes a node. It keeps its parents (the operands, in order) and one local derivative for each:
how much the node changes when this parent alone does. `backward` walks from the root to the leaves,
multiplies along the edges and adds where they meet; that is the chain rule, and all there is to it.

The same class holds an array of numbers in place of one. Operations then work element by element with numpy's
broadcasting, and a parent that was stretched gets the sum over its copies.
"""

import math

from reference.later import np


class Value:
    """A real number, or an array of them, in a graph.

        data      a float, or a numpy array of floats; whatever else numpy reads as real numbers is converted
        grad      derivative of the root by this node, of the shape of `data`; 0.0 before `backward`
        op        the operation that made it: "+", "**3", "tanh"; "" for a leaf
        parents   tuple of the Values it was computed from; a leaf has none
        local     tuple of the derivatives by each parent: numbers, arrays, or a `Map`

    Plain numbers and arrays in an expression become leaves. A float obeys Python's rules: what has no result
    raises a ValueError, ZeroDivisionError or OverflowError. An array obeys numpy's: nan or inf, and a
    warning. It is not copied, and never written into.
    """

    # Nothing here refers back to its own node, as a closure would: a graph holds no cycle and is freed with
    # its root. Closures leave that to the cyclic collector, which takes longer than all the arithmetic.
    __slots__ = ("data", "grad", "local", "op", "parents")
    __array_ufunc__ = None      # numpy leaves `array * value` to __rmul__ and makes no array of Values

    def __init__(self, data, op="", parents=(), local=()):
        self.data = data if type(data) is float else _real(data)
        self.grad = 0.0
        self.op = op
        self.parents = parents
        self.local = local

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = lift(other)
        return Value(self.data + other.data, "+", (self, other), (1.0, 1.0))

    def __sub__(self, other):
        other = lift(other)
        return Value(self.data - other.data, "-", (self, other), (1.0, -1.0))

    def __mul__(self, other):
        other = lift(other)
        return Value(self.data * other.data, "*", (self, other), (other.data, self.data))

    def __truediv__(self, other):
        other = lift(other)
        quotient = self.data / other.data
        return Value(quotient, "/", (self, other), (1.0 / other.data, -quotient / other.data))

    def __pow__(self, exponent):
        """Return self ** exponent; with a Value as exponent the base must not be negative."""
        if isinstance(exponent, Value):
            return _power_of_values(self, exponent)
        power = _power(self.data, exponent)
        return Value(power, f"**{exponent}", (self,), (_power_slope(self.data, exponent),))

    def __matmul__(self, other):
        """Return the matrix product; both must be arrays with two dimensions."""
        other = lift(other)
        a, b = self.data, other.data
        if np.ndim(a) != 2 or np.ndim(b) != 2:
            raise ValueError(f"`@` takes two matrices, not shapes {np.shape(a)} and {np.shape(b)}")
        return Value(a @ b, "@", (self, other), (Map(lambda g: g @ b.T), Map(lambda g: a.T @ g)))

    def __neg__(self):
        return Value(-self.data, "neg", (self,), (-1.0,))

    # Of the two operands only one needs to be a Value: `2 - a` comes here as a.__rsub__(2).
    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return lift(other) - self

    def __rtruediv__(self, other):
        return lift(other) / self

    def __rpow__(self, other):
        return lift(other) ** self

    def __rmatmul__(self, other):
        return lift(other) @ self

    def relu(self):
        """Return max(self, 0); its slope at 0 is 0."""
        return Value(_relu(self.data), "relu", (self,), ((self.data > 0) * 1.0,))

    def tanh(self):
        """Return the hyperbolic tangent."""
        t = _tanh(self.data)
        return Value(t, "tanh", (self,), (1.0 - t * t,))

    def exp(self):
        """Return e ** self."""
        e = _exp(self.data)
        return Value(e, "exp", (self,), (e,))

    def log(self):
        """Return the natural logarithm."""
        return Value(_log(self.data), "log", (self,), (1.0 / self.data,))

    def sigmoid(self):
        """Return 1 / (1 + e ** -self)."""
        s = _sigmoid(self.data)
        return Value(s, "sigmoid", (self,), (s * (1.0 - s),))

    def sum(self, axis=None):
        """Return the sum over an axis, or several in a tuple, which disappear; of all elements by default."""
        total = Value(np.sum(self.data, axis), "sum", (self,))
        shape = np.shape(self.data)
        kept = np.shape(np.sum(self.data, axis, keepdims=True))
        total.local = (Map(lambda g: np.broadcast_to(np.reshape(g, kept), shape)),)
        return total

    def mean(self, axis=None):
        """Return the mean over an axis, or several in a tuple; of all elements by default."""
        total = self.sum(axis)
        return total / (np.size(self.data) / np.size(total.data))

    def backward(self):
        """Give every node below this one, the root, its gradient; of an array, the root is the sum.

        As in PyTorch, the gradients of leaves add up over several calls, on the same graph or on graphs that
        share leaves, until someone sets them to 0.0; those of inner nodes are computed afresh.
        """
        order = topological_order(self)
        for node in order:
            if node.parents:
                node.grad = 0.0
        self.grad = self.grad + (1.0 if type(self.data) is float else np.ones_like(self.data))
        for node in reversed(order):
            grad = node.grad
            for parent, slope in zip(node.parents, node.local):     # noqa: B905  a check here costs a tenth
                flow = slope * grad
                if type(flow) is float:
                    parent.grad += flow
                else:       # not `+=`: it would write into an array that someone may have read
                    parent.grad = parent.grad + _unbroadcast(flow, parent.data)


class Map:
    """A local derivative that is more than a factor: `map * g` applies a linear function to a gradient."""

    __slots__ = ("apply",)

    def __init__(self, apply):
        self.apply = apply

    def __mul__(self, g):
        return self.apply(g)


def lift(x):
    """Return `x` itself if it is a Value, else a new leaf that holds it."""
    return x if isinstance(x, Value) else Value(x)


def topological_order(root):
    """Return the list of all nodes below `root`, each once and after its parents; `root` is the last."""
    # A stack in place of recursion: a sum of a million terms is a million nodes deep. Below the parents of
    # each node lies a None; when it comes up, they are in `order`, and the node follows them.
    order, seen, path, stack = [], set(), [], [root]
    while stack:
        node = stack.pop()
        if node is None:
            order.append(path.pop())
        elif node not in seen:
            seen.add(node)
            path.append(node)
            stack.append(None)
            stack.extend(node.parents)
    return order


def _real(data):
    """Return `data` as a float or as an array of floats."""
    if type(data) is int:
        return float(data)
    array = np.asarray(data)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"a Value holds a real number or an array of them, not {data!r}")
    return float(array) if array.ndim == 0 else array.astype(float, copy=False)


def _unbroadcast(g, like):
    """Return `g` summed over the axes along which broadcasting stretched `like`."""
    if type(like) is float:
        return float(np.sum(g))
    if g.shape == like.shape:
        return g
    g = g.sum(axis=tuple(range(g.ndim - like.ndim)))
    return g.sum(axis=tuple(axis for axis, size in enumerate(like.shape) if size == 1), keepdims=True)


def _power(x, k):
    """Return x ** k, a real number."""
    power = x**k
    if isinstance(power, complex):
        raise ValueError(f"{x} ** {k} is no real number: a negative base needs a whole exponent")
    return power


def _power_of_values(base, exponent):
    """Return the node base ** exponent, which depends on both."""
    x, k = base.data, exponent.data
    if type(x) is float and x < 0.0:
        raise ValueError(f"{x} ** Value({k}) has no derivative by its exponent: make that a plain number")
    power = _power(x, k)
    # Its derivative is power * log(x); where x is 0 both ends of the product meet, and their limit is 0.
    slope = power * _log((x or 1.0) if type(x) is float else np.where(x == 0.0, 1.0, x))
    return Value(power, "**", (base, exponent), (_power_slope(x, k), slope))


def _power_slope(x, k):
    """Return the derivative of x ** k by x: 0 where k is 0, and inf at x = 0 for a root, 0 < k < 1."""
    if type(x) is not float or (type(k) not in (int, float) and isinstance(k, np.ndarray)):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(k == 0, 0.0, k * np.power(x, k - 1.0))
    if k == 0:
        return 0.0
    return math.inf if x == 0.0 and k < 1 else k * x ** (k - 1)


def _exp(x):
    return math.exp(x) if type(x) is float else np.exp(x)


def _log(x):
    return math.log(x) if type(x) is float else np.log(x)


def _tanh(x):
    return math.tanh(x) if type(x) is float else np.tanh(x)


def _relu(x):
    return max(x, 0.0) if type(x) is float else np.maximum(x, 0.0)


def _sigmoid(x):
    e = _exp(-abs(x))       # e ** -x itself would overflow at x = -1000
    return ((1.0 if x >= 0.0 else e) if type(x) is float else np.where(x >= 0.0, 1.0, e)) / (1.0 + e)
