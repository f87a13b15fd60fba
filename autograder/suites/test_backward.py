"""Unit 2: local derivatives, a topological order, and the walk that adds up gradients."""

import pytest

from autograder.compare import (
    Wrong,
    answered,
    assert_numbers,
    check_gradients,
    counted,
    describe,
    expected,
    name_of,
    wrong_data,
    wrong_gradient,
)
from autograder.language import ENGLISH as say
from autograder.program import chain, total, trace
from autograder.suites.random_programs import check_random

points = pytest.mark.points

#: operation -> (on two leaves, the same with one leaf in every place)
OPERATIONS = {
    "add": (lambda a, b: a + b, lambda a: a + a),
    "mul": (lambda a, b: a * b, lambda a: a * a),
    "neg": (lambda a, b: -a, None),
    "sub": (lambda a, b: a - b, lambda a: a - a),
    "div": (lambda a, b: a / b, lambda a: a / a),
    "pow": (lambda a, b: a**3, None),
    "relu": (lambda a, b: a.relu(), None),
    "tanh": (lambda a, b: a.tanh(), None),
    "exp": (lambda a, b: a.exp(), None),
    "log": (lambda a, b: a.log(), None),
}
LEFT = {"add": lambda a: 3 + a, "sub": lambda a: 10 - a, "mul": lambda a: 3 * a, "div": lambda a: 4 / a}


@points(0.5)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_alone(submission, operation):
    """`{operation}` of leaves passes the right gradient to each of them.

    The gradient of the result is 1 here, so an operand gets the local derivative itself.
    """
    apply, _ = OPERATIONS[operation]
    for _ in range(2):
        x, y = map(abs, submission.drawn(2))
        check_gradients(submission, trace(apply, x, y))


@points(0.5)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_with_an_upstream_gradient(submission, operation):
    """`{operation}` multiplies its local derivative by the gradient of its result.

    Chain rule: d root / d operand = d root / d result * d result / d operand.
    """
    apply, _ = OPERATIONS[operation]
    x, y, k = map(abs, submission.drawn(3))

    def added(a, b):
        out = apply(a, b)
        return out + out + out

    check_gradients(submission, trace(lambda a, b, c: apply(a, b) * c, x, y, k), trace(added, x, y))


@points(0.5)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_used_twice(submission, operation):
    """When a node is used twice by `{operation}`, its gradient is the sum over both uses.

    Add to `operand.grad` with `+=`: assigning keeps only the last use.
    """
    apply, on_itself = OPERATIONS[operation]
    x, y = map(abs, submission.drawn(2))
    if on_itself:
        check_gradients(submission, trace(on_itself, x))
    check_gradients(submission, trace(lambda a, b: apply(a, b) + apply(a, b), x, y),
                    trace(lambda a, b: apply(a, b) * apply(a, b), x, y))


@points(0.5)
@pytest.mark.parametrize("operation", LEFT)
def test_reflected(submission, operation):
    """`{operation}` with a plain number on the left passes the right gradient: 3 + a, 10 - a, 3 * a, 4 / a.

    The slope of 10 - a is -1, that of 4 / a is -4 / a**2.
    """
    (x,) = submission.drawn(1)
    check_gradients(submission, trace(LEFT[operation], x))


@points(1)
def test_relu_on_both_sides(submission):
    """`relu` passes the whole gradient above 0, also at small numbers, and none below.

    The slope depends on the sign of the operand's data, and on nothing else.
    """
    for x in (0.05, 0.6, -0.05, -3.0, *submission.drawn(1)):
        check_gradients(submission, trace(lambda a: a.relu(), x))


@points(0.5)
def test_relu_passes_negative_gradients(submission):
    """`relu` passes a negative gradient as it passes a positive one.

    The gradient of the result is multiplied by the slope: its own sign does not matter.
    """
    x, y = map(abs, submission.drawn(2))
    check_gradients(submission, trace(lambda a, b: 1 - a.relu() - b.relu(), x, y),
                    trace(lambda a, b: a.relu() * -b.relu(), x, y))


@points(0.5)
def test_relu_at_zero(submission):
    """At 0 the slope of `relu` may be any number from 0 to 1, and nothing else.

    0 is the kink: 0, 0.5 and 1 are all used in practice.
    """
    program = trace(lambda a, b: a.relu() + b, 0.0, 2.0)
    got = answered(submission, describe(program), (), "gradients", 2 * len(program.steps), steps=program.steps,
                   roots=program.roots)
    slope, beside = got[len(program.steps): len(program.steps) + 2]
    assert_numbers([say("gradient of {name}", name="b")], [beside], [1.0], describe(program))
    if not 0.0 <= slope <= 1.0:
        rows = [(say("yours"), slope), (say("right"), say("from 0 to 1"))]
        title = say("gradient of {name}", name="a")
        raise Wrong("\n".join([describe(program), "", f"    {title}", *[f"        {a}  {b}" for a, b in rows]]))


