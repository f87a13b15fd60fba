"""Unit 2, Amara O. The rules of derivation as a table, and a walk that knows none of them."""

# operation -> its slopes, from the node and the numbers of its operands
RULES = {
    "+": lambda node, a, b: (1.0, 1.0),
    "*": lambda node, a, b: (b, a),
    "relu": lambda node, a: (float(a > 0),),
    "tanh": lambda node, a: (1 - node.data * node.data,),
    "exp": lambda node, a: (node.data,),
    "log": lambda node, a: (1 / a,),
}


def local_derivatives(node):
    numbers = [operand.data for operand in node._prev]
    if not numbers:
        return ()
    if node._op[:2] == "**":
        k, (a,) = float(node._op[2:]), numbers
        return (k * a ** (k - 1),)
    if node._op not in RULES:
        raise ValueError(f"I have no rule for {node._op!r}")
    return RULES[node._op](node, *numbers)


def topological_order(root):
    """Count how often each node is used. A node is ready when all its users are in the list."""
    uses, waiting = {id(root): 0}, [root]
    while waiting:
        for operand in waiting.pop()._prev:
            if id(operand) not in uses:
                uses[id(operand)] = 0
                waiting.append(operand)
            uses[id(operand)] += 1

    order, ready = [], [root]
    while ready:
        node = ready.pop()
        order.append(node)
        for operand in node._prev:
            uses[id(operand)] -= 1
            if uses[id(operand)] == 0:
                ready.append(operand)
    return order[::-1]          # users first -> operands first


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
