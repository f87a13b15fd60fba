def local_derivatives(node):
    """Return a tuple of the derivatives of `node` by its operands: one number per entry of `node._prev`."""
    numbers = tuple(operand.data for operand in node._prev)
    op = node._op
    if op == "":
        return ()
    if op == "+":
        return 1.0, 1.0
    if op == "*":
        return numbers[::-1]
    [x] = numbers
    if op == "relu":
        return (int(x > 0),)
    if op == "tanh":
        return (1 - node.data ** 2,)
    if op == "exp":
        return (node.data,)
    if op == "log":
        return (x ** -1,)
    if op.startswith("**"):
        k = float(op[2:])
        return (k * x ** (k - 1),)
    raise ValueError(f"operation {op} has no rule")


def topological_order(root):
    """Return the list of all nodes of the graph, each once, operands before their users, `root` last."""
    users_first, users = [], {root: 0}
    found = [root]
    for node in found:                      # the list grows while we walk along it
        for operand in node._prev:
            if operand not in users:
                users[operand] = 0
                found.append(operand)
            users[operand] += 1
    free = [root]
    while free:
        node = free.pop()
        users_first.append(node)
        for operand in node._prev:
            users[operand] -= 1
            if not users[operand]:
                free.append(operand)
    return list(reversed(users_first))


def backward(root):
    """Set the gradient of `root` to 1.0, and add to every other node's what each of its uses gives."""
    root.grad = 1.0
    for node in topological_order(root)[::-1]:
        for operand, slope in zip(node._prev, local_derivatives(node)):
            operand.grad += node.grad * slope
