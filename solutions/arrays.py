"""Unit 7, arrays: one node for a whole layer.

For 100 points a network of 337 parameters makes a graph of some 70,000 Values, and Python handles each of
them by itself. Put all points into one array, and the weights of a layer into another: then the layer is
`x @ w + b`, two nodes, and numpy does the arithmetic. The same training is 25 nodes a step, and it
takes a hundredth of the time or less. `python race.py` shows by how much.

Nothing new is needed for the chain rule, only gradients that are arrays too. *The gradient of an array has
the shape of the array*: it says of each element how fast the root changes with it.

*Element by element.* For c = a * b with arrays of one shape, each element is a product of its own: the
gradient of a is b.data * c.grad, as in unit 2.

*Broadcasting.* numpy stretches an operand that has fewer elements: a bias of shape (3,) is added to each
row of a batch of shape (5, 3). So each bias is used five times, and its gradient is the sum over its uses:
here the gradient of shape (5, 3), summed over the rows. In general sum over every axis that was stretched:

    shape of the operand        (3,)    (5, 1)    ()        (1, 3)
    stretched to (5, 3) along   axis 0  axis 1    0 and 1   axis 0, kept with size 1

*Matrix product.* In c = a @ b each element of a meets a whole row of b. Its gradient collects all of them:
c.grad @ b.data.T for a, and a.data.T @ c.grad for b. The shapes leave no other choice, unless all are square.

*Sums.* A sum adds elements up, so each of them gets the whole gradient of the sum it went into: the
gradient is stretched back to the shape it had before.

By hand: a = [[1, 2], [3, 4]] and the column b = [[10], [20]], root = (a * b).sum(). The gradient of a is b
stretched, [[10, 10], [20, 20]]; that of b the sum of a over each row, [[3], [7]].

The same by this unit's code:

    >>> a, b = Array([[1, 2], [3, 4]]), Array([[10], [20]])
    >>> (a * b).sum().backward()
    >>> a.grad.tolist(), b.grad.tolist()
    ([[10.0, 10.0], [20.0, 20.0]], [[3.0], [7.0]])

Where people go wrong: a gradient with the shape of the result and not of the operand, which numpy then
stretches in silence. A row and a column taken for each other: try shapes that are not square. A mean that
divides by all elements where it ran over one axis. And `+=` on an array changes it for everybody who holds
it. When a number is wrong, print shapes first.

Time: two to three hours. Difficulty: 5 of 5.
In French: fr/arrays.md. The same in PyTorch, JAX and numpy: ladder/arrays.md.
"""

import random
from itertools import pairwise

import numpy as np
from backward import topological_order


def unbroadcast(gradient, shape):
    """Return `gradient` summed over the axes along which an array of `shape` was stretched to its shape.

    numpy puts missing axes in front, and stretches axes of size 1. The answer has the shape `shape`.
    """
    ### BEGIN SOLUTION
    missing = gradient.ndim - len(shape)
    gradient = gradient.sum(axis=tuple(range(missing)))
    stretched = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return gradient.sum(axis=stretched, keepdims=True)
    ### END SOLUTION


class Array:
    """An array of numbers in a graph.

    data        numpy array of floats, of any shape, () for a single number
    grad        numpy array of the same shape: the derivative of the root by each element
    label       a name, for pictures
    _prev       tuple of the Arrays it was computed from
    _op         the operation: "+", "*", "@", "relu", "sum", "**2" and the like; "" for a leaf
    _axis       of a sum: what it ran over, an int, a tuple of ints or None for all; else None
    """

    # numpy leaves `array * Array` to __rmul__, and makes no array of Arrays.
    __array_ufunc__ = None

    def __init__(self, data, _children=(), _op="", label="", _axis=None):
        """Keep a copy of `data` as an array of floats, and a gradient of zeros.

        A copy: whoever handed the array in may change it later, and the graph must not.
        """
        ### BEGIN SOLUTION
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self.label = label
        self._prev = tuple(_children)
        self._op = _op
        self._axis = _axis
        ### END SOLUTION

    def __repr__(self):
        return f"Array(shape={self.data.shape}, op={self._op!r})"

    def __add__(self, other):
        """Return the Array of self + other, stretched as numpy does it, with both as operands and _op "+".

        `other` is an Array, a number or a numpy array; these are first made an Array.
        """
        ### BEGIN SOLUTION
        other = other if isinstance(other, Array) else Array(other)
        return Array(self.data + other.data, (self, other), "+")
        ### END SOLUTION

    def __mul__(self, other):
        """Return the Array of self * other, element by element, with both as operands and _op "*"."""
        ### BEGIN SOLUTION
        other = other if isinstance(other, Array) else Array(other)
        return Array(self.data * other.data, (self, other), "*")
        ### END SOLUTION

    def __matmul__(self, other):
        """Return the matrix product self @ other of two Arrays with two axes each, with _op "@"."""
        ### BEGIN SOLUTION
        other = other if isinstance(other, Array) else Array(other)
        return Array(self.data @ other.data, (self, other), "@")
        ### END SOLUTION

    def __pow__(self, exponent):
        """Return each element to the power `exponent`, an int or a float; _op is f"**{exponent}"."""
        ### BEGIN SOLUTION
        return Array(self.data**exponent, (self,), f"**{exponent}")
        ### END SOLUTION

    def relu(self):
        """Return max(0, x) of each element, with _op "relu"."""
        ### BEGIN SOLUTION
        return Array(np.maximum(self.data, 0.0), (self,), "relu")
        ### END SOLUTION

    def sum(self, axis=None):
        """Return the sum over `axis`, an int, a tuple of ints or None for all; that axis disappears.

        _op is "sum", and `_axis` remembers the axis: the way back needs it.
        """
        ### BEGIN SOLUTION
        return Array(self.data.sum(axis=axis), (self,), "sum", _axis=axis)
        ### END SOLUTION

    def mean(self, axis=None):
        """Return the mean over `axis`, made of `sum` and `*`: divide by how many elements went into each sum."""
        ### BEGIN SOLUTION
        total = self.sum(axis)
        return total * (total.data.size / self.data.size)
        ### END SOLUTION

    # A sum and a product are the same with their operands exchanged.
    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return -1.0 * self

    def __sub__(self, other):
        return self + -1.0 * other

    def __rsub__(self, other):
        return other + -1.0 * self

    def backward(self):
        """Give every Array of the graph below this one, a single number, its gradient."""
        backward(self)


