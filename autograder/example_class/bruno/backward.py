# backward.py
# The derivatives are in value.py, in each _backward. Here they are only written down once more, for the tests
# that ask for them.


def local_derivatives(node):
    x = [child.data for child in node._prev]
    if node._op == '':
        return ()
    elif node._op == '+':
        return (1.0, 1.0)
    elif node._op == '*':
        return (x[1], x[0])
    elif node._op == 'relu':
        return (1.0,) if node.data > 0 else (0.0,)
    elif node._op == 'tanh':
        return (1 - node.data**2,)
    elif node._op == 'exp':
        return (node.data,)
    elif node._op == 'log':
        return (1 / x[0],)
    elif node._op.startswith('**'):
        k = float(node._op[2:])
        return (k * x[0]**(k - 1),)
    raise ValueError('unknown operation ' + node._op)


def topological_order(root):
    topo = []
    visited = {root}
    # a stack of (node, iterator over its children): what recursion would keep for us, without its limit
    stack = [(root, iter(root._prev))]
    while stack:
        node, children = stack[-1]
        for child in children:
            if child not in visited:
                visited.add(child)
                stack.append((child, iter(child._prev)))
                break
        else:
            topo.append(node)
            stack.pop()
    return topo


def backward(root):
    topo = topological_order(root)
    root.grad = 1.0
    for node in reversed(topo):
        node._backward()
