def local_derivatives(node):
    if node._op == "+":
        return 1.0, 1.0
    if node._op == "*":
        a, b = node._prev
        return b.data, a.data
    if node._op == "":
        return ()
    a = node._prev[0].data
    if node._op == "relu":
        return (0.0 if a <= 0 else 1.0,)
    if node._op == "tanh":
        return (1 - node.data * node.data,)
    if node._op == "exp":
        return (node.data,)
    if node._op == "log":
        return (1 / a,)
    if node._op.startswith("**"):
        exponent = float(node._op[2:])
        return (exponent * a ** (exponent - 1),)
    raise ValueError("what is %s?" % node._op)


def topological_order(root):
    """Go down from the root with a stack; a node that comes up the second time has all its operands in the list."""
    order = []
    state = {}                      # id -> "open" while its operands are on the stack, then "closed"
    stack = [root]
    while stack:
        node = stack[-1]
        if id(node) not in state:
            state[id(node)] = "open"
            stack.extend(operand for operand in node._prev if id(operand) not in state)
        else:
            stack.pop()
            if state[id(node)] == "open":
                state[id(node)] = "closed"
                order.append(node)
    return order


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += slope * node.grad
