"""Unit 2, backward: the chain rule, walked over a graph.

After `root = ...` has been computed from Values, `backward(root)` gives every node its *gradient*: how
fast the root changes when this node changes. Two ideas suffice.

*Local derivatives.* A single operation knows how its result depends on its own operands. For a product
p = a * b: if a grows by h, p grows by b * h. So the local derivative by a is the number b, and by b it
is the number a.

*The chain rule.* If the root changes g times as fast as p (p's gradient, the *upstream gradient*), and
p changes b times as fast as a, then along this way the root changes g * b times as fast as a. Where a
node is used more than once, its gradient is the sum over all uses.

For d = a * b + c with a = 2, b = -3, c = 10, from the root to the leaves, with e for the product:

    d.grad = 1                                      the root changes as fast as itself
    d is e + c:   e.grad += 1 * 1                   local derivatives of a sum: 1 and 1
                  c.grad += 1 * 1
    e is a * b:   a.grad += b.data * e.grad = -3    local derivatives of a product: the other factor
                  b.grad += a.data * e.grad =  2

A node may pass its gradient on only when it has collected all of it, that is, after every node that
uses it. A *topological order* has operands before their users; walked in reverse, it visits users
first.

This module knows Values only by their data, grad, _prev and _op.

Write the three functions in their order: each is tested without the next. `local_derivatives` is the
table of rules from school, `topological_order` is about graphs and needs no calculus, and `backward` then
takes four lines. On the graph above:

    >>> from value import Value
    >>> a, b, c = Value(2.0), Value(-3.0), Value(10.0)
    >>> e = a * b
    >>> d = e + c
    >>> local_derivatives(e)
    (-3.0, 2.0)
    >>> backward(d)
    >>> a.grad, b.grad, c.grad
    (-3.0, 2.0, 1.0)

And where a node is used twice: a * a has the slope 2 * 3 = 6 at 3, one 3 from each use.

    >>> a = Value(3.0)
    >>> backward(a * a)
    >>> a.grad
    6.0

Where people go wrong: with `=` in place of `+=` the last example gives 3.0. A walk that follows
`_prev` from the root without an order visits a node before all of its gradient has come, and passes on too
little: see the picture diamond.png. The local derivative is taken at the operands' data, not at the
result's, unless the rule says so. If a number is wrong, take the smallest graph that shows it, and
`film(root)` from draw.py.

Time: two hours. Difficulty: 4 of 5.
In French: fr/backward.md. The same in PyTorch, JAX and numpy: ladder/backward.md.
"""


def local_derivatives(node):
    """Return a tuple of the derivatives of `node` by its operands: one number per entry of `node._prev`.

    Pure calculus: nothing is changed, and no gradient is looked at. `node._op` says which operation it
    was: "+", "*", "relu", "tanh", "exp", "log", or "**3" for the power 3; such an exponent is
    float(node._op[2:]). A leaf has no operands: (). For any other operation raise a ValueError that
    names it.

    The result is at hand in `node.data`, which makes some rules short: tanh x, for one, has the
    derivative 1 - (tanh x)^2. The slope of relu at exactly 0 may be anything from 0 to 1.
    """
    raise NotImplementedError(
        "unit 2, backward: local_derivatives is yours to write. "
        "Try: pytest exercises -k local_derivatives"
    )


def topological_order(root):
    """Return the list of all nodes of the graph, each once, operands before their users, `root` last.

    Any order with this property is right. Two nodes with equal data are still two nodes.

    A sum of many terms is a long chain of nodes, and Python stops a function that calls itself some
    1,000 times deep. So 500 nodes in a row must work even if yours does; for the extra points, keep the
    nodes that wait for their operands in a list of your own, and 100,000 in a row will work.
    """
    raise NotImplementedError(
        "unit 2, backward: topological_order is yours to write. "
        "Try: pytest exercises -k topological_order"
    )


def backward(root):
    """Set the gradient of `root` to 1.0, and add to every other node's what each of its uses gives.

    Gradients are added, never overwritten: a node may have several users, and a leaf may hold the
    gradient of an earlier root, which stays. So the gradients of two roots over the same leaves add up.
    """
    raise NotImplementedError(
        "unit 2, backward: backward is yours to write. "
        "Try: pytest exercises -k backward"
    )
