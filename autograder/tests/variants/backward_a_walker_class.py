"""A class that walks, an iterator of nodes, an ExitStack, a generator that yields from itself.

loses: a_chain_of_10_000
"""

import sys
from contextlib import ExitStack, contextmanager


def local_derivatives(node):
    if not node._prev:
        return ()
    x, *rest = [operand.data for operand in node._prev]
    if node._op.startswith("**"):
        k = float(node._op.removeprefix("**"))
        return (k * x ** (k - 1),)
    try:
        return RULES[node._op](x, *rest, node.data)
    except KeyError:
        raise ValueError(f"{node._op} is unknown") from None


RULES = {
    "+": lambda x, y, out: (1, 1), "*": lambda x, y, out: (y, x), "relu": lambda x, out: (float(x > 0),),
    "tanh": lambda x, out: (1 - out * out,), "exp": lambda x, out: (out,), "log": lambda x, out: (1 / x,),
}


@contextmanager
def room(depth):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, depth))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class Walker:
    def __init__(self, root):
        self.root, self.met = root, set()

    def __iter__(self):
        yield from self.visit(self.root)

    def visit(self, node):
        if id(node) in self.met:
            return
        self.met.add(id(node))
        for operand in node._prev:
            yield from self.visit(operand)
        yield node


def topological_order(root):
    with ExitStack() as stack:
        stack.enter_context(room(4000))
        return list(Walker(root))


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
