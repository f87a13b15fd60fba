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
    raise NotImplementedError(
        "unit 8, my_tests: test_arithmetic is yours to write. "
        "Try: pytest exercises -k test_arithmetic"
    )


def test_numbers():
    """Plain numbers can stand on either side of an operator."""
    raise NotImplementedError(
        "unit 8, my_tests: test_numbers is yours to write. "
        "Try: pytest exercises -k test_numbers"
    )


def test_functions():
    """`relu`, `tanh`, `exp` and `log` have the right data, at large numbers too."""
    raise NotImplementedError(
        "unit 8, my_tests: test_functions is yours to write. "
        "Try: pytest exercises -k test_functions"
    )


def test_graph():
    """A result remembers its operands and its operation; a fresh Value has none, and a gradient of 0."""
    raise NotImplementedError(
        "unit 8, my_tests: test_graph is yours to write. "
        "Try: pytest exercises -k test_graph"
    )


def test_slopes():
    """Each operation passes the right gradient to each of its operands, times an upstream gradient."""
    raise NotImplementedError(
        "unit 8, my_tests: test_slopes is yours to write. "
        "Try: pytest exercises -k test_slopes"
    )


def test_relu():
    """Above 0 `relu` passes all of the gradient, of either sign; below 0 nothing."""
    raise NotImplementedError(
        "unit 8, my_tests: test_relu is yours to write. "
        "Try: pytest exercises -k test_relu"
    )


def test_used_twice():
    """A node that is used twice, by whatever operation, has the sum of both gradients."""
    raise NotImplementedError(
        "unit 8, my_tests: test_used_twice is yours to write. "
        "Try: pytest exercises -k test_used_twice"
    )


def test_order():
    """A node passes its gradient on once, when it has come in from all sides: short ways, long ways, diamonds."""
    raise NotImplementedError(
        "unit 8, my_tests: test_order is yours to write. "
        "Try: pytest exercises -k test_order"
    )
