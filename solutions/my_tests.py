"""Unit 8, my_tests: who checks the checker?

Until now tests told you what was wrong with your engine. Here it is the other way round: you write the
tests, and engines are put before them. Some are right, written in different ways; the others have one
small mistake each, of the kind that people make. Your tests are worth as much as the share of mistakes
that they catch, provided that they pass every right engine. Tests that fail a right one catch nothing.

A test is a function that uses an engine and asserts what must hold:

    def test_addition():
        a, b = Value(2.0), Value(3.0)
        c = a + b
        c.backward()
        assert c.data == 5.0
        assert (a.grad, b.grad) == (1.0, 1.0)

It catches an engine whose sum is wrong, and one whose sum passes no gradient on. It does not catch one that
*assigns* gradients instead of adding them, for no node is used twice here. So ask of each test: which
mistakes would pass it? Good questions are small and strange: the same node twice, a number on the left, a
negative operand, a result that two ways lead to, an upstream gradient that is not 1.

Promise no more than the units do. The slope of relu at 0 may be anything from 0 to 1; `_prev` may be in any
order that holds both operands; a rounding error is no mistake, so compare with `pytest.approx`. What you test is
`Value` with its operators, `relu`, `tanh`, `exp`, `log`, `data`, `grad`, `_prev`, `_op` and `backward()`.

The functions below are a beginning; add others, of any number, with names that begin with test_, in classes
if you like. What pytest offers by `pytest.approx`, `pytest.raises` and marks such as
`@pytest.mark.parametrize` can be used, and so can fixtures of your own and classes of `unittest`; fixtures
that come with pytest, such as tmp_path, and packages other than numpy cannot. Try your tests on your own
engine first: `pytest my_tests.py`.

Time: an hour and a half. Difficulty: 3 of 5.
In French: fr/my_tests.md. The same in PyTorch, JAX and numpy: ladder/my_tests.md.
"""

import math

import pytest
from value import Value


def gradients(function, *numbers):
    """Return the data of `function` of fresh Values, and the list of their gradients after `backward`."""
    leaves = [Value(number) for number in numbers]
    root = function(*leaves)
    root.backward()
    return root.data, [leaf.grad for leaf in leaves]


def test_arithmetic():
    """Sums, differences, products, quotients and powers of Values have the right data."""
    ### BEGIN SOLUTION
    a, b = Value(6.0), Value(-4.0)
    results = [a + b, a - b, a * b, a / b, a**2, -a]
    assert [node.data for node in results] == [2.0, 10.0, -24.0, -1.5, 36.0, -6.0]
    assert (b**3).data == -64.0
    assert (a.data, b.data) == (6.0, -4.0)
    ### END SOLUTION


def test_numbers():
    """Plain numbers can stand on either side of an operator."""
    ### BEGIN SOLUTION
    a = Value(4.0)
    right = [a + 1, a - 1, a * 3, a / 2]
    left = [1 + a, 1 - a, 3 * a, 2 / a, sum([a, a])]
    assert [node.data for node in right] == [5.0, 3.0, 12.0, 2.0]
    assert [node.data for node in left] == [5.0, -3.0, 12.0, 0.5, 8.0]
    assert gradients(lambda x: 10 - x, 3.0) == (7.0, [-1.0])
    assert gradients(lambda x: 4 / x, 2.0)[1] == pytest.approx([-1.0])
    ### END SOLUTION


def test_functions():
    """`relu`, `tanh`, `exp` and `log` have the right data, at large numbers too."""
    ### BEGIN SOLUTION
    x = Value(0.5)
    assert x.tanh().data == pytest.approx(math.tanh(0.5))
    assert x.exp().data == pytest.approx(math.exp(0.5))
    assert x.log().data == pytest.approx(math.log(0.5))
    assert (x.relu().data, Value(-2.0).relu().data) == (0.5, 0.0)
    assert [Value(far).tanh().data for far in (1000.0, -1000.0)] == [1.0, -1.0]
    ### END SOLUTION


