"""Unit 1: a Value computes forward and remembers how it was made."""

import math

import pytest

from autograder.compare import Wrong, answered, assert_numbers, check_data, counted, describe, name_of, pair, wrong_data
from autograder.language import ENGLISH as say
from autograder.program import total, trace
from autograder.suites.random_programs import check_random

points = pytest.mark.points

OPERATIONS = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "neg": lambda a, b: -a,
    "sub": lambda a, b: a - b,
    "div": lambda a, b: a / b,
    "pow": lambda a, b: a**3,
    "relu": lambda a, b: a.relu(),
    "tanh": lambda a, b: a.tanh(),
    "exp": lambda a, b: a.exp(),
}
RIGHT = {"add": lambda a, k: a + k, "sub": lambda a, k: a - k, "mul": lambda a, k: a * k, "div": lambda a, k: a / k}
LEFT = {"add": lambda a, k: k + a, "sub": lambda a, k: k - a, "mul": lambda a, k: k * a, "div": lambda a, k: k / a}


@points(1)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_operation(submission, operation):
    """`{operation}` of Values gives the right data, whatever the signs.

    The data of the result is the operation on the data of the operands, wrapped in a new Value.
    """
    x, y = submission.drawn(2)
    for a, b in ((x, y), (-x, y), (x, -y), (-x / 8, -y), (3.0, 0.5), (-0.5, 3.0), (20.0, 0.25)):
        check_data(submission, trace(OPERATIONS[operation], a, b))


@points(1)
def test_operation_log(submission):
    """`log` of a Value is the natural logarithm of its data.

    `math.log` with one argument has the base e.
    """
    for x in submission.drawn(3):
        check_data(submission, trace(lambda a: a.log(), abs(x)))
        check_data(submission, trace(lambda a: a.log(), abs(x) / 1000))


@points(0.5)
@pytest.mark.parametrize("operation", RIGHT)
def test_plain_number_on_the_right(submission, operation):
    """`{operation}` takes a plain number on its right, a whole one as 3 or another as 0.5.

    Wrap `other` in a Value unless it is one already, before its data is read.
    """
    for k in (3, 0.5, *submission.drawn(1)):
        check_data(submission, trace(lambda a, k=k: RIGHT[operation](a, k), *submission.drawn(1)))


@points(0.5)
@pytest.mark.parametrize("operation", LEFT)
def test_plain_number_on_the_left(submission, operation):
    """`{operation}` takes a plain number on its left, a whole one as 3 or another as 0.5.

    Python calls `__radd__`, `__rsub__`, ... of the Value. The number is still the left operand: 3 - a is not a - 3.
    """
    for k in (3, 0.5, *submission.drawn(1)):
        check_data(submission, trace(lambda a, k=k: LEFT[operation](a, k), *submission.drawn(1)))


@points(1)
def test_builtin_sum(submission):
    """`sum([a, b, c])` works: it starts with 0 + a.

    Without `__radd__`, Python cannot add a Value to the 0 that `sum` starts with.
    """
    check_data(submission, trace(lambda a, b, c: total([a, b, c, a]), *submission.drawn(3)))


@points(1)
def test_operations_leave_their_operands_alone(submission):
    """Each operation makes a new Value: the operands keep their data, also in `b = a; b += 1`.

    Return a new Value and never assign to `self.data`. Without an `__iadd__`, Python writes `b += 1` as `b = b + 1`.
    """

    def added(a, b):
        c = a
        c += b
        return c - a

    def multiplied(a, b):
        c = a
        c *= b
        return c - a

    a, b = submission.drawn(2)
    for function in (added, multiplied, lambda a, b: a + b - a, lambda a, b: a * b - a, lambda a, b: a / b - a,
                     lambda a, b: a**2 - a, lambda a, b: a.relu() - a, lambda a, b: -a - a):
        check_data(submission, trace(function, a, b))


@points(0.5)
def test_a_fresh_gradient_is_zero(submission):
    """Every new Value has the gradient 0, a leaf and a result alike.

    Gradients are added up later, so they must start at 0.
    """
    program = trace(lambda a, b: (a + b) * a, *submission.drawn(2))
    names = [say("gradient of {name}", name=name_of(program, step)) for step in range(len(program.steps))]
    got = answered(submission, describe(program), names, "fresh", len(names), steps=program.steps)
    assert_numbers(names, got, [0.0] * len(names), describe(program))


