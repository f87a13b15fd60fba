"""Unit 2, backward: what the visible tests promise."""

import pytest

from backward import backward, local_derivatives, topological_order
from gradcheck import gradcheck
from value import Value

#: One operation each, and inputs for it. The names show in the output of pytest.
OPERATIONS = {
    "sum": (lambda a, b: a + b, (2.0, -3.0)),
    "product": (lambda a, b: a * b, (2.0, -3.0)),
    "square": (lambda a: a**2, (3.0,)),
    "cube of a negative number": (lambda a: a**3, (-2.0,)),
    "square of zero": (lambda a: a**2, (0.0,)),
    "reciprocal": (lambda a: a**-1, (-4.0,)),
    "square root": (lambda a: a**0.5, (2.0,)),
    "relu of a positive number": (lambda a: a.relu(), (0.5,)),
    "relu of a negative number": (lambda a: a.relu(), (-2.0,)),
    "tanh": (lambda a: a.tanh(), (0.7,)),
    "exp": (lambda a: a.exp(), (0.7,)),
    "log": (lambda a: a.log(), (0.25,)),
}
each_operation = pytest.mark.parametrize(("operation", "inputs"), OPERATIONS.values(), ids=OPERATIONS)


def measured(operation, inputs, i):
    """Return how fast the result changes when input number i alone does: a central difference."""
    above, below = [Value(x) for x in inputs], [Value(x) for x in inputs]
    above[i].data += 6e-6
    below[i].data -= 6e-6
    return (operation(*above).data - operation(*below).data) / 1.2e-5


@each_operation
def test_local_derivatives_are_what_one_measures(operation, inputs):
    """Each number says how fast the result changes when this operand alone does."""
    node = operation(*[Value(x) for x in inputs])

    slopes = [measured(operation, inputs, i) for i in range(len(inputs))]

    assert local_derivatives(node) == pytest.approx(tuple(slopes), abs=1e-6), f"operation {node._op!r}"


def test_local_derivatives_of_a_leaf():
    """A leaf was made from nothing, so there is nothing to derive by."""
    assert tuple(local_derivatives(Value(5.0))) == ()


def test_local_derivatives_of_a_node_times_itself():
    """In a * a there are two operands, so there are two numbers, even though both are the same node."""
    a = Value(3.0)

    assert tuple(local_derivatives(a * a)) == (3.0, 3.0)


def test_local_derivatives_are_pure_calculus():
    """They depend on data alone: no gradient goes in, and none is changed."""
    a, b = Value(2.0), Value(-3.0)
    node = a * b
    node.grad = 100.0

    assert tuple(local_derivatives(node)) == (-3.0, 2.0), "the upstream gradient belongs into backward"
    assert (a.grad, b.grad, node.grad) == (0.0, 0.0, 100.0)


def test_local_derivatives_name_an_unknown_operation():
    """A node with an operation nobody has a rule for is a ValueError that names it, not a silent 0."""
    with pytest.raises(ValueError, match="sinus"):
        local_derivatives(Value(0.0, (Value(1.0),), "sinus"))


def assert_operands_first(order, root):
    """Each node of `order` is there once, after all its operands; the last one is the root."""
    places = {id(node): place for place, node in enumerate(order)}
    assert len(places) == len(order), "a node is in the list more than once"
    assert order[-1] is root, "the root uses all others, so it is last"
    for node in order:
        for operand in node._prev:
            assert id(operand) in places, f"{operand} is missing: it is an operand of {node}"
            assert places[id(operand)] < places[id(node)], f"{operand} must stand before its user {node}"


def test_topological_order_of_a_small_graph():
    """a * b + c has five nodes: three leaves, the product, the sum."""
    a, b, c = Value(2.0), Value(-3.0), Value(10.0)
    root = a * b + c

    order = topological_order(root)

    assert len(order) == 5
    assert_operands_first(order, root)


def test_topological_order_of_a_leaf():
    """A graph may be a single node."""
    a = Value(2.0)

    assert list(topological_order(a)) == [a]


def test_topological_order_has_shared_nodes_once():
    """Here b is used by two nodes, and both are used by the root: five nodes with the leaf."""
    b = Value(2.0).exp()
    root = b.tanh() + b.relu()

    order = topological_order(root)

    assert len(order) == 5
    assert_operands_first(order, root)


def test_topological_order_of_a_short_and_a_long_way():
    """From the root to a there is a way of one step and one of three; a waits for the long one."""
    a = Value(0.5)
    root = a + a.exp().tanh()

    assert_operands_first(topological_order(root), root)


def test_topological_order_keeps_equal_numbers_apart():
    """Two leaves that both hold 2.0 are two nodes."""
    root = Value(2.0) + Value(2.0)

    assert len(topological_order(root)) == 3