@points(0.5)
@pytest.mark.parametrize("power", [-1, 0.5, 3])
def test_power(submission, power):
    """The slope of `a ** {power}` is k * a**(k - 1), for a negative base too, and at 0 where there is one.

    The factor k comes down, the exponent falls by one.
    """
    (x,) = map(abs, submission.drawn(1))
    for base in {-1: (x, -x), 0.5: (x,), 3: (x, -x, 0.0)}[power]:
        check_gradients(submission, trace(lambda a: a**power, base))


@points(0.5)
def test_tanh_far_out(submission):
    """Far from 0 `tanh` is flat: at 20 and at 1000 its slope is 0.

    The slope is 1 - t**2, where t is the result.
    """
    for x in (1000.0, -1000.0, 20.0, -0.001):
        check_gradients(submission, trace(lambda a: a.tanh(), x))


@points(1)
def test_builtin_sum(submission):
    """`sum([a, b, a])` gives a the gradient 2 and b the gradient 1.

    `sum` is a chain of additions that starts at the number 0.
    """
    check_gradients(submission, trace(lambda a, b: total([a, b, a]), *submission.drawn(2)))


@points(1)
def test_diamond(submission):
    """An inner node that two ways lead through passes its gradient on once, when both have arrived.

    Walk back in reverse topological order, each node once. Calling the operands' own walk instead counts them twice.
    """

    def diamond(a):
        b = a + 1
        return b * b + b

    def tower(a):
        for _ in range(4):
            b = a + 1
            a = b + b
        return a

    check_gradients(submission, trace(diamond, *submission.drawn(1)))
    check_gradients(submission, trace(tower, *submission.drawn(1)))


@points(2)
def test_short_and_long_way(submission):
    """A node that is used near the root and far from it waits for both uses.

    Where nodes are ordered by their distance from the root (breadth first), it passes its gradient on too early.
    """

    def left(a):
        b = a * 2
        return b + (b + 1).relu() * 3

    def right(a):
        b = a * 2
        return ((b + 1) * 3 + 2) * 5 + b

    def both(a, b):
        c = a * b
        d = c + a
        return (d + c) + ((d + 1) + c) * d

    for function, count in ((left, 1), (right, 1), (both, 2)):
        check_gradients(submission, trace(function, *map(abs, submission.drawn(count))))


@points(0.5)
def test_a_tower_of_thirty_diamonds(submission):
    """Thirty diamonds on top of each other are 90 nodes, and take no time.

    Without a set of nodes already seen, the walk takes each of a billion ways.
    """

    def tower(a):
        for _ in range(30):
            b = a * 0.5
            a = b + b
        return a

    check_gradients(submission, trace(tower, *submission.drawn(1)))


@points(1)
def test_equal_numbers_are_different_nodes(submission):
    """Two leaves with the same number are two nodes.

    A node is known by its identity (`is`, `id`), not by its data.
    """
    (x,) = submission.drawn(1)
    check_gradients(submission, trace(lambda a, b, c: (a * b) * (c + 2) + (b + a) * (a * c), x, x, x))


@points(1)
def test_two_losses_add_up(submission):
    """Two `backward` calls on two graphs over the same leaves add their gradients, as in PyTorch.

    Only `zero_grad` sets gradients back to 0: `backward` must not.
    """
    check_gradients(submission, trace(lambda a, b: (a * b, a + b * b), *submission.drawn(2)))


@points(1)
def test_backward_from_an_inner_node(submission):
    """`backward` from a node that already has a gradient starts at 1 again.

    The gradient of the root is set, not added to: d root / d root = 1.
    """

    def function(a):
        b = a * 2
        return b * 3, b

    program = trace(function, *submission.drawn(1))
    about, size = describe(program), len(program.steps)
    got = answered(submission, about, (), "gradients", 2 * size, steps=program.steps, roots=program.roots)
    assert_numbers([say("gradient of {name}", name="a")], [got[size]], [expected(program)[1][0]], about)


@points(0.5)
def test_inner_nodes_keep_their_gradients(submission):
    """After `backward` every node holds its gradient, not only the leaves; what the root does not use has none.

    Pictures show the gradient of inner nodes.
    """
    program = trace(lambda a, b, c: ((a * b).tanh() * b) + a, *submission.drawn(3))
    check_gradients(submission, program)


@points(1)
def test_a_chain_of_500(submission):
    """`backward` works on a chain of 500 operations.

    A sum over 500 points is such a chain.
    """
    check_gradients(submission, trace(lambda a: chain(a, 500), *submission.drawn(1)))


