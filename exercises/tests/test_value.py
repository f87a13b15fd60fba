"""Unit 1, value: what the visible tests promise."""

import math

import pytest

from value import Value


def test_value_init_keeps_what_it_is_given():
    """A fresh leaf has its data and its label, a gradient of 0.0, no operands and no operation."""
    a = Value(2.5, label="a")

    assert a.data == 2.5
    assert a.label == "a"
    assert a.grad == 0.0
    assert len(a._prev) == 0
    assert a._op == ""


def test_value_init_keeps_operands_and_operation():
    """What a node was made from stands in `_prev`, in order, and how it was made in `_op`."""
    a, b = Value(2.0), Value(3.0)

    node = Value(6.0, (a, b), "*")

    assert tuple(node._prev) == (a, b)
    assert node._op == "*"


def test_value_init_makes_a_node_of_its_own():
    """Two Values with equal numbers are two nodes: they can be put into a set, and both are in it."""
    a, b = Value(2.0), Value(2.0)

    assert a != b
    assert len({a, b}) == 2


def test_value_add_gives_the_sum():
    """2 + -3 is -1; the new node knows its operands and its operation."""
    a, b = Value(2.0), Value(-3.0)

    c = a + b

    assert c.data == -1.0
    assert tuple(c._prev) == (a, b)
    assert c._op == "+"


def test_value_add_takes_a_plain_number():
    """a + 1 and a + 0.5 work: the number becomes a Value, a leaf of the graph."""
    a = Value(2.0)

    c = a + 1

    assert c.data == 3.0
    assert (a + 0.5).data == 2.5
    assert isinstance(c._prev[1], Value), "wrap the number: Value(other)"


def test_value_add_leaves_its_operands_alone():
    """An operation makes a new node; its operands keep their data and remain leaves."""
    a, b = Value(2.0), Value(-3.0)

    c = a + b

    assert c is not a
    assert (a.data, b.data) == (2.0, -3.0)
    assert len(a._prev) == len(b._prev) == 0


def test_value_add_makes_a_new_node_for_plus_equals():
    """After `a += 1` the name a stands for a new node, and the old one is its operand, unchanged."""
    a = old = Value(2.0)

    a += 1

    assert a.data == 3.0
    assert old.data == 2.0
    assert a._prev[0] is old


def test_value_mul_gives_the_product():
    """2 * -3 is -6; the new node knows its operands and its operation."""
    a, b = Value(2.0), Value(-3.0)

    c = a * b

    assert c.data == -6.0
    assert tuple(c._prev) == (a, b)
    assert c._op == "*"


def test_value_mul_takes_a_plain_number():
    """a * 3 works: the number becomes a Value, a leaf of the graph."""
    c = Value(2.0) * 3

    assert c.data == 6.0
    assert isinstance(c._prev[1], Value), "wrap the number: Value(other)"


def test_value_mul_of_a_node_with_itself():
    """In a * a the same node is an operand twice, and stands in `_prev` twice."""
    a = Value(3.0)

    c = a * a

    assert c.data == 9.0
    assert tuple(c._prev) == (a, a)


@pytest.mark.parametrize(
    ("base", "exponent", "power"), [(2.0, 3, 8.0), (-2.0, 3, -8.0), (-2.0, -1, -0.5), (9.0, 0.5, 3.0)]
)
def test_value_pow_gives_the_power(base, exponent, power):
    """Whole exponents work for negative bases too; `_op` carries the exponent, the base is the operand."""
    a = Value(base)

    c = a**exponent

    assert c.data == pytest.approx(power)
    assert tuple(c._prev) == (a,)
    assert c._op == f"**{exponent}"


def test_value_pow_refuses_a_value_as_exponent():
    """An exponent that is a Value would get no gradient, so it is a TypeError and not a silent mistake."""
    with pytest.raises(TypeError):
        Value(2.0) ** Value(3.0)


def test_value_neg_changes_the_sign():
    """-a is a new node with the opposite sign, made as a * -1."""
    a = Value(2.0)

    c = -a

    assert (c.data, a.data) == (-2.0, 2.0)
    assert c._op == "*", "use the operations that are there: unit 2 has rules for these, and no others"
    assert c._prev[0] is a


