"""Nodes carry marks: the number of the walk that saw them last, and the one behind them in a list that is linked."""

import itertools
import math

WALKS = itertools.count(1)
SLOPES = {
    "+": lambda node, a, b: (1.0, 1.0), "*": lambda node, a, b: (b, a), "relu": lambda node, a: (float(a > 0),),
    "tanh": lambda node, a: (1 - node.data * node.data,), "exp": lambda node, a: (node.data,),
    "log": lambda node, a: (1 / a,), "": lambda node: (),
}


def local_derivatives(node):
    numbers = [operand.data for operand in node._prev]
    if node._op[:2] == "**":
        k = float(node._op[2:])
        return (k * math.pow(*numbers, k - 1),) if k else (0.0,)
    if node._op not in SLOPES:
        raise LookupError(node._op)
    return SLOPES[node._op](node, *numbers)


def topological_order(root):
    walk, last, stack = next(WALKS), None, [root]
    while stack:
        node = stack[-1]
        if getattr(node, "seen", 0) != walk:
            node.seen, node.waits = walk, iter(node._prev)
        for operand in node.waits:
            if getattr(operand, "seen", 0) != walk:
                stack.append(operand)
                break
        else:
            node.before, last = last, stack.pop()
    order = []
    while last is not None:
        order.append(last)
        last = last.__dict__.pop("before")
    for node in order:
        del node.waits
    return order[::-1]


def backward(root):
    root.grad = 1.0
    for node in topological_order(root)[::-1]:
        for i, slope in enumerate(local_derivatives(node)):
            node._prev[i].grad += slope * node.grad