@points(1)
@pytest.mark.kit_only
def test_a_chain_of_10_000(submission):
    """`backward` works on a chain of 10,000 operations: without recursion.

    Where 500 are right and 10,000 an error, a function calls itself: Python stops that near depth 1000. A list used
    as a stack has no such limit.
    """
    check_gradients(submission, trace(lambda a: chain(a, 10_000), *submission.drawn(1)))


def check_local(submission, function, *inputs):
    """Compare `local_derivatives` of the last step with the reference's gradients of a single operation."""
    program = trace(function, *inputs)
    _, right = expected(program)
    operands = [x for x in program.steps[-1][1:] if isinstance(x, int)]
    # Of a node used in both places the reference has the sum: no program below has such a node.
    about = f"{describe(program)}\n\n    local_derivatives({name_of(program, program.roots[0])})"
    names = [say("how many numbers"), *[say("by {x}", x=program.names[x]) for x in operands]]
    count, *got = answered(submission, about, names, "local_derivatives", len(names), steps=program.steps,
                           count=len(operands))
    assert_numbers(names[:1], [count], [len(operands)], about, show=counted)
    assert_numbers(names[1:], got, [right[x] for x in operands], about)


@points(1)
@pytest.mark.kit_only
def test_local_derivatives_of_arithmetic(submission):
    """`local_derivatives` of + * ** gives one number for each operand, in the order of `_prev`.

    They are the slopes of this one operation, whatever comes after it: no gradient is read here.
    """
    x, y = submission.drawn(2)
    for function in (lambda a, b: a + b, lambda a, b: a * b):
        check_local(submission, function, x, y)
    for power in (2, 3, -1):
        check_local(submission, lambda a: a**power, x)
    check_local(submission, lambda a: a**0.5, abs(y))


@points(1)
@pytest.mark.kit_only
def test_local_derivatives_of_functions(submission):
    """`local_derivatives` of relu, tanh, exp, log gives the slope at the operand; an unknown operation is refused.

    The slopes of tanh and exp are easiest from the node's own data: 1 - t**2 and e.
    """
    x, y = map(abs, submission.drawn(2))
    for function in (lambda a: a.relu(), lambda a: a.tanh(), lambda a: a.exp(), lambda a: a.log()):
        check_local(submission, function, x)
    check_local(submission, lambda a: a.relu(), -y)
    (refused,) = submission.numbers("unknown_operation", 1, op="sin")
    if not refused:
        said = say("local_derivatives of a node with _op = 'sin' gives an answer and raises no error.")
        raise Wrong(f"    {said}")


@points(1)
@pytest.mark.kit_only
def test_topological_order(submission):
    """`topological_order` lists every node once, each after its operands, the root last.

    A node goes into it when all of its operands are there. Any order with that is right.
    """

    def function(a, b, c):
        d = a * b
        e = d + c
        f = d * e
        return (f + a) * (e + f).relu()

    for inputs in (submission.drawn(3), [1.0, 1.0, 1.0]):
        program = trace(function, *inputs)
        about, size = describe(program), len(program.steps)
        length, *places = answered(submission, about, (), "topological_order", size + 1, steps=program.steps)
        if -1 in places:
            names = ", ".join(name_of(program, step) for step, place in enumerate(places) if place == -1)
            raise Wrong(f"{about}\n\n    {say('not in the order: {names}', names=names)}")
        assert_numbers([say("nodes in the order")], [length], [size], about, show=counted)
        for step, (operation, *operands) in enumerate(program.steps):
            for x in operands if operation != "leaf" else ():
                if not places[x] < places[step]:
                    said = say("{name} stands before its operand {other}", name=name_of(program, step),
                               other=name_of(program, x))
                    raise Wrong(f"{about}\n\n    {said}")


def _question(program):
    return "gradients", 2 * len(program.steps), {"steps": program.steps, "roots": program.roots}


def _is_wrong(program, answer):
    size = len(program.steps)
    return (answer is None or wrong_data(program, answer[:size]) is not None
            or wrong_gradient(program, answer[size:]) is not None)


@points(0.5)
def test_random_arithmetic(submission):
    """Random graphs of + - * / ** and relu have the right gradient at every step.

    It is the smallest wrong one that was found: work it out by hand, from the root to the leaves.
    """
    check_random(submission, False, _question, _is_wrong, check_gradients)


@points(0.5)
def test_random_graphs(submission):
    """Random graphs with tanh, exp and log have the right gradient at every step.

    It is the smallest wrong one that was found: work it out by hand, from the root to the leaves.
    """
    check_random(submission, True, _question, _is_wrong, check_gradients)
