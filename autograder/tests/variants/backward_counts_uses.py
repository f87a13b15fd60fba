"""Counts how often each node is used, and visits it after its last use."""

import math
from collections import Counter, deque


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


def topological_order(root):
    uses, waiting, seen = Counter(), [root], {root}
    while waiting:
        node = waiting.pop()
        for operand in node._prev:
            uses[operand] += 1
            if operand not in seen:
                seen.add(operand)
                waiting.append(operand)
    order, ready = deque(), deque([root])
    while ready:
        node = ready.popleft()
        order.appendleft(node)
        for operand in node._prev:
            uses[operand] -= 1
            if not uses[operand]:
                ready.append(operand)
    return [*order]


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad = operand.grad + node.grad * slope