def test_graph():
    """A result remembers its operands and its operation; a fresh Value has none, and a gradient of 0."""
    ### BEGIN SOLUTION
    a, b = Value(2.0), Value(3.0, label="b")
    assert (len(a._prev), a._op, a.grad, b.label) == (0, "", 0.0, "b")
    for node, op in ((a + b, "+"), (a * b, "*")):
        assert (set(node._prev), node._op) == ({a, b}, op)
    assert [node._op for node in (a.relu(), a.tanh(), a.exp(), a.log())] == ["relu", "tanh", "exp", "log"]
    assert len(Value(1.0)._prev) == 0
    c = a
    c += b
    assert (a.data, c.data) == (2.0, 5.0)
    assert len({Value(1.0), Value(1.0)}) == 2
    ### END SOLUTION


def test_slopes():
    """Each operation passes the right gradient to each of its operands, times an upstream gradient."""
    ### BEGIN SOLUTION
    for k in (1.0, -3.0):
        assert gradients(lambda a, b, k=k: (a + b) * k, 2.0, 5.0)[1] == pytest.approx([k, k])
        assert gradients(lambda a, b, k=k: (a - b) * k, 2.0, 5.0)[1] == pytest.approx([k, -k])
        assert gradients(lambda a, b, k=k: a * b * k, 2.0, 5.0)[1] == pytest.approx([5 * k, 2 * k])
        assert gradients(lambda a, b, k=k: a / b * k, 2.0, 5.0)[1] == pytest.approx([k / 5, -2 * k / 25])
        for x in (0.7, -1.3):
            assert gradients(lambda a, k=k: a**3 * k, x)[1] == pytest.approx([3 * x * x * k])
            assert gradients(lambda a, k=k: a.exp() * k, x)[1] == pytest.approx([math.exp(x) * k])
            assert gradients(lambda a, k=k: a.tanh() * k, x)[1] == pytest.approx([(1 - math.tanh(x) ** 2) * k])
        assert gradients(lambda a, k=k: a.log() * k, 0.4)[1] == pytest.approx([k / 0.4])
    ### END SOLUTION


def test_relu():
    """Above 0 `relu` passes all of the gradient, of either sign; below 0 nothing."""
    ### BEGIN SOLUTION
    for x in (0.05, 3.0):
        assert gradients(lambda a: a.relu(), x) == (x, [1.0])
        assert gradients(lambda a: a.relu() * -2, x)[1] == [-2.0]
    for x in (-0.05, -3.0):
        assert gradients(lambda a: a.relu() * 5, x) == (0.0, [0.0])
    ### END SOLUTION


def test_used_twice():
    """A node that is used twice, by whatever operation, has the sum of both gradients."""
    ### BEGIN SOLUTION
    assert gradients(lambda a: a + a, 3.0)[1] == [2.0]
    assert gradients(lambda a: a * a, 3.0)[1] == [6.0]
    assert gradients(lambda a: a - a, 3.0)[1] == [0.0]
    assert gradients(lambda a: a / a, 3.0)[1] == pytest.approx([0.0], abs=1e-12)
    for apply in (lambda a: a**2, lambda a: a.relu(), lambda a: a.tanh(), lambda a: a.exp(), lambda a: a.log()):
        once = gradients(apply, 0.8)[1][0]
        assert gradients(lambda a, apply=apply: apply(a) + apply(a), 0.8)[1] == pytest.approx([2 * once])
    first, second = Value(2.0), Value(3.0)
    (first * second).backward()
    (first * 5).backward()
    assert first.grad == 8.0
    ### END SOLUTION


def test_order():
    """A node passes its gradient on once, when it has come in from all sides: short ways, long ways, diamonds."""
    ### BEGIN SOLUTION
    def short_and_long(a):
        b = a * 2
        return b + (b + 1) * 3 + ((b + 1) * 3 + 2) * 5 + b

    def tower(a):
        for _ in range(5):
            b = a + 1
            a = b * b / 4
        return a

    assert gradients(short_and_long, 1.5)[1] == pytest.approx([40.0])
    x, h = 0.9, 1e-6
    slope = (gradients(tower, x + h)[0] - gradients(tower, x - h)[0]) / (2 * h)
    assert gradients(tower, x)[1] == pytest.approx([slope], rel=1e-6)
    chain = Value(1.0)
    root = chain
    for _ in range(400):
        root = root + 1
    root.backward()
    assert (chain.grad, root.grad) == (1.0, 1.0)
    inner = Value(2.0)
    middle = inner * 3
    (middle * 4).backward()
    assert (middle.grad, inner.grad) == (4.0, 12.0)
    ### END SOLUTION
