"""Value with plain numbers: each operation, at awkward inputs too, and the walk backward."""

import gc
import math

import pytest

from reference.value import Value, topological_order

INF = math.inf


def result(function, *xs):
    """Return the value of the function at the numbers `xs`, and the list of its gradients."""
    leaves = [Value(x) for x in xs]
    root = function(*leaves)
    root.backward()
    return root.data, [leaf.grad for leaf in leaves]


#: what is computed -> the inputs, the value, the gradients
OPERATIONS = {
    "a + b": (lambda a, b: a + b, [2.0, -3.0], -1.0, [1.0, 1.0]),
    "a - b": (lambda a, b: a - b, [2.0, -3.0], 5.0, [1.0, -1.0]),
    "a * b": (lambda a, b: a * b, [2.0, -3.0], -6.0, [-3.0, 2.0]),
    "a / b": (lambda a, b: a / b, [3.0, -2.0], -1.5, [-0.5, -0.75]),
    "-a": (lambda a: -a, [2.0], -2.0, [-1.0]),
    "a + 2": (lambda a: a + 2, [3.0], 5.0, [1.0]),
    "2 + a": (lambda a: 2 + a, [3.0], 5.0, [1.0]),
    "a - 2": (lambda a: a - 2, [3.0], 1.0, [1.0]),
    "2 - a": (lambda a: 2 - a, [3.0], -1.0, [-1.0]),
    "a * 2": (lambda a: a * 2, [3.0], 6.0, [2.0]),
    "2 * a": (lambda a: 2 * a, [3.0], 6.0, [2.0]),
    "a / 2": (lambda a: a / 2, [3.0], 1.5, [0.5]),
    "2 / a": (lambda a: 2 / a, [4.0], 0.5, [-0.125]),
    "a**3": (lambda a: a**3, [2.0], 8.0, [12.0]),
    "2**a": (lambda a: 2**a, [3.0], 8.0, [8.0 * math.log(2.0)]),
    "a**b": (lambda a, b: a**b, [2.0, 3.0], 8.0, [12.0, 8.0 * math.log(2.0)]),
    "a**b, b negative": (lambda a, b: a**b, [2.0, -1.0], 0.5, [-0.25, 0.5 * math.log(2.0)]),
    "relu, positive": (lambda a: a.relu(), [3.0], 3.0, [1.0]),
    "relu, negative": (lambda a: a.relu(), [-3.0], 0.0, [0.0]),
    "tanh": (lambda a: a.tanh(), [0.5], math.tanh(0.5), [1.0 / math.cosh(0.5) ** 2]),
    "exp": (lambda a: a.exp(), [0.5], math.exp(0.5), [math.exp(0.5)]),
    "log": (lambda a: a.log(), [4.0], math.log(4.0), [0.25]),
    "sigmoid": (lambda a: a.sigmoid(), [0.5], 1 / (1 + math.exp(-0.5)), [0.25 / math.cosh(0.25) ** 2]),
    "sum": (lambda a: a.sum(), [3.0], 3.0, [1.0]),
    "mean": (lambda a: a.mean(), [3.0], 3.0, [1.0]),
}

