"""A reply against the reference: the first wrong number, and what stands beside it."""

import math
import re

import pytest

from autograder.compare import (
    Unanswered,
    Wrong,
    assert_data,
    assert_gradients,
    assert_numbers,
    check_data,
    check_gradients,
    close,
    expected,
    shown,
)
from autograder.hearsay import Hearsay
from autograder.program import trace
from autograder.submission import Submission

TAKEN = Submission(name="ada", layout="kit", sources={}, modules={}, problems={}, notes=(), digest="")


class Replies:
    """A submission that answers with given lists, and notes what it was asked."""

    def __init__(self, *replies):
        self.replies, self.asked = list(replies), []

    def numbers(self, probe, size, **arguments):
        self.asked.append((probe, size, arguments))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


def diamond(a):
    b = a + 1
    return b * b


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1.0 + 1e-6, 0.0])
def test_what_is_no_number_or_another_number_is_not_close(number):
    """NaN and infinity never agree with anything, and a millionth is a difference."""
    assert not close(number, 1.0)


def test_rounding_is_close():
    """The last digits may differ: ten orders below the number, or below the largest number beside it."""
    assert close(1.0 + 1e-12, 1.0)
    assert close(1e-11, 0.0, scale=100.0)
    assert not close(1e-6, 0.0, scale=100.0)


def test_the_right_numbers_pass():
    """The reference's own numbers raise nothing."""
    program = trace(diamond, 3.0)
    data, gradients = expected(program)

    assert_gradients(program, data, gradients)
    assert data == [3.0, 4.0, 16.0]
    assert gradients == [8.0, 8.0, 1.0]


def test_the_first_wrong_value_is_shown():
    """A wrong value is named by its expression; what is computed from it is wrong too and not mentioned."""
    program = trace(diamond, 3.0)

    with pytest.raises(Wrong) as caught:
        assert_data(program, [3.0, 5.0, 25.0])

    assert str(caught.value) == (
        "    t1 = a + 1\n"
        "    t1 * t1      with a = 3.0\n"
        "\n"
        "    value of a + 1\n"
        "        yours                5.0\n"
        "        right                4.0")


def test_the_first_wrong_gradient_on_the_way_back_is_shown():
    """Of two wrong gradients the one nearer to the root is named, with the operation that passed it on."""
    program = trace(diamond, 3.0)

    with pytest.raises(Wrong) as caught:
        assert_gradients(program, [3.0, 4.0, 16.0], [4.0, 4.0, 1.0])

    text = str(caught.value)
    assert "gradient of a + 1\n        yours                4.0\n        right                8.0" in text
    assert "It is used in t1 * t1, whose own gradient is right" in text


def test_a_wrong_gradient_of_an_input_has_a_central_difference_beside_it():
    """So that the message need not be believed."""
    program = trace(lambda a, b: a * b, 3.0, -2.0)

    with pytest.raises(Wrong, match=r"gradient of b\n +yours +1\.0\n +right +3\.0\n +central difference +3\n"):
        assert_gradients(program, [3.0, -2.0, -6.0], [-2.0, 1.0, 1.0])


def test_a_negative_number_keeps_its_digits_in_line():
    """The sign stands before the column of digits."""
    program = trace(lambda a: a * -2, 3.0)

    with pytest.raises(Wrong, match=r"yours                2\.0\n        right               -2\.0"):
        assert_gradients(program, [3.0, -6.0], [2.0, 1.0])


def test_numbers_stand_under_each_other():
    """Names left, yours and right in columns, only the wrong ones, and where they come from above."""
    with pytest.raises(Wrong) as caught:
        assert_numbers(["first", "second", "third one"], [1.0, 2.5, 100.0], [1.0, 2.0, 99.0], "    about this")

    assert str(caught.value) == (
        "    about this\n"
        "\n"
        "               yours  right\n"
        "    second       2.5    2.0\n"
        "    third one  100.0   99.0")


def test_many_wrong_numbers_are_cut_after_six():
    """A network has 337 parameters: six show it."""
    with pytest.raises(Wrong, match=r"\.\.\. and 14 more of 20$"):
        assert_numbers([f"p{i}" for i in range(20)], [1.0] * 20, [2.0] * 20)


@pytest.mark.parametrize(("number", "text"), [(2.0, "2.0"), (-0.5, "-0.5"), (1 / 3, "0.3333333333"), (1e-12, "1e-12"),
                                              (math.nan, "nan"), (math.inf, "inf"), (1e7, "1e+07")])
def test_numbers_are_shown_with_the_digits_that_matter(number, text):
    """Short where that says it all, ten digits else."""
    assert shown(number) == text


def test_check_data_sends_steps_and_no_result():
    """What crosses to the worker is what was written: a replayed request holds no intermediate value."""
    program = trace(lambda a, b: a * b + 7.25, 3.0, 5.0)
    replies = Replies([3.0, 5.0, 15.0, 22.25])

    check_data(replies, program)

    assert replies.asked == [("data", 4, {"steps": program.steps})]
    assert "15" not in repr(replies.asked)
    assert "22" not in repr(replies.asked)


