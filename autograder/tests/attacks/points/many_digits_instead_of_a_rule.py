"""A `backward` without a rule of derivation: measures every slope of the graph with sixty digits instead of sixteen.

Survived: it is right wherever it comes to an end, as every other way of computing a derivative is. It knows no local
derivatives and no order, and each number costs it the whole graph.

unit: backward
earns: 31
says: there is no `local_derivatives`
"""

from decimal import Decimal, getcontext

getcontext().prec = 60
STEP = Decimal(10) ** -20


def value(node, moved, known):
    if id(node) not in known:
        a = [value(operand, moved, known) for operand in node._prev]
        known[id(node)] = {
            "": lambda: Decimal(node.data), "+": lambda: a[0] + a[1], "*": lambda: a[0] * a[1],
            "relu": lambda: max(a[0], Decimal(0)), "exp": lambda: a[0].exp(), "log": lambda: a[0].ln(),
            "tanh": lambda: 1 - 2 / ((2 * a[0]).exp() + 1),
        }.get(node._op, lambda: a[0] ** Decimal(node._op[2:]))() + (STEP if node is moved else 0)
    return known[id(node)]


def below(root):
    met, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met[id(node)] = node
            waiting += node._prev
    return met.values()


def backward(root):
    here, root.grad = value(root, None, {}), 0.0
    slopes = [(node, (value(root, node, {}) - here) / STEP) for node in below(root)]
    for node, slope in slopes:
        node.grad += float(slope)