def operand_gradients(node):
    """Return a tuple of arrays: what `node` adds to the gradient of each of its operands.

    Each has the shape of its operand. They follow from `node.grad` and the operands' data; nothing is
    changed. A leaf has no operands: (). For an unknown operation raise a ValueError that names it.
    """
    ### BEGIN SOLUTION
    if not node._prev:
        return ()
    gradient, x = node.grad, node._prev[0]
    if node._op == "+":
        return tuple(unbroadcast(gradient, operand.data.shape) for operand in node._prev)
    if node._op == "*":
        y = node._prev[1]
        return unbroadcast(gradient * y.data, x.data.shape), unbroadcast(gradient * x.data, y.data.shape)
    if node._op == "@":
        y = node._prev[1]
        return gradient @ y.data.T, x.data.T @ gradient
    if node._op == "relu":
        return (gradient * (node.data > 0),)
    if node._op == "sum":
        if node._axis is not None:
            gradient = np.expand_dims(gradient, node._axis)
        return (np.broadcast_to(gradient, x.data.shape),)
    if node._op.startswith("**"):
        k = float(node._op[2:])
        return (gradient * k * x.data ** (k - 1),)
    raise ValueError(f"no gradient is known for the operation {node._op!r}")
    ### END SOLUTION


def backward(root):
    """Set the gradient of `root`, a single number, to 1.0, and add to every other node's what its uses give.

    The order is that of unit 2. Never write into an array that is there: it may be the gradient of another
    node too, or what someone has read before. `x = x + g` makes a new one, `x += g` does not.
    """
    ### BEGIN SOLUTION
    root.grad = np.ones_like(root.data)
    for node in reversed(topological_order(root)):
        for operand, gradient in zip(node._prev, operand_gradients(node), strict=True):
            operand.grad = operand.grad + gradient
    ### END SOLUTION


def make_layers(sizes):
    """Return a list of layers (w, b) for the `sizes` of a network, such as [2, 16, 16, 1].

    Weights are drawn by random.uniform(-1, 1), biases are 0. Shapes: w (inputs, outputs), b (outputs,).
    """
    return [
        (Array([[random.uniform(-1, 1) for _ in range(nout)] for _ in range(nin)]), Array(np.zeros(nout)))
        for nin, nout in pairwise(sizes)
    ]


def network(x, layers):
    """Return the outputs of a network for a whole batch.

    x        Array or numpy array of shape (points, inputs)
    layers   list of (w, b), as `make_layers` gives them

    Each layer is x @ w + b, and all but the last apply relu. The answer is an Array of shape (points, outputs).
    """
    ### BEGIN SOLUTION
    x = x if isinstance(x, Array) else Array(x)
    for number, (w, b) in enumerate(layers):
        x = x @ w + b
        if number < len(layers) - 1:
            x = x.relu()
    return x
    ### END SOLUTION


def train_layers(layers, points, labels, steps, rate=1.0):
    """Take `steps` steps of gradient descent on the mean hinge loss of all points; return the losses, floats.

    points   numpy array of shape (points, inputs)
    labels   numpy array of shape (points, 1), each -1.0 or 1.0

    As `train` of unit 4, with all points in each step: the loss is the mean of relu(1 - label * score), and
    step number k of n, counted from 0, uses rate * (1 - 0.9 * k / n). The losses are those before each step.
    """
    ### BEGIN SOLUTION
    parameters = [parameter for layer in layers for parameter in layer]
    losses = []
    for k in range(steps):
        loss = (1 - network(points, layers) * labels).relu().mean()
        for parameter in parameters:
            parameter.grad = np.zeros_like(parameter.data)
        loss.backward()
        for parameter in parameters:
            parameter.data = parameter.data - rate * (1 - 0.9 * k / steps) * parameter.grad
        losses.append(float(loss.data))
    return losses
    ### END SOLUTION
