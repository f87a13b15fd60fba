def local_derivatives(n):
    x = [p.data for p in n._prev]
    if not x: return ()
    if n._op.startswith('**'):
        k = float(n._op[2:])
        return (k * x[0]**(k-1),)
    try:
        return {'+': lambda: (1., 1.), '*': lambda: (x[1], x[0]), 'relu': lambda: (float(n.data > 0),),
                'tanh': lambda: (1 - n.data**2,), 'exp': lambda: (n.data,), 'log': lambda: (1/x[0],)}[n._op]()
    except KeyError:
        raise ValueError(f'no such op: {n._op}') from None

def topological_order(root):
    order, done, stack = [], set(), [root]
    while stack:
        n = stack[-1]
        left = [p for p in n._prev if p not in done]
        if left:
            stack += left
            continue
        stack.pop()
        if n not in done:
            done.add(n)
            order.append(n)
    return order

def backward(root):
    root.grad = 1.0
    for n in reversed(topological_order(root)):
        for p, d in zip(n._prev, local_derivatives(n)): p.grad += d * n.grad