def recorded(submission, function, *inputs):
    """For each step of a program without plain numbers: what its `_op` is, and which steps are among its `_prev`."""
    program = trace(function, *inputs)
    size = len(program.steps)
    answer = answered(submission, describe(program), (), "graph", size * (size + 1), steps=program.steps)
    rows = [answer[i * (size + 1): (i + 1) * (size + 1)] for i in range(size)]
    return program, [row[0] for row in rows], [row[1:] for row in rows]


def listed(program, steps):
    """Return the names of steps; "nothing" where there are none."""
    return ", ".join(name_of(program, step) for step in steps) or say("nothing")


RECORDED = {
    "arithmetic": lambda a, b: (((a + b) * a) ** 2).relu() * b,
    "functions": lambda a, b: ((a * b).tanh().exp() + a).log(),
}


@points(0.5)
@pytest.mark.parametrize("kind", RECORDED)
def test_operands_are_recorded(submission, kind):
    """`_prev` of a result holds the operands it was computed from, and a leaf's `_prev` is empty ({kind}).

    Hand the operands to the new Value: `Value(..., (self, other), '+')`. A default list would be shared by all Values.
    """
    program, _, got = recorded(submission, RECORDED[kind], *map(abs, submission.drawn(2)))
    for step, (_, *operands) in enumerate(program.steps):
        right = sorted({x for x in operands if isinstance(x, int)})
        held = [other for other, there in enumerate(got[step]) if there]
        if held != right:
            title = say("of this expression, _prev of {name} holds", name=name_of(program, step))
            raise Wrong(pair(describe(program), title, listed(program, held), listed(program, right)))


@points(0.25)
@pytest.mark.parametrize("kind", RECORDED)
def test_the_operation_is_recorded(submission, kind):
    """`_op` of a result names its operation: '+', '*', '**2', 'relu', 'tanh', 'exp', 'log' ({kind}).

    Pictures show it, and unit 2 chooses the local derivatives by it.
    """
    program, got, _ = recorded(submission, RECORDED[kind], *map(abs, submission.drawn(2)))
    names = ["+", "*", "**", "relu", "tanh", "exp", "log"]
    for step, (operation, *operands) in enumerate(program.steps):
        if operation != "leaf" and got[step] != names.index(operation):
            found = repr(names[int(got[step])]) if 0 <= got[step] < len(names) else say("something else")
            title = say("the operation in _op of {name}", name=name_of(program, step))
            right = repr(f"**{operands[1][0]}" if operation == "**" else operation)
            raise Wrong(pair(describe(program), title, found, right))


@points(1)
def test_every_operand_can_be_reached(submission):
    """From a result, `_prev` leads to everything it was computed from, through -a, a - b and a / b too.

    Write them with the operations that record: -a is a * -1, a - b is a + (-b), a / b is a * b**-1.
    """
    for function in (lambda a, b: -a, lambda a, b: a - b, lambda a, b: a / b, lambda a, b: 1 / a, lambda a, b: 1 - a):
        program = trace(function, *submission.drawn(2))
        size = len(program.steps)
        _, _, *met = answered(submission, describe(program), (), "reach", 2 + size, steps=program.steps)
        right = [x for x in program.steps[-1][1:] if isinstance(x, int)]
        found = [step for step, there in enumerate(met[: size - 1]) if there]
        if found != right:
            title = say("_prev leads back from {name} to", name=name_of(program, size - 1))
            raise Wrong(pair(describe(program), title, listed(program, found), listed(program, right)))


