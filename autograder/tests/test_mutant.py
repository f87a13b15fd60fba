"""Mutants: solutions with a mistake in them, asked in this process, and stopped where they would never end."""

import json
import random
import sys

import pytest

from autograder.mistakes import mistakes
from autograder.mutant import TICKS, Endless, Mutant, changed_functions, solutions
from autograder.program import chain, trace
from autograder.protocol import Answer, Status

MISTAKES = {mistake.id: mistake for mistake in mistakes()}


def mutant(name):
    """The solutions with one known mistake."""
    mistake = MISTAKES[name]
    return Mutant(solutions() | {mistake.unit: mistake.apply(solutions()[mistake.unit])})


def gradients(mutant, function, *inputs):
    program = trace(function, *inputs)
    arguments = json.dumps({"steps": program.steps, "roots": program.roots})
    return mutant.ask("gradients", arguments, 2 * len(program.steps))


def tower(a):
    for _ in range(30):
        b = a * 0.5
        a = b + b
    return a


def test_the_solutions_give_right_numbers():
    """A probe finds the units as in a worker: they import each other by plain names."""
    answer = gradients(Mutant(solutions()), lambda a: a * a, 3.0)

    assert answer == Answer(Status.ANSWERED, (3.0, 9.0, 6.0, 1.0))


def test_a_mutant_gives_the_numbers_of_its_mistake():
    """Assigning in `*` keeps one of two uses."""
    assert gradients(mutant("B1-mul"), lambda a: a * a, 3.0).numbers == (3.0, 9.0, 3.0, 1.0)


def test_an_error_is_told_as_a_worker_tells_it():
    """With the place in the source and its line, as if nothing were counted."""
    answer = gradients(mutant("B8"), lambda a: a + a, 3.0)

    assert answer.status is Status.RAISED
    assert answer.text.startswith("backward.py, line ")
    assert answer.text.endswith("TypeError: 'NoneType' object is not iterable\n"
                                "    for node in topological_order(root).reverse():")


def test_a_recursion_without_end_is_told_by_its_line():
    """What counts the calls is not what a reader is shown."""
    text = gradients(mutant("V4"), lambda a: 1 + a, 3.0).text

    assert text.startswith("value.py, line ")
    assert text.endswith("\n    return other + self")


def test_what_would_take_for_ever_is_stopped():
    """A walk without a set of nodes takes each of a billion ways: it is counted, and no except clause catches that."""
    assert gradients(mutant("G5"), tower, 3.0) == Answer(Status.RAISED, text=Endless.__name__)
    assert not issubclass(Endless, Exception)


def test_a_question_that_takes_long_is_too_long_for_the_solutions_too():
    """Chains of thousands are not asked of mutants; towers and chains of hundreds are."""
    solved = Mutant(solutions())

    assert gradients(solved, lambda a: chain(a, 10_000), 1.0).text == Endless.__name__
    assert gradients(solved, lambda a: chain(a, 500), 1.0).status is Status.ANSWERED
    assert gradients(solved, tower, 1.0).status is Status.ANSWERED
    assert 0 < solved.ticks < TICKS


def test_it_is_known_which_functions_a_question_enters():
    """Methods by their full names."""
    solved = Mutant(solutions())
    gradients(solved, lambda a: a.tanh(), 3.0)

    assert solved.entered == {"Value.__init__", "Value.tanh", "Value.backward", "backward", "topological_order",
                              "local_derivatives"}


def test_the_process_is_left_as_it_was():
    """Random numbers are drawn from the process's own source, and modules of these names are not the process's."""
    random.seed(5)
    state, modules = random.getstate(), set(sys.modules)
    answer = Mutant(solutions()).ask("initial", '{"kind": "Neuron", "sizes": [3], "seed": 1, "count": 4}', 4)

    assert answer.status is Status.ANSWERED
    assert random.getstate() == state
    assert set(sys.modules) == modules


def test_what_a_mistake_warns_of_is_not_printed(recwarn):
    """A terminal shows the student's results, and nothing about mutants."""
    text = solutions()["derivative"].replace("def derivative", "import warnings\n\n\ndef derivative").replace(
        "    ### BEGIN SOLUTION", "    warnings.warn('overflow')", 1)
    loud = Mutant(solutions() | {"derivative": text})

    assert loud.ask("slope", '{"steps": [["leaf", [1.0]]], "x": 1.0}', 1).status is Status.ANSWERED
    assert len(recwarn) == 0


@pytest.mark.parametrize(("mistake", "functions"), [
    ("V4", {"Value.__radd__"}),
    ("B1-tanh", {"backward"}),
    ("V12", None),                  # a new method: whoever adds may meet it
    ("D3", {"derivative"}),         # a default
])
def test_it_is_known_which_functions_a_mistake_changes(mistake, functions):
    """A question that enters none of them has the solutions' answer."""
    source = solutions()[MISTAKES[mistake].unit]

    assert changed_functions(source, MISTAKES[mistake].apply(source)) == functions


def test_what_stands_outside_of_functions_may_change_anything():
    """A class attribute, an import: then every question is asked."""
    assert changed_functions("X = 1\ndef f(): pass\n", "X = 2\ndef f(): pass\n") is None
    assert changed_functions("class A:\n    def f(self): pass\n", "class A(int):\n    def f(self): pass\n") is None
