"""The order of a root is kept, weakly, and is good for as long as the root lives: a graph does not change."""

import math
from weakref import WeakKeyDictionary

_orders = WeakKeyDictionary()


def local_derivatives(node):
    x = [operand.data for operand in node._prev]
    if node._op.startswith("**"):
        k = float(node._op.removeprefix("**"))
        return (k * math.pow(x[0], k - 1),)
    try:
        return {"": lambda: (), "+": lambda: (1.0, 1.0), "*": lambda: (x[1], x[0]), "relu": lambda: (float(x[0] > 0),),
                "tanh": lambda: (1.0 - math.tanh(x[0]) ** 2,), "exp": lambda: (node.data,),
                "log": lambda: (1.0 / x[0],)}[node._op]()
    except KeyError:
        raise ValueError(f"{node._op} has no rule") from None


def topological_order(root):
    if root not in _orders:
        order, waiting, seen = [], [(root, iter(root._prev))], {id(root)}
        while waiting:
            node, operands = waiting[-1]
            for operand in operands:
                if id(operand) not in seen:
                    seen.add(id(operand))
                    waiting.append((operand, iter(operand._prev)))
                    break
            else:
                order.append(waiting.pop()[0])
        _orders[root] = order[:-1]
    return [*_orders[root], root]


def backward(root):
    root.grad = 1.0
    for node in topological_order(root)[::-1]:
        for operand, slope in zip(node._prev, local_derivatives(node), strict=True):
            operand.grad += node.grad * slope