@points(1)
@pytest.mark.kit_only
def test_only_seven_operations_are_recorded(submission):
    """-a, a - b and a / b record no operation of their own; `_op` of a power names the exponent, which is no operand.

    Unit 2 then needs seven rules and no more, and finds the exponent of '**3' in its name.
    """
    for function in (lambda a, b: -a, lambda a, b: a - b, lambda a, b: a / b, lambda a, b: a.relu() + b.tanh()):
        program = trace(function, *submission.drawn(2))
        about = describe(program)
        _, unknown, *_ = answered(submission, about, (), "reach", 2 + len(program.steps), steps=program.steps)
        assert_numbers([say("nodes with an operation that is none of the seven")], [unknown], [0], about, show=counted)
    program = trace(lambda a: a**3, *submission.drawn(1))
    count, _, *_ = answered(submission, describe(program), (), "reach", 4, steps=program.steps)
    assert_numbers([say("nodes: a, and the power")], [count], [2], describe(program), show=counted)
    for power in (3, -1, 0.5):
        what = say("the exponent in _op of {name}", name=f"a**{power}")
        got = answered(submission, f"    {what}", (), "exponent_in_op", 1, base=2.0, power=power)
        assert_numbers([what], got, [power])


@points(0.5)
@pytest.mark.kit_only
def test_a_leaf_keeps_its_label(submission):
    """`Value(1.0, label='x')` has the label 'x'.

    Pictures show it.
    """
    text = f"x{abs(submission.drawn(1)[0])}"
    length, *codes = submission.numbers("label", 1 + len(text), text=text)
    if (length, codes) != (len(text), list(map(ord, text))):
        title = f"Value(1.0, label={text!r}).label"
        raise Wrong(pair("", title, say("another text") if length else repr(""), repr(text)).lstrip("\n"))


@points(0.5)
def test_equal_numbers_are_different_values(submission):
    """Two Values with the same number are two Values: a set of them has two elements.

    Leave `__eq__` and `__hash__` alone: a graph tells its nodes apart by identity.
    """
    (x,) = submission.drawn(1)
    about = f"    {say('three Values of {number}', number=x)}"
    got = answered(submission, about, (), "identities", 2, numbers=[x, x, x])
    assert_numbers([say("elements of a set of three"), say("equal to the first")], got, [3, 1], about, show=counted)


@points(0.5)
def test_tanh_of_large_numbers(submission):
    """`tanh` of 1000 is 1 and of -1000 is -1, without an OverflowError.

    (exp(2x) - 1) / (exp(2x) + 1) overflows above x = 355: `math.tanh` does not.
    """
    for x in (1000.0, -1000.0, 400.0, -20.0):
        check_data(submission, trace(lambda a: a.tanh(), x))


@points(0.5)
@pytest.mark.parametrize("power", [-1, 0, 2, 0.5])
def test_power(submission, power):
    """`a ** {power}` is right, for a negative base too where there is a result.

    Python's own `**` on the data does it: exp(k * log(x)) knows no negative base.
    """
    (x,) = map(abs, submission.drawn(1))
    for base in (x, -x) if power != 0.5 else (x, 2 * x):
        check_data(submission, trace(lambda a: a**power, base))


@points(0.5)
def test_a_value_as_exponent(submission):
    """`a ** b` with a Value b is refused with an error (or else has the right gradient for b too).

    An exponent that is silently taken for a constant gets no gradient, and nobody notices.
    """
    x, k = map(abs, submission.drawn(2))
    program = trace(lambda a, b: a**b, x, k)
    data, *rest = answered(submission, describe(program), (), "exponent", 4, base=x, power=k)
    power = x**k
    assert_numbers([f"{x} ** {k}"], [data], [power])
    if rest != [-1, -1, -1]:
        right = [power, k * x ** (k - 1), power * math.log(x)]
        names = [say("value"), *[say("gradient of {name}", name=name) for name in "ab"]]
        assert_numbers(names, rest, right, describe(program))


def _question(program):
    return "data", len(program.steps), {"steps": program.steps}


def _is_wrong(program, answer):
    return answer is None or wrong_data(program, answer) is not None


@points(0.5)
def test_random_arithmetic(submission):
    """Random expressions of + - * / ** and relu have the right values at every step.

    It is the smallest wrong one that was found: work it out by hand, one operation after the other.
    """
    check_random(submission, False, _question, _is_wrong, check_data)


@points(0.5)
def test_random_expressions(submission):
    """Random expressions with tanh, exp and log have the right values at every step.

    It is the smallest wrong one that was found: work it out by hand, one operation after the other.
    """
    check_random(submission, True, _question, _is_wrong, check_data)