AWKWARD = {
    "tanh(1000)": (lambda a: a.tanh(), [1000.0], 1.0, [0.0]),
    "tanh(-1000)": (lambda a: a.tanh(), [-1000.0], -1.0, [0.0]),
    "sigmoid(1000)": (lambda a: a.sigmoid(), [1000.0], 1.0, [0.0]),
    "sigmoid(-1000)": (lambda a: a.sigmoid(), [-1000.0], 0.0, [0.0]),
    "sigmoid(-40)": (lambda a: a.sigmoid(), [-40.0], math.exp(-40.0), [math.exp(-40.0)]),
    "exp(-1000)": (lambda a: a.exp(), [-1000.0], 0.0, [0.0]),
    "log near 0": (lambda a: a.log(), [1e-300], math.log(1e-300), [1e300]),
    "log of the least float": (lambda a: a.log(), [5e-324], math.log(5e-324), [INF]),
    "a**0 at 0": (lambda a: a**0, [0.0], 1.0, [0.0]),
    "a**1 at 0": (lambda a: a**1, [0.0], 0.0, [1.0]),
    "a**2 at 0": (lambda a: a**2, [0.0], 0.0, [0.0]),
    "a**0.5 at 0": (lambda a: a**0.5, [0.0], 0.0, [INF]),
    "a**2, negative base": (lambda a: a**2, [-3.0], 9.0, [-6.0]),
    "a**2.0, negative base": (lambda a: a**2.0, [-3.0], 9.0, [-6.0]),
    "a**3, negative base": (lambda a: a**3, [-2.0], -8.0, [12.0]),
    "a**-1, negative base": (lambda a: a**-1, [-2.0], -0.5, [-0.25]),
    "a**b at 0": (lambda a, b: a**b, [0.0, 2.0], 0.0, [0.0, 0.0]),
    "a**b, b 0": (lambda a, b: a**b, [0.0, 0.0], 1.0, [0.0, 0.0]),
    "relu at 0": (lambda a: a.relu(), [0.0], 0.0, [0.0]),
    "relu just above 0": (lambda a: a.relu(), [5e-324], 5e-324, [1.0]),
    "relu just below 0": (lambda a: a.relu(), [-5e-324], 0.0, [0.0]),
    "a / b, b tiny": (lambda a, b: a / b, [1e-200, 1e-200], 1.0, [1e200, -1e200]),
    "1 / b, b tiny": (lambda b: 1 / b, [1e-200], 1e200, [-INF]),
    "whole numbers": (lambda a, b: a / b, [1, 2], 0.5, [0.5, -0.25]),
}


@pytest.mark.parametrize("case", [*OPERATIONS, *AWKWARD])
def test_value_and_gradients(case):
    """Each operation gives the right value and the right gradient for each operand, to the last digits."""
    function, xs, data, grads = (OPERATIONS | AWKWARD)[case]

    got, got_grads = result(function, *xs)

    assert got == pytest.approx(data, rel=1e-14, abs=0)
    assert got_grads == pytest.approx(grads, rel=1e-14, abs=0)


