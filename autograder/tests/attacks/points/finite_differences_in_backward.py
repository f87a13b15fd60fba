"""A `backward` that knows no rule of derivation: it measures every slope by replaying the graph.

Survived: measured slopes miss the exact ones by far more than rounding. The order is right, and here and there a digit.

unit: backward
earns: 4
says: central difference
"""

import math


def local_derivatives(node):
    operands = list(node._prev)

    def moved(i, h):
        x = [operand.data + h * (j == i) for j, operand in enumerate(operands)]
        if node._op == "+":
            return x[0] + x[-1]
        if node._op == "*":
            return x[0] * x[-1]
        if node._op.startswith("**"):
            return x[0] ** float(node._op[2:])
        return {"relu": lambda x: max(x, 0.0), "tanh": math.tanh, "exp": math.exp, "log": math.log}[node._op](x[0])

    return tuple((moved(i, 1e-5) - moved(i, -1e-5)) / 2e-5 for i in range(len(operands)))


def topological_order(root):
    order, seen, waiting = [], set(), [(root, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((operand, False) for operand in node._prev)
    return order


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
