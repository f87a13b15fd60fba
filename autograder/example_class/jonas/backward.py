# Übung 2


def local_derivatives(node):
    if node._op == "":
        return ()
    if node._op == "+":
        return (1.0, 1.0)
    if node._op == "*":
        a, b = node._prev
        return (b.data, a.data)
    x = node._prev[0].data
    if node._op == "relu":
        return (1.0 if x > 0 else 0.0,)
    if node._op == "tanh":
        return (1.0 - node.data**2,)
    if node._op == "exp":
        return (node.data,)
    if node._op == "log":
        return (1.0 / x,)
    if node._op.startswith("**"):
        k = float(node._op[2:])
        return (k * x**(k - 1),)
    raise ValueError(f"unbekannte Operation: {node._op}")


def topological_order(root):
    # eigener Stapel, weil die Rekursion bei langen Ketten abbricht
    reihenfolge, gesehen, stapel = [], set(), [(root, False)]
    while stapel:
        node, fertig = stapel.pop()
        if fertig:
            reihenfolge.append(node)
        elif node not in gesehen:
            gesehen.add(node)
            stapel.append((node, True))
            stapel.extend((operand, False) for operand in node._prev)
    return reihenfolge


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        for operand, ableitung in zip(node._prev, local_derivatives(node)):
            operand.grad += ableitung * node.grad
