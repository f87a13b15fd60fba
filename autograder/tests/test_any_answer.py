"""Whatever comes back, a check calls it wrong or unanswered: none breaks, so none can be made not to count."""

import json
import math
import random
from dataclasses import replace

import pytest

from autograder.assignment import NAMED, Assignment
from autograder.compare import Unanswered, Wrong
from autograder.plugin import Suites
from autograder.points import asked
from autograder.protocol import Answer, Status
from autograder.rehearsal import Rehearsal
from autograder.subject import Subject

FULL = Assignment.load(NAMED["full"])
SUITES = Suites(units=[unit.name for unit in FULL.units])
#: the students' tests are asked beside other modules, and answer by whole numbers that only a probe makes
CHECKS = [check for check in asked(SUITES.checks, FULL) if check.unit != "my_tests"]
NUMBERS = (math.nan, math.inf, -math.inf, 0.0, -0.0, -1.0, 0.5, 1.0, 2.0, 3.0, 4.0, 1e17, 2.0**63, 1e308, -1e308,
           5e-324, -5e-324)
TEXTS = (
    "", "{name}", "%s", r"\g<1>", "MemoryError", "x.py, line 1: MemoryError", "there is no `x`",
    "number 0 of 1 is of type x, not a number", f"number {'9' * 700} of 1 is of type x, not a number",
    "number \u0663 of 1 is of type x, not a number", "a.py, line 99999999999999999999: x",
)


class Forger:
    """Answers as a worker may that is not ours any more, in one of these ways."""

    def __init__(self, way, draw, solved):
        self.way, self.draw, self.solved, self.same = way, draw, solved, draw.choice(NUMBERS)

    def ask(self, items, seconds):
        """Return an answer to each of `items`."""
        return [getattr(self, self.way)(*item) for item in items]

    def words(self, probe, arguments, size):
        """No numbers, but a text."""
        status = self.draw.choice((Status.RAISED, Status.RAISED, Status.TODO, Status.MISSING))
        return Answer(status, text=self.draw.choice(TEXTS))

    def one_number(self, probe, arguments, size):
        """The same number everywhere."""
        return Answer(Status.ANSWERED, (self.same,) * size)

    def any_numbers(self, probe, arguments, size):
        """Numbers of every kind."""
        return Answer(Status.ANSWERED, tuple(self.draw.choices(NUMBERS, k=size)))

    def nearly_right(self, probe, arguments, size):
        """The solutions' numbers, some of them replaced."""
        right = self.solved.ask(probe, json.dumps(arguments), size)
        if right.status is not Status.ANSWERED:
            return right
        numbers = [x if self.draw.random() < 0.8 else self.draw.choice(NUMBERS) for x in right.numbers]
        return replace(right, numbers=tuple(numbers))

    def close(self):
        """There is nothing to close."""


def broken_by(way, seed, solved):
    """The checks that raise about such answers what is no verdict, with what they raise."""
    broken = {}
    for check in CHECKS:
        forger = Forger(way, random.Random(f"{seed} {check.name}"), solved)
        subject = Subject(lambda others, forger=forger: forger, seed=3, layout="kit", moons=FULL.moons,
                          limits=FULL.limits)
        subject.begin(f"{check.unit} {check.name}")
        problem = SUITES.run(check, subject)
        if not isinstance(problem, (type(None), Wrong, Unanswered)):
            broken[check.name] = problem
        json.dumps(getattr(problem, "evidence", {}), allow_nan=False)
    return broken


@pytest.mark.parametrize("way", ["words", "one_number", "any_numbers", "nearly_right"])
def test_no_answer_breaks_a_check(way):
    """Each check of the units 0 to 7, asked of such a worker again and again."""
    solved = Rehearsal(SUITES, 3, FULL).solved

    assert [broken_by(way, seed, solved) for seed in range(3)] == [{}] * 3


@pytest.mark.parametrize("numbers", [(0.0,), (math.nan,), (5.0,)])
def test_an_order_without_an_order_is_wrong(numbers):
    """Places that are all the same, or none, put no operand before its user."""
    forger = Forger("one_number", random.Random(0), None)
    forger.one_number = lambda probe, arguments, size: Answer(Status.ANSWERED, (size - 1.0, *numbers * (size - 1)))
    (check,) = [check for check in CHECKS if check.name == "topological_order"]
    subject = Subject(lambda others: forger, seed=3, layout="kit", moons=FULL.moons, limits=FULL.limits)
    subject.begin("backward topological_order")

    assert "stands before its operand" in str(SUITES.run(check, subject))


@pytest.mark.parametrize("place", [0, 79])
def test_a_fresh_weight_that_is_no_number_is_wrong(place):
    """Not a number lies nowhere, so not between -1 and 1 either."""
    weights = random.Random(0).choices([x / 100 for x in range(-99, 100)], k=80)
    weights[place] = math.nan
    forger = Forger("one_number", random.Random(0), None)
    forger.one_number = lambda probe, arguments, size: Answer(
        Status.ANSWERED, (*[weights.pop(0) for _ in range(size)],))
    (check,) = [check for check in CHECKS if check.name == "weights_start_different"]
    subject = Subject(lambda others: forger, seed=3, layout="kit", moons=FULL.moons, limits=FULL.limits)
    subject.begin("nn weights_start_different")

    assert "the largest of 80 fresh weights is nan" in str(SUITES.run(check, subject))
