"""Kahn's way: a deque of the nodes whose users are done, a Counter of uses, a defaultdict."""

from collections import Counter, defaultdict, deque


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


def topological_order(root):
    uses, met, queue = Counter(), defaultdict(bool), deque([root])
    while queue:
        node = queue.popleft()
        if not met[id(node)]:
            met[id(node)] = True
            for operand in node._prev:
                uses[id(operand)] += 1
                queue.append(operand)
    order, ready = deque(), deque([root])
    while ready:
        order.appendleft(node := ready.pop())
        for operand in node._prev:
            uses[id(operand)] -= 1
            if not uses[id(operand)]:
                ready.append(operand)
    return list(order)


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
