"""Arithmetic as data: traced, replayed, written out."""

import json
import math

import pytest

from autograder.program import Program, chain, evaluate, inputs_text, notation, replay, statements, total, trace


def test_a_program_replays_to_the_same_number():
    """What is traced gives, replayed on plain numbers, what the function itself gives."""

    def function(a, b):
        return ((a * b).tanh() / (a - 2) - (2 - b) ** 2) * -3 + 1 / a

    class Plain(float):
        """A float with the methods of a Value where the function above needs them."""

        def __mul__(self, other):
            return Plain(float(self) * float(other))

        def tanh(self):
            return Plain(math.tanh(self))

    assert evaluate(trace(function, 3.0, -1.5)) == pytest.approx(float(function(Plain(3.0), Plain(-1.5))), rel=1e-15)


def test_steps_are_what_was_written():
    """Plain numbers stay plain numbers on their side of the operator, and no result is among the steps."""
    program = trace(lambda a, b: 10 - a * b, 2.0, 3.0)

    assert program.steps == (("leaf", (2.0,)), ("leaf", (3.0,)), ("*", 0, 1), ("-", (10,), 2))
    assert program.names == ("a", "b")
    assert program.roots == (3,)


def test_steps_survive_json():
    """The worker replays what JSON made of the steps: ints are steps, lists are numbers."""
    program = trace(lambda a, b: (a + 1) * b ** 2, 2.0, 3.0)

    assert replay(json.loads(json.dumps(program.steps)), float)[-1] == 27.0


def test_other_inputs_take_the_place_of_the_first_leaves():
    """`evaluate(program, values)` is the same function elsewhere."""
    program = trace(lambda a, b: a * a + b, 2.0, 3.0)

    assert evaluate(program, [5.0, 1.0]) == 26.0
    assert program.inputs == [2.0, 3.0]


def test_sum_and_in_place_operations_are_recorded_as_such():
    """`sum` is one step over its terms, and `+=` is a step of its own, so that an engine's `__iadd__` is called."""

    def function(a, b):
        c = a
        c += b
        return total([a, c, b])

    program = trace(function, 1.0, 2.0)

    assert [step[0] for step in program.steps] == ["leaf", "leaf", "+=", "sum"]
    assert evaluate(program) == 6.0


def test_several_roots():
    """A function that returns a tuple has several roots."""
    assert trace(lambda a: (a * 2, a + 1), 1.0).roots == (1, 2)


def test_a_function_of_many_inputs_names_them_by_number():
    """`lambda *xs` gives x0, x1, ..."""
    assert trace(lambda *xs: total(xs), 1.0, 2.0, 3.0).names == ("x0", "x1", "x2")


@pytest.mark.parametrize(("function", "text"), {
    "product before sum": (lambda a, b: a * b + a, "a * b + a"),
    "brackets where needed": (lambda a, b: (a + b) * a, "(a + b) * a"),
    "right operand of minus": (lambda a, b: a - (b - a), "a - (b - a)"),
    "left operand of minus": (lambda a, b: a - b - a, "a - b - a"),
    "quotient": (lambda a, b: a / (b * a), "a / (b * a)"),
    "power": (lambda a, b: (a + b) ** 2, "(a + b)**2"),
    "power of a power": (lambda a, b: (a**2) ** 3, "(a**2)**3"),
    "minus": (lambda a, b: -(a + b), "-(a + b)"),
    "power of a negative": (lambda a, b: (-a) ** 2, "(-a)**2"),
    "method of a sum": (lambda a, b: (a + b).tanh(), "(a + b).tanh()"),
    "negative constant": (lambda a, b: a * -3, "a * (-3)"),
    "number on the left": (lambda a, b: 10 - a, "10 - a"),
    "sum": (lambda a, b: total([a, b]), "sum([a, b])"),
}.values())
def test_notation_is_what_a_person_would_write(function, text):
    """The last step's text computes the program: brackets stand where they are needed, and nowhere else."""
    program = trace(function, 2.0, 3.0)

    assert notation(program)[-1] == text


def test_shared_steps_get_a_name():
    """A step that is used twice is written once."""

    def function(a, b):
        c = a * b
        return c + c.relu()

    assert statements(trace(function, 2.0, 3.0)) == ["t2 = a * b", "t2 + t2.relu()"]


def test_a_chain_is_one_step_whatever_its_length():
    """It is written out as it begins, sent as it is counted, and computed in full."""
    program = trace(lambda a: chain(a * 2, 10_000), 1.5)

    assert program.steps[-1] == ("chain", 1, (10_000,))
    assert statements(program) == ["((a * 2 + 0.25) * 0.999 + 0.25) * ... (10000 operations in a row)"]
    assert evaluate(trace(lambda a: chain(a, 4), 1.5)) == pytest.approx((1.75 * 0.999 + 0.25) * 1.001, rel=1e-15)


def test_inputs_are_cut_after_eight():
    """Inputs are shown as `a = 2.0, b = -0.5`, the first eight of them."""
    assert inputs_text(trace(lambda a, b: a + b, 2.0, -0.5)) == "a = 2.0, b = -0.5"
    assert inputs_text(trace(lambda *xs: total(xs), *range(9))).endswith("x7 = 7.0, ...")


def test_programs_are_values():
    """Two equal programs are one key, so that the reference computes each only once."""
    one, two = (trace(lambda a: a * 2, 3.0) for _ in range(2))

    assert len({one, two}) == 1
    assert isinstance(one, Program)
