"""Random programs: the same for the same seed, of a size that can be compared, shrunk to what matters."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.compare import Wrong, expected
from autograder.program import PLAIN, inputs_text, replay, statements
from autograder.suites.graphs import KINK, LARGEST, batch, simple, smallest
from autograder.suites.random_programs import check_random

ROOT = Path(__file__).parents[2]


def uses(program, operation):
    """Whether the program has such a step."""
    return any(step[0] == operation for step in program.steps)


@pytest.mark.parametrize("functions", [False, True])
def test_the_same_seed_draws_the_same_programs(functions):
    """A verdict is a function of the seed; another seed asks other questions."""
    first = batch(functions, 7)
    batch.cache_clear()

    assert batch(functions, 7) == first
    assert set(batch(functions, 8)) != set(first)


@pytest.mark.parametrize("loaded", ["autograder.suites", "autograder.cli", "autograder.bench.grading"])
def test_the_same_programs_are_drawn_whatever_is_loaded(loaded):
    """Hypothesis draws constants of the modules that are there: no verdict may depend on which command asked."""
    code = f"import {loaded}\nfrom autograder.suites.graphs import batch\nprint(batch(True, 7))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == f"{batch(True, 7)}\n"


@pytest.mark.parametrize("seed", range(5))
def test_programs_can_be_compared(seed):
    """No value is huge and no relu near its kink; no operation is missing, and most programs have several."""
    programs = batch(True, seed)

    for program in programs:
        values = replay(program.steps, float, PLAIN)
        assert max(map(abs, values)) < LARGEST
        assert all(abs(values[step[1]]) > KINK for step in program.steps if step[0] == "relu")
    used = {step[0] for program in programs for step in program.steps}
    assert used >= {"+", "-", "*", "/", "**", "neg", "relu", "tanh", "exp", "log"}
    assert len(programs) >= 40
    assert sum(len(program.steps) > 6 for program in programs) > len(programs) / 2


def test_gradients_do_not_vanish():
    """Most gradients of most programs are of a size that a wrong engine cannot hide behind."""
    gradients = [abs(g) for program in batch(True, 1) for g in expected(program)[1][: len(program.names)] if g]

    assert sum(1e-3 < g < 1e3 for g in gradients) > 0.9 * len(gradients)


def test_arithmetic_has_no_functions():
    """An engine without tanh, exp and log can be asked the first batch."""
    assert not any(uses(program, name) for program in batch(False, 3) for name in ("tanh", "exp", "log"))


@pytest.mark.parametrize("functions", [False, True])
def test_simple_programs_have_one_operation_and_plain_numbers(functions):
    """Every operation is among them, of one input and of two, of either sign; none is twice there, all are tame."""
    programs = simple(functions)

    asked = [(inputs_text(program), *statements(program)) for program in programs]
    assert len(set(asked)) == len(asked) < 100
    assert {"a = 2.0", "a = -1.0", "a = 2.0, b = 3.0", "a = 2.0, b = 2.0"} <= {inputs for inputs, *_ in asked}
    assert asked[:2] == [("a = 2.0, b = 3.0", "a + b"), ("a = 2.0", "a + a")]
    assert {program.steps[-1][0] for program in programs} >= {
        "+", "-", "*", "/", "**", "neg", "relu", *(("tanh", "exp", "log") if functions else ())}
    assert all(abs(value) < LARGEST for program in programs for value in replay(program.steps, float, PLAIN))


def test_a_failing_program_is_shrunk_to_what_fails():
    """Of all programs with a tanh, the smallest is tanh of an input."""
    program = smallest(True, 4, lambda program: uses(program, "tanh"))

    assert statements(program) == ["a.tanh()"]
    assert inputs_text(program) == "a = 2.0"


class Engine:
    """A submission whose every answer is judged by `wrong(program)`."""

    seed, explain = 4, True

    def __init__(self, wrong):
        self.wrong, self.batches = wrong, []

    def answers(self, questions, noted=True):
        self.batches.append(len(questions))
        return [self.wrong(program) for program in questions]


def shown_by(engine):
    """The program that `check_random` shows."""
    seen = []

    def check(submission, program):
        seen.append(program)
        raise Wrong("shown")

    with pytest.raises(Wrong, match="shown"):
        check_random(engine, True, lambda program: program, lambda program, answer: answer, check)
    return seen[0]


def test_a_right_engine_is_asked_one_batch():
    """No question is sent one by one where nothing is wrong."""
    engine = Engine(lambda program: False)

    check_random(engine, True, lambda program: program, lambda program, answer: answer, None)

    assert len(engine.batches) == 1


def test_a_wrong_engine_is_shown_its_smallest_program():
    """The batch is drawn again and shrunk, within a bound on the questions."""
    engine = Engine(lambda program: uses(program, "exp"))

    program = shown_by(engine)

    assert len(program.steps) <= 5
    assert uses(program, "exp")
    assert len(engine.batches) < 200


def test_without_explanation_nothing_is_shrunk():
    """Where the failure will not be shown, the first wrong program does."""
    engine = Engine(lambda program: uses(program, "exp"))
    engine.explain = False

    assert shown_by(engine) == next(program for program in batch(True, 4) if uses(program, "exp"))
    assert len(engine.batches) == 1


def test_an_engine_that_changes_its_mind_does_not_pass():
    """Wrong in the batch and right when asked again is still wrong."""
    engine = Engine(lambda program: len(engine.batches) == 1)

    with pytest.raises(Wrong, match="right when it was asked again"):
        check_random(engine, True, lambda program: program, lambda program, answer: answer, lambda *_: None)




def test_suites_are_collected_without_what_draws():
    """Hypothesis takes a tenth of a second to load: it loads where something is drawn, and not at each start."""
    code = ("import sys; from autograder.plugin import Suites; Suites(units=['value', 'backward']); "
            "sys.exit('hypothesis' in sys.modules)")

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
