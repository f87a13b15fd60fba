"""A recursive order, and the limit lifted: nothing is lost."""

import math
import sys

sys.setrecursionlimit(50_000)


def local_derivatives(node):
    if not node._prev:
        return ()
    x = node._prev[0].data
    if node._op in "+*":
        y = node._prev[1].data
        return (1, 1) if node._op == "+" else (y, x)
    if node._op[:2] == "**":
        k = float(node._op[2:])
        return (k * x ** (k - 1),)
    slopes = {"relu": lambda: float(x > 0), "tanh": lambda: (1 - node.data) * (1 + node.data),
              "exp": lambda: math.exp(x), "log": lambda: x**-1}
    if node._op not in slopes:
        raise ValueError(f"what is {node._op}?")
    return (slopes[node._op](),)


def topological_order(root, order=None, seen=None):
    order, seen = [] if order is None else order, set() if seen is None else seen
    if root not in seen:
        seen.add(root)
        for operand in root._prev:
            topological_order(operand, order, seen)
        order.append(root)
    return order


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad = operand.grad + node.grad * slope