def test_value_sub_gives_the_difference():
    """5 - 3 is 2, with a Value or a number on the right, made as a + (-b)."""
    a = Value(5.0)

    assert (a - Value(3.0)).data == 2.0
    assert (a - 3).data == 2.0
    assert (a - 3)._op == "+", "use the operations that are there"


def test_value_truediv_gives_the_quotient():
    """6 / 4 is 1.5, with a Value or a number on the right, made as a * b**-1."""
    a, b = Value(6.0), Value(4.0)

    c = a / b

    assert c.data == pytest.approx(1.5)
    assert (a / 4).data == pytest.approx(1.5)
    assert c._op == "*", "use the operations that are there"
    assert [node._op for node in c._prev] == ["", "**-1"]


def test_value_radd_takes_a_number_on_the_left():
    """Python asks the Value on the right when the number on the left does not know how to add it."""
    assert (10 + Value(3.0)).data == 13.0


def test_value_radd_lets_sum_work():
    """sum() starts with the plain number 0, so its first step is 0 + Value."""
    assert sum([Value(1.0), Value(2.0), Value(3.0)]).data == 6.0


def test_value_rmul_takes_a_number_on_the_left():
    """10 * Value(3.0) is 30."""
    assert (10 * Value(3.0)).data == 30.0


def test_value_rsub_takes_a_number_on_the_left():
    """10 - a with a = 3 is 7, not -7: the number comes first."""
    assert (10 - Value(3.0)).data == 7.0


def test_value_rtruediv_takes_a_number_on_the_left():
    """6 / a with a = 4 is 1.5, not 4 / 6: the number comes first."""
    assert (6 / Value(4.0)).data == pytest.approx(1.5)


@pytest.mark.parametrize(("x", "result"), [(-2.0, 0.0), (-0.5, 0.0), (0.0, 0.0), (0.5, 0.5), (3.0, 3.0)])
def test_value_relu_keeps_what_is_positive(x, result):
    """A positive number passes unchanged, every other one becomes 0."""
    a = Value(x)

    c = a.relu()

    assert c.data == result
    assert a.data == x, "an operation makes a new node and leaves its operand alone"
    assert tuple(c._prev) == (a,)
    assert c._op == "relu"


def test_value_tanh_squashes():
    """tanh x = (e^x - e^-x) / (e^x + e^-x), somewhere between -1 and 1."""
    a = Value(0.7)

    c = a.tanh()

    assert c.data == pytest.approx((math.exp(0.7) - math.exp(-0.7)) / (math.exp(0.7) + math.exp(-0.7)))
    assert tuple(c._prev) == (a,)
    assert c._op == "tanh"


def test_value_tanh_does_not_overflow():
    """Far out tanh is 1 or -1; a formula with e^1000 in it would be an OverflowError."""
    assert Value(1000.0).tanh().data == 1.0
    assert Value(-1000.0).tanh().data == -1.0


def test_value_exp_gives_the_power_of_e():
    """e^0 is 1, e^1 is e."""
    a = Value(1.0)

    c = a.exp()

    assert c.data == pytest.approx(math.e, rel=1e-12)
    assert Value(0.0).exp().data == 1.0
    assert tuple(c._prev) == (a,)
    assert c._op == "exp"


def test_value_log_undoes_exp():
    """The natural logarithm of e^2 is 2."""
    a = Value(math.exp(2.0))

    c = a.log()

    assert c.data == pytest.approx(2.0, rel=1e-12)
    assert tuple(c._prev) == (a,)
    assert c._op == "log"


def test_a_whole_expression_agrees_with_plain_numbers():
    """The same formula gives the same number, whether it is run on Values or on floats."""

    def formula(a, b):
        c = a + b
        d = a * b + b**3
        c = c + (c + 1) - a
        return (d - c) ** 2 / 2.0 + 10.0 / b

    assert formula(Value(-4.0), Value(2.0)).data == pytest.approx(formula(-4.0, 2.0))
