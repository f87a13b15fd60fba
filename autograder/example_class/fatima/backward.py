# Fatima B. -- TP 2


def local_derivatives(node):
    op, prev = node._op, node._prev
    if op == "":
        return ()
    if op == "+":
        return (1.0, 1.0)
    if op == "*":
        return (prev[1].data, prev[0].data)
    x = prev[0].data
    if op == "relu":
        return (1.0 if x > 0 else 0.0,)
    if op == "tanh":
        return (1.0 - node.data**2,)        # node.data, c'est déjà tanh(x)
    if op == "exp":
        return (node.data,)
    if op == "log":
        return (1.0 / x,)
    if op[:2] == "**":
        k = float(op[2:])
        return (k * x**(k - 1.0),)
    raise ValueError("opération inconnue : " + repr(op))


def topological_order(root):
    # parcours en profondeur, avec une pile à la main (pas de récursion)
    ordre = []
    vus = set()
    pile = [(root, False)]
    while pile:
        node, enfants_faits = pile.pop()
        if enfants_faits:
            ordre.append(node)
            continue
        if node in vus:
            continue
        vus.add(node)
        pile.append((node, True))
        for enfant in node._prev:
            pile.append((enfant, False))
    return ordre


def backward(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        slopes = local_derivatives(node)
        for enfant, slope in zip(node._prev, slopes):
            enfant.grad += slope * node.grad