def test_topological_order_leaves_no_marks():
    """Asked a second time, it gives all nodes again: what was seen is forgotten after each call."""
    a = Value(2.0)
    root = (a + 1.0) * a
    topological_order(root)

    again = topological_order(root)

    assert len(again) == 4
    assert_operands_first(again, root)


def chain(length):
    """Return both ends of a chain of additions."""
    first = last = Value(1.0)
    for _ in range(length):
        last = last + 1.0
    return first, last


def test_topological_order_of_a_chain():
    """500 additions in a row: a sum over 500 points is such a chain."""
    _, root = chain(500)

    assert_operands_first(topological_order(root), root)


def test_topological_order_of_a_very_deep_graph():
    """For the extra points: 100,000 additions in a row. A function that calls itself stops near 1,000."""
    _, root = chain(100_000)

    assert len(topological_order(root)) == 200_001


def test_backward_of_the_example_by_hand():
    """For d = a * b + c with a = 2, b = -3, c = 10: a gets b's data, b gets a's, c gets 1."""
    a, b, c = Value(2.0), Value(-3.0), Value(10.0)
    product = a * b
    d = product + c

    backward(d)

    assert [d.grad, product.grad, c.grad, a.grad, b.grad] == [1.0, 1.0, 1.0, -3.0, 2.0]


def test_backward_is_what_the_method_calls():
    """`root.backward()` does the same as `backward(root)`."""
    a = Value(3.0)

    (a * 5.0).backward()

    assert a.grad == 5.0


def test_backward_multiplies_along_the_way():
    """(a * 2) * 3 rises six times as fast as a: local derivative times upstream gradient, at every step."""
    a = Value(7.0)

    backward((a * 2.0) * 3.0)

    assert a.grad == 6.0


def test_backward_adds_up_the_uses_of_a_node():
    """a + a rises twice as fast as a: one for each use. With `=` in place of `+=` only one is kept."""
    a = Value(3.0)

    backward(a + a)

    assert a.grad == 2.0


@each_operation
def test_backward_through_an_operation_that_is_not_the_last(operation, inputs):
    """Each operation has the right gradients when its result is tripled and its operands are used again."""
    gradcheck(lambda *xs: operation(*xs) * 3.0 + sum(x * x for x in xs), *inputs)


@each_operation
def test_backward_through_an_operation_used_twice_on_one_node(operation, inputs):
    """The same operation, twice on the same operands: each use gives its share."""
    gradcheck(lambda *xs: operation(*xs) + 2.0 * operation(*xs), *inputs)


def test_backward_waits_for_every_user():
    """b has two users; a must get its gradient only after both have given b theirs."""

    def diamond(a):
        b = a * 3.0
        return b.tanh() * 2.0 + b.exp() * b

    gradcheck(diamond, 0.3)


def test_backward_of_a_short_and_a_long_way():
    """From the root to b there is a way of one step and one of four."""

    def two_ways(a):
        b = a * a
        return b * ((b + 1.0).tanh().exp() * 0.5)

    gradcheck(two_ways, 0.8)


def test_backward_of_minus_and_divide():
    """What is composed of other operations needs no rule of its own."""
    gradcheck(lambda a, b: (a - b) / (a + b) - 2.0 / a + (1.0 - b) - (-a), 3.0, 0.5)


def test_backward_of_the_lecture_expression():
    """A long formula in which the same nodes come back again and again."""

    def formula(a, b):
        c = a + b
        d = a * b + b**3
        c = c + (c + 1) + 1 + c + (-a)
        d = d + d * 2 + (b + a).relu()
        d = d + 3 * d + (b - a).relu()
        f = (c - d) ** 2
        return f / 2.0 + 10.0 / f

    gradcheck(formula, -4.0, 2.0)


def test_backward_keeps_the_gradients_inside():
    """Nodes between the root and the leaves keep their gradients: pictures show them."""
    a = Value(2.0)
    inner = a * 3.0

    backward(inner * inner)

    assert inner.grad == 12.0


def test_backward_of_two_roots_adds_up():
    """A leaf that two roots depend on collects from both, one call after the other."""
    a = Value(2.0)

    backward(a * 3.0)
    backward(a * 4.0)

    assert a.grad == 7.0


def test_backward_sets_the_gradient_of_the_root():
    """The root changes as fast as itself, whatever stood in its gradient before."""
    a = Value(2.0)
    root = a * 3.0
    root.grad = 5.0

    backward(root)

    assert (root.grad, a.grad) == (1.0, 3.0)


def test_backward_through_a_chain():
    """500 additions in a row: the far end has the gradient 1."""
    a, root = chain(500)

    backward(root)

    assert a.grad == 1.0


def test_backward_through_a_very_deep_graph():
    """For the extra points: 10,000 additions in a row."""
    a, root = chain(10_000)

    backward(root)

    assert a.grad == 1.0
