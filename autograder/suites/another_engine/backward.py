"""The walk back, by counting uses: a node passes its gradient on when its last user has."""

RULES = {
    "+": lambda node, a, b: (1.0, 1.0),
    "*": lambda node, a, b: (b.data, a.data),
    "relu": lambda node, a: (float(a.data >= 0) if a.data else 0.5,),
    "tanh": lambda node, a: ((1 - node.data) * (1 + node.data),),
    "exp": lambda node, a: (node.data,),
    "log": lambda node, a: (a.data**-1,),
}


def local_derivatives(node):
    if not node._prev:
        return ()
    if node._op[:2] == "**":
        (a,), k = node._prev, float(node._op[2:])
        return (k * a.data ** (k - 1.0),)
    if node._op not in RULES:
        raise ValueError(f"unknown operation {node._op!r}")
    return RULES[node._op](node, *node._prev)


def topological_order(root):
    uses, found, waiting = {}, {}, [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            for operand in node._prev:
                uses[id(operand)] = uses.get(id(operand), 0) + 1
                waiting.append(operand)
    order, ready = [], [root]
    while ready:
        node = ready.pop()
        order.append(node)
        for operand in node._prev:
            uses[id(operand)] -= 1
            if not uses[id(operand)]:
                ready.append(operand)
    return order[::-1]


def backward(root):
    root.grad = 1.0
    for node in topological_order(root)[::-1]:
        for operand, slope in zip(node._prev, local_derivatives(node), strict=True):
            operand.grad = operand.grad + node.grad * slope
