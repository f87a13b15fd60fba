"""Emil S., exercise 2"""


def local_derivatives(node):
    if node._op == "":
        return ()
    if node._op == "+":
        return (1.0, 1.0)
    if node._op == "*":
        a, b = node._prev
        return (b.data, a.data)
    (a,) = node._prev
    if node._op.startswith("**"):
        k = float(node._op[2:])
        return (k * a.data ** (k - 1),)
    if node._op == "relu":
        return (1.0 if a.data > 0 else 0.0,)
    if node._op == "tanh":
        return (1.0 - node.data ** 2,)
    if node._op == "exp":
        return (node.data,)
    if node._op == "log":
        return (1.0 / a.data,)
    raise ValueError("operation " + node._op + " not known")


def topological_order(root):
    order = []
    done = set()
    todo = [root]
    while todo:
        node = todo[-1]
        missing = [child for child in node._prev if child not in done]
        if node in done:
            todo.pop()
        elif missing:
            todo.extend(missing)
        else:
            done.add(node)
            order.append(node)
            todo.pop()
    return order


def backward(root):
    root.grad = 1.0
    order = topological_order(root)
    order.reverse()
    for node in order:
        # I find it clearer to see every operation here
        if node._op == "+":
            a, b = node._prev
            a.grad += node.grad
            b.grad += node.grad
        elif node._op == "*":
            a, b = node._prev
            a.grad += b.data * node.grad
            b.grad += a.data * node.grad
        elif node._op == "tanh":
            (a,) = node._prev
            a.grad = (1.0 - node.data ** 2) * node.grad
        elif node._op != "":
            (a,) = node._prev
            (slope,) = local_derivatives(node)
            a.grad += slope * node.grad