def test_one_right_form_is_enough():
    """A check that can be asked in two ways passes where the first is wrong and the second right."""
    first, second = trace(lambda a: a * a, 2.0), trace(lambda a: a + a, 2.0)
    replies = Replies([2.0, 4.0, 2.0, 1.0], [2.0, 4.0, 2.0, 1.0])

    check_gradients(replies, first, second)

    assert len(replies.asked) == 2


def test_of_two_wrong_forms_the_last_is_shown():
    """The last form is the one to look at."""
    first, second = trace(lambda a: a * a, 2.0), trace(lambda a: a + a, 2.0)

    with pytest.raises(Wrong, match=r"a \+ a"):
        check_gradients(Replies([2.0, 4.0, 2.0, 1.0], [2.0, 4.0, 1.0, 1.0]), first, second)


def test_what_the_code_raised_stands_below_the_expression():
    """An error of the student's code is told together with what was computed."""
    with pytest.raises(Unanswered, match=r"    a \* a      with a = 2\.0\n\nvalue\.py, line 3: TypeError"):
        check_data(Replies(Unanswered("value.py, line 3: TypeError")), trace(lambda a: a * a, 2.0))


def test_two_losses_are_expected_to_add_up():
    """The reference goes backward from each root in turn."""
    _, gradients = expected(trace(lambda a: (a * 2, a * 3), 1.0))

    assert gradients[0] == 5.0


def test_a_gradient_that_was_lost_is_told_from_one_passed_on_wrongly():
    """Where the inputs' gradients are right an inner one was right when it counted: no edge is marked then."""
    program = trace(lambda a, b: a * b * a, 2.0, 3.0)
    data, right = expected(program)

    with pytest.raises(Wrong, match="look at what changes it afterwards") as lost:
        assert_gradients(program, data, [*right[:2], 0.0, right[3]])
    with pytest.raises(Wrong, match="look at how the gradient is passed on there") as passed_on:
        assert_gradients(program, data, [1.0, *right[1:]])
    assert (lost.value.evidence["edges"], passed_on.value.evidence["edges"] != []) == ([], True)


def test_a_table_has_few_digits_unless_more_tell_two_numbers_apart():
    """Six digits fit on a phone; two numbers that differ in the twelfth are shown with all of theirs."""
    program = trace(lambda a, b: a * b * a, 1.23456789, 3.0)
    data, right = expected(program)

    with pytest.raises(Wrong) as wrong:
        assert_gradients(program, data, [right[0] + 1e-10, *right[1:]])
    table = str(wrong.value).partition("gradient of ")[2].partition("gradient of ")[2]
    assert re.search(r"b +1\.52416 +1\.52416\n", table)
    assert "7.407407340099999  7.407407339999999  wrong" in table


def test_an_input_that_is_not_kept_is_no_fault_of_the_operation():
    """A wrong input is told as one; where it has the digits of four bytes, that is told too."""
    program = trace(lambda a, b: a + b, 0.486, -1.5)
    for got, told in ((0.48600000143051147, True), (0.5, False)):
        with pytest.raises(Wrong, match=r"Value\(0\.486\) keeps the number as it is") as wrong:
            assert_data(program, [got, -1.5, got - 1.5])
        assert ("the digits of four bytes" in str(wrong.value)) is told


def test_a_result_that_is_wrong_is_not_told_as_an_input():
    """What is said of inputs is said of them alone."""
    with pytest.raises(Wrong) as wrong:
        assert_data(trace(lambda a, b: a + b, 0.486, -1.5), [0.486, -1.5, 7.0])
    assert "It is an input" not in str(wrong.value)


@pytest.mark.parametrize("said", ["MemoryError", Hearsay(TAKEN).second_hand("MemoryError"),
                                  "backward.py, line 54: MemoryError\n    kept.append(a + 1)",
                                  "backward.py, line 54: MemoryError, beside correct earlier units\n    kept"])
def test_where_memory_ran_out_the_likeliest_reason_is_told(said):
    """The line where memory ran out is seldom the one that took it, and no line may be known."""
    with pytest.raises(Unanswered, match=r"There was no memory left: does something grow without end"):
        check_data(Replies(Unanswered(said)), trace(diamond, 3.0))


def test_where_no_thread_can_be_started_the_way_without_is_told():
    """A deep recursion in a thread with a large stack works at home."""
    with pytest.raises(Unanswered, match=r"Graded code starts no threads\. .* a list used as a stack"):
        check_data(Replies(Unanswered("backward.py, line 27: RuntimeError: can't start new thread\n    t.start()")),
                   trace(diamond, 3.0))


def test_of_other_errors_nothing_is_said_about_memory():
    """An error of another kind stands as it is."""
    with pytest.raises(Unanswered) as problem:
        check_data(Replies(Unanswered("value.py, line 3: TypeError: MemoryError")), trace(diamond, 3.0))
    assert "There was no memory" not in str(problem.value)
