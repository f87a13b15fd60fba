"""What checks ask is known before, and asked at once: verdicts, messages and names are the same as without it."""

from dataclasses import replace

import pytest
from submitted import SOLVED, made

from autograder.assignment import Assignment
from autograder.authoring.markers import strip_solutions
from autograder.grading import Grader
from autograder.host import Why, WorkerGone
from autograder.protocol import Answer, Status
from autograder.rehearsal import PATIENCE, FirstTry
from autograder.report import Outcome

#: what is changed in which unit: other words, wrong numbers, errors, loops, words from nowhere
CHANGES = {
    "solutions": ("value", "", ""),
    "other words": ("value", "self.data + other.data", "other.data + self.data"),
    "other bits": ("value", "math.tanh(self.data)", "(1 - 2 / (math.exp(2 * self.data) + 1))"),
    "wrong data": ("value", "math.tanh(self.data)", "math.tan(self.data)"),
    "wrong gradient": ("backward", "1.0 - node.data**2", "1.0 - node.data"),
    "raises": ("value", "math.tanh(self.data)", "math.tanh(self.grid)"),
    "loops": ("backward", "1.0 - node.data**2", "any(iter(int, 1))"),
    "leaves": ("nn", "return total.relu() if", "return __import__('os')._exit(3) if"),
    "does not load": ("training", '"""Unit', 'raise ValueError("nothing here")\n"""Unit'),
    "is no Python": ("nn", "class Neuron", "clas Neuron"),
    "strings": ("training", "return losses", "return list(map(str, losses))"),
}


@pytest.fixture(scope="module")
def grader():
    """A grader that stops what hangs after a second."""
    ours = Assignment.load()
    ours = replace(ours, limits=replace(ours.limits, wall_seconds=1.0, cpu_seconds=2, kills=2))
    with Grader(ours, seed=3) as grader:
        yield grader


def submitted(**changes):
    """The solutions with some units changed."""
    return made(SOLVED | changes)


def changed(name):
    """A submission with one of the changes."""
    unit, old, new = CHANGES[name]
    assert old in SOLVED[unit]
    return submitted(**{unit: SOLVED[unit].replace(old, new, 1)})


@pytest.mark.parametrize("name", CHANGES)
def test_a_report_is_the_same_as_where_each_question_is_asked_by_itself(grader, monkeypatch, name):
    """Outcomes, messages, named mistakes and pictures, to the byte."""
    with_it = grader.grade(changed(name), slow=False).to_json()
    monkeypatch.setattr("autograder.marking.Marking._try", lambda *_: None)

    assert grader.grade(changed(name), slow=False).to_json() == with_it


def test_stubs_are_todo_either_way(grader, monkeypatch):
    """What is not written is asked by itself, and says so."""
    stubs = submitted(**{name: strip_solutions(text, f"{name}.py") for name, text in SOLVED.items()})
    with_it = grader.grade(stubs, slow=False).to_json()
    monkeypatch.setattr("autograder.marking.Marking._try", lambda *_: None)

    assert grader.grade(stubs, slow=False).to_json() == with_it


def test_right_code_needs_one_worker(grader):
    """All units are asked in one process, what was not rehearsed among it."""
    grader.grade(submitted(), slow=False)

    assert {unit: usage.workers for unit, usage in grader.usage.items()} == {"together": 1}


@pytest.mark.parametrize(("name", "again"), [("wrong data", {"value"}), ("raises", {"value", "backward"})])
def test_what_comes_after_a_wrong_unit_needs_one_worker_more(grader, name, again):
    """Own code on a stand-in for `value` answers for all later units; only the failures of `value` are asked again.

    The errors of the others, which come of it, are told to nobody; but `backward` is asked without what raises.
    """
    grader.grade(changed(name), slow=False)

    used = {unit: usage.workers for unit, usage in grader.usage.items()}
    assert used.pop("together") == 2
    assert set(used) <= again


