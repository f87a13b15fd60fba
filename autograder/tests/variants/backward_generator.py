"""A generator walks, iterators wait on a stack."""

import math


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


def walked(root):
    seen, stack = {root}, [(root, iter(root._prev))]
    while stack:
        node, operands = stack[-1]
        for operand in operands:
            if operand not in seen:
                seen.add(operand)
                stack.append((operand, iter(operand._prev)))
                break
        else:
            yield stack.pop()[0]


def topological_order(root):
    return list(walked(root))


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad = operand.grad + node.grad * slope