REFUSED = {
    "log(-1)": (lambda: Value(-1.0).log(), ValueError, None),
    "log(0)": (lambda: Value(0.0).log(), ValueError, None),
    "exp(1000)": (lambda: Value(1000.0).exp(), OverflowError, None),
    "1 / 0": (lambda: 1 / Value(0.0), ZeroDivisionError, None),
    "0 ** -1": (lambda: Value(0.0) ** -1, ZeroDivisionError, None),
    "root of a negative": (lambda: Value(-8.0) ** 0.5, ValueError, "-8.0 .* 0.5 is no real number"),
    "negative base": (lambda: Value(-2.0) ** Value(2.0), ValueError, "no derivative by its exponent"),
    "matrix product of numbers": (lambda: Value(2.0) @ Value(3.0), ValueError, "two matrices"),
    "text": (lambda: Value("3"), TypeError, "a real number or an array of them, not '3'"),
    "None": (lambda: Value(None), TypeError, "not None"),
    "complex": (lambda: Value(1j), TypeError, "not 1j"),
    "a Value in a Value": (lambda: Value(Value(1.0)), TypeError, "not Value"),
    "an operand that is no number": (lambda: Value(1.0) + "2", TypeError, "not '2'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_answer_is_refused(case):
    """Where there is no real number to return, an error is raised, and no nan or complex number gets on."""
    compute, error, message = REFUSED[case]

    with pytest.raises(error, match=message):
        compute()


def test_a_node_knows_how_it_was_made():
    """A node keeps operation, parents in order and one local derivative for each; a leaf keeps none."""
    a, b = Value(2.0), Value(-3.0)

    product = a * b

    assert (product.op, product.parents, product.local) == ("*", (a, b), (-3.0, 2.0))
    assert (a.op, a.parents, a.local) == ("", (), ())
    assert (a**3).op == "**3"
    assert repr(product) == "Value(data=-6.0, grad=0.0)"


DIAMONDS = {
    "a + a": (lambda a: a + a, 3.0, 2.0),
    "a * a": (lambda a: a * a, 3.0, 6.0),
    "a - a": (lambda a: a - a, 3.0, 0.0),
    "a / a": (lambda a: a / a, 4.0, 0.0),
    "a ** a": (lambda a: a**a, 1.0, 1.0),
    "two ways of one length": (lambda a: a.relu() * (a * 2), 3.0, 12.0),
    "a short and a long way": (lambda a: a * (((a + 1) * 2) + a), 3.0, 20.0),
}


@pytest.mark.parametrize("case", DIAMONDS)
def test_a_node_collects_the_gradient_of_every_use(case):
    """The gradient of a node that is used several times is the sum over its uses."""
    function, x, grad = DIAMONDS[case]

    assert result(function, x)[1] == [grad]


def test_a_node_waits_for_all_its_users():
    """The gradient of an inner node is complete before it is passed on, however its users are reached."""
    a = Value(2.0)
    b = a * 3
    c = b * b
    d = c + b

    (c * d + b).backward()

    assert (c.grad, b.grad, a.grad) == (78.0, 12 * 78.0 + 36.0 + 1.0, 3 * 973.0)


def test_order_is_operands_first_each_once():
    """`topological_order` lists every node once, after its parents, the root last."""
    a, b = Value(2.0), Value(3.0)
    c = a * b
    root = c * c + a

    order = topological_order(root)

    assert order[-1] is root
    assert sorted(map(id, order)) == sorted(map(id, [a, b, c, root.parents[0], root]))
    assert all(order.index(p) < order.index(node) for node in order for p in node.parents)


def test_python_sum():
    """`sum()` of Values, which starts with 0, works, and every term has the gradient 1."""
    terms = [Value(float(i)) for i in range(5)]

    total = sum(terms)
    total.backward()

    assert total.data == 10.0
    assert [term.grad for term in terms] == [1.0] * 5


def test_two_losses_over_the_same_leaves_add_up():
    """The gradients of a second root are added to those of the first."""
    a, b = Value(2.0), Value(-3.0)

    (a * b).backward()
    (a * a).backward()

    assert (a.grad, b.grad) == (-3.0 + 4.0, 2.0)


def test_a_second_backward_counts_leaves_twice_and_inner_nodes_once():
    """Leaves add up over calls on one graph; inner nodes are computed afresh and do not spoil them."""
    a = Value(2.0)
    inner = a * a
    root = inner * 3

    root.backward()
    root.backward()

    assert (a.grad, inner.grad, root.grad) == (24.0, 3.0, 1.0)


def test_roots_that_share_inner_nodes():
    """A root may lie below another: each call gives inner nodes the gradient of its own root."""
    a = Value(2.0)
    low = a * a
    high = low * 5

    low.backward()
    high.backward()

    assert (a.grad, low.grad) == (4.0 + 20.0, 5.0)


def test_backward_from_a_leaf():
    """A leaf's gradient by itself is 1, and adds up like any other."""
    a = Value(2.0)

    a.backward()
    a.backward()

    assert a.grad == 2.0


def test_changing_data_later_does_not_change_the_graph():
    """A graph keeps the derivatives of its forward pass, also when a parameter moves before `backward`."""
    a = Value(2.0)
    root = a * a

    a.data = 100.0
    root.backward()

    assert a.grad == 4.0


def test_a_chain_of_a_million_additions():
    """A graph a million nodes deep is built, walked backward and freed without recursion."""
    step = Value(1.0)
    before = living_values()

    total = step * 0.0
    for _ in range(1_000_000):
        total = total + step
    total.backward()

    assert (total.data, step.grad) == (1_000_000.0, 1_000_000.0)
    del total
    assert living_values() == before


@pytest.fixture
def no_collector():
    """Python's cyclic collector, swept clean and switched off."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_a_graph_is_freed_with_its_root():
    """No operation makes a reference cycle: without the collector, nothing of a graph outlives its root."""
    leaf, matrix = Value(0.5), Value([[0.5, 1.0], [1.5, 2.0]])
    before = living_values()

    for function, xs, *_ in OPERATIONS.values():
        function(*[leaf for _ in xs]).backward()
    (matrix @ matrix + leaf).tanh().sum().backward()

    assert living_values() == before


def living_values():
    """How many Values exist."""
    return sum(type(thing) is Value for thing in gc.get_objects())
