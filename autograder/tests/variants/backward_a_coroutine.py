"""Visits by coroutines: each node is an `async def` that awaits its operands, on an event loop of a few lines."""

from types import coroutine


@coroutine
def visited(node):
    yield node


async def visit(node, seen, order):
    seen.add(node)
    for operand in node._prev:
        if operand not in seen:
            await visited(operand)
    order.append(node)


def topological_order(root):
    seen, order = set(), []
    running = [visit(root, seen, order)]
    while running:
        try:
            operand = running[-1].send(None)
        except StopIteration:
            running.pop()
        else:
            if operand not in seen:
                running.append(visit(operand, seen, order))
    return order


def local_derivatives(node):
    op, data = node._op, [operand.data for operand in node._prev]
    try:
        return {"": lambda: (), "+": lambda: (1, 1), "*": lambda: tuple(data[::-1]),
                "relu": lambda: (1 if node.data > 0 else 0,), "tanh": lambda: (1 - node.data**2,),
                "exp": lambda: (node.data,), "log": lambda: (1 / data[0],)}[op]()
    except KeyError:
        if not op.startswith("**"):
            raise ValueError(f"unknown: {op}") from None
    k = float(op.lstrip("*"))
    return (k * data[0] ** (k - 1),)


def backward(root):
    root.grad = 1.0
    order = topological_order(root)
    while order:
        node = order.pop()
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += node.grad * slope