def test_a_fault_that_shows_in_a_later_unit_only_does_not_cost_that_unit(grader):
    """On a stand-in for `value` alone the own `backward` is wrong for `nn`; on stand-ins for both it is not there."""
    value = SOLVED["value"].replace("math.tanh(self.data)", "math.tan(self.data)")
    backward = SOLVED["backward"].replace("slope * node.grad", "slope * node.grad * (2 if 'nn' in sys.modules else 1)")

    report = grader.grade(submitted(value=value, backward=f"import sys\n{backward}"),
                          units=["value", "backward", "nn"], slow=False)

    assert {check.outcome for check in report.checks if check.unit == "nn"} == {Outcome.PASSED}


def test_no_other_try_follows_one_that_was_too_slow(grader):
    """Code that never ends would hold up the class a second time."""
    grader.grade(changed("loops"), slow=False)

    assert grader.usage["together"].workers == 1


def test_what_is_rehearsed_is_what_is_asked(grader, monkeypatch):
    """Question by question, for every check that is rehearsed."""
    asked = {}
    monkeypatch.setattr("autograder.marking.Marking._try", lambda *_: None)
    monkeypatch.setattr(grader, "witness", lambda check, on, questions, problem: asked.update({check: questions}))
    grader.grade(submitted(), slow=False)
    rehearsed = {check: grader.rehearsal.of(check) for check in asked}

    assert {check.name for check, known in rehearsed.items() if not known.questions} == {"a_chain_of_10_000"}
    for check, known in rehearsed.items():
        if known.questions:
            together = zip(known.questions, known.answers, strict=True)
            assert [(*question, answer) for question, answer in together] == [*asked[check]]


class Slow:
    """A worker that answers each batch after so many seconds of a clock that it turns itself."""

    def __init__(self, clock, takes, dies=False):
        self.clock, self.takes, self.dies, self.limits = clock, takes, dies, []

    def ask(self, questions, seconds):
        """Answer or die."""
        self.limits.append(seconds)
        self.clock[0] += self.takes
        if self.dies:
            raise WorkerGone("left early", Why.LEFT)
        return [Answer(Status.ANSWERED, (1.0,))] * len(questions)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless it is turned."""
    now = [0.0]
    monkeypatch.setattr("autograder.rehearsal.time.monotonic", lambda: now[0])
    return now


def test_a_worker_that_died_is_not_asked_again(clock):
    """The submission's own units are then asked by themselves."""
    worker = Slow(clock, 0.1, dies=True)
    first = FirstTry(lambda: worker)

    assert [first.answers("value", [("data", {}, 1)]) for _ in range(3)] == [None, None, None]
    assert len(worker.limits) == 1


def test_code_that_answers_just_in_time_is_asked_no_longer_than_patience_lasts(clock):
    """However many checks there are."""
    worker = Slow(clock, 1.9)
    first = FirstTry(lambda: worker)
    came = [first.answers("value", [("data", {}, 1)]) for _ in range(50)]

    assert worker.limits == [2, 2, 2, 2, 2, pytest.approx(PATIENCE - 5 * 1.9)]
    assert [answers is None for answers in came].index(True) == 6


def test_less_than_all_numbers_is_nothing(clock):
    """An error among the answers has its own words, which are asked for where they are told."""
    class Raises(Slow):
        def ask(self, questions, seconds):
            right, wrong = Answer(Status.ANSWERED, (1.0,)), Answer(Status.RAISED, text="value.py, line 1: TypeError")
            return [right, wrong][: len(questions)]

    assert FirstTry(lambda: Raises(clock, 0)).answers("value", [("data", {}, 1)] * 2) is None


def test_four_workers_of_a_submission_live_at_once(grader, monkeypatch):
    """Each may hold as much memory as a worker may: own code and stand-ins, all at once and question by question."""
    wrong = {"value": "math.tanh(self.data)", "backward": "1.0 - node.data**2", "nn": "total.relu()",
             "training": "return losses"}
    living, start = [], grader.host.worker

    def started(*about):
        living.append([*(worker for _, worker in grader._workers if not worker.gone), None])
        return start(*about)

    monkeypatch.setattr(grader.host, "worker", started)
    grader.grade(submitted(**{unit: SOLVED[unit].replace(part, "missing") for unit, part in wrong.items()}), slow=False)

    assert max(map(len, living)) == 4
