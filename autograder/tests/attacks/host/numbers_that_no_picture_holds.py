"""Numbers at the ends of what there is, for whoever draws them: largest, smallest, none, negative zero.

Survived: pictures and tables are drawn of whatever came.

unit: backward
earns: 0
says: right
"""

import itertools

strange = itertools.cycle([1.7976931348623157e308, -1.7976931348623157e308, 5e-324, -0.0, float("nan"), float("inf"),
                           -float("inf"), 1e-308, 1e300, -1e-300, 2.0**1023, 123456789.123456789])


def backward(root):
    met, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met[id(node)] = node
            waiting += node._prev
            node.grad = next(strange)


def local_derivatives(node):
    return tuple(next(strange) for _ in node._prev)


def topological_order(root):
    return [root] * 3
