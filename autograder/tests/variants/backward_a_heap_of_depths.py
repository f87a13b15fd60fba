"""Depths first, without an order: the deepest node that waits is the next one, by a heap."""

import heapq
from itertools import count
from math import exp


def local_derivatives(node):
    match node._op, [operand.data for operand in node._prev]:
        case "", _:
            return ()
        case "+", _:
            return 1.0, 1.0
        case "*", (a, b):
            return b, a
        case "relu", (x,):
            return (1.0 if x > 0 else 0.0,)
        case "tanh", _:
            return (1.0 - node.data * node.data,)
        case "exp", (x,):
            return (exp(x),)
        case "log", (x,):
            return (1 / x,)
        case str(op), (x,) if op[:2] == "**":
            return ((k := float(op[2:])) * x ** (k - 1),)
    raise ValueError(f"I do not know {node._op!r}")


def depths(root):
    depth, waiting = {}, [root]
    while waiting:
        node = waiting[-1]
        unknown = [operand for operand in node._prev if operand not in depth]
        if unknown:
            waiting += unknown
        else:
            depth[waiting.pop()] = 1 + max((depth[operand] for operand in node._prev), default=0)
    return depth


def topological_order(root):
    return sorted(depths(root), key=depths(root).get)


def backward(root):
    depth, tie = depths(root), count()
    root.grad, heap, pushed = 1.0, [(-depth[root], next(tie), root)], {root}
    while heap:
        node = heapq.heappop(heap)[-1]
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
            if operand not in pushed:
                pushed.add(operand)
                heapq.heappush(heap, (-depth[operand], next(tie), operand))
