"""One submission: outcomes, messages, stand-ins, limits."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from submitted import SOLVED, made

from autograder.assignment import Assignment
from autograder.authoring.markers import strip_solutions
from autograder.compare import Gone
from autograder.grading import Grader
from autograder.host import Answer, Status, Why, WorkerGone
from autograder.report import Outcome
from autograder.subject import Subject
from autograder.version import kit_version


@pytest.fixture(scope="module")
def solved():
    """{unit: text} of the solutions."""
    return SOLVED


@pytest.fixture(scope="module")
def assignment():
    """Ours, with limits for tests: what hangs is stopped after a second or two."""
    ours = Assignment.load()
    return replace(ours, limits=replace(ours.limits, wall_seconds=2.0, cpu_seconds=2.0, kills=2))


@pytest.fixture(scope="module")
def grader(assignment):
    """A grader with the best wall there is."""
    with Grader(assignment, seed=3) as grader:
        yield grader


def graded(grader, sources, **options):
    """The report of these sources, without moons."""
    return grader.grade(made(sources), slow=False, **options)


def failing(report, unit):
    """{name: check} of what did not pass in a unit."""
    return {c.name: c for c in report.checks if c.unit == unit and c.outcome is not Outcome.PASSED}


def test_the_solutions_get_every_point_on_their_own(grader, solved):
    """All passed, nothing borrowed, and the report says how it was made."""
    report = graded(grader, solved)

    assert {(check.outcome, check.on) for check in report.checks} == {(Outcome.PASSED, "own")}
    assert (report.score, report.max_score) == (97, 97)
    assert (report.kit, report.seed, report.wall, report.layout) == (kit_version(), 3, grader.host.tier, "kit")


def test_the_trained_network_passes_and_an_untrained_one_does_not(assignment, solved):
    """The moons check trains the student's network: one that hardly moves is near a coin toss, or does not at all."""
    slow, idle = (solved["training"].replace("p.data -= rate * p.grad", line)
                  for line in ("p.data -= rate * p.grad / 1000", "pass"))
    short = replace(assignment, moons=replace(assignment.moons, seeds=1))
    with Grader(short, seed=3) as grader:
        right = grader.grade(made(solved), units=["training"])
        wrong = grader.grade(made(solved | {"training": slow}), units=["training"])
        still = grader.grade(made(solved | {"training": idle}), units=["training"])

    assert (right.score, right.max_score) == (15, 15)
    assert "unseen points that are right" in failing(wrong, "training")["moons"].message
    assert re.search(r"^    needed +97%$", failing(wrong, "training")["moons"].message, re.MULTILINE)
    told = "Two steps move the parameters elsewhere than downhill, or not at all."
    assert told in failing(still, "training")["moons"].message


def test_a_long_training_is_tried_on_stand_ins_first_where_an_earlier_unit_is_wrong(assignment, solved, monkeypatch):
    """On wrong gradients it would take its time and fail; it is tried there only where stand-ins do not help either."""
    short = replace(assignment, moons=replace(assignment.moons, steps=20, points=100, threshold=0.0))
    wrong = solved | {"backward": solved["backward"].replace("1.0 - node.data**2", "1.0 - node.data")}
    idle = wrong | {"training": wrong["training"].replace("return losses", "return None")}
    tried = []
    with Grader(short, seed=3) as grader:
        monkeypatch.setattr(grader, "witness", lambda check, on, *_: check.slow and tried.append(on))
        orders = []
        for sources in (solved, wrong, idle):
            report = grader.grade(made(sources))
            orders.append((tried[:], report.checks[-1].on))
            tried.clear()

    assert orders == [(["own"], "own"), (["stand-ins"], "stand-ins"), (["stand-ins", "own"], "stand-ins")]


def test_the_same_seed_gives_the_same_report(grader, assignment, solved):
    """A verdict is a function of bytes, kit and seed; another grader comes to the same text, wrong answers included."""
    wrong = solved | {"backward": solved["backward"].replace("1.0 - node.data**2", "1.0 - node.data")}
    with Grader(assignment, seed=3) as other:
        texts = {graded(which, wrong).to_json() for which in (grader, other, grader)}

    assert len(texts) == 1


def test_a_mistake_costs_its_own_unit_only(grader, solved):
    """tanh with a wrong value: its own checks fail; backward, nn and training pass on a correct Value, and say so."""
    wrong = solved | {"value": solved["value"].replace("math.tanh(self.data)", "math.tan(self.data)")}

    report = graded(grader, wrong)

    assert set(failing(report, "value")) == {"operation[tanh]", "tanh_of_large_numbers", "random_expressions"}
    assert {check.unit for check in report.checks if check.outcome is not Outcome.PASSED} == {"value"}
    borrowed = {(check.unit, check.name) for check in report.checks if check.on == "stand-ins"}
    assert ("backward", "alone[tanh]") in borrowed
    assert ("backward", "alone[exp]") not in borrowed


def test_what_cannot_differ_is_not_asked_twice(grader, solved):
    """On earlier units that are the stand-ins already, a check that fails is told as it came."""
    wrong = solved | {"nn": solved["nn"].replace("random.uniform(-1, 1)", "0.5")}

    found = failing(graded(grader, wrong), "nn").values()

    assert {check.on for check in found} == {"own"}


def test_a_message_says_what_came_back_what_is_right_and_what_to_do(grader, solved):
    """The expression, yours, right, the central difference, where to look, a hint."""
    wrong = solved | {"backward": solved["backward"].replace("1.0 - node.data**2", "1.0 - node.data")}

    message = failing(graded(grader, wrong), "backward")["alone[tanh]"].message

    for part in ("a.tanh()      with a = ", "gradient of a", "yours ", "right ", "central difference",
                 "It is used in a.tanh(), whose own gradient is right", "gets the local derivative itself."):
        assert part in message


def test_a_failing_random_graph_is_shown_at_its_smallest(grader, solved):
    """Of the random graphs that fail, the message shows the one with the fewest steps and the simplest numbers."""
    wrong = solved | {"backward": solved["backward"].replace("return (node.data,)", "return (1.0,)")}

    message = failing(graded(grader, wrong), "backward")["random_graphs"].message

    assert message.startswith("    (a / 4).exp()      with a = 2.0\n")


def test_without_explanation_the_outcomes_are_the_same(grader, solved):
    """Shrinking changes a message and no verdict."""
    wrong = solved | {"backward": solved["backward"].replace("return (node.data,)", "return (1.0,)")}

    with_it, without = (graded(grader, wrong, explain=explain) for explain in (True, False))

    assert [check.outcome for check in with_it.checks] == [check.outcome for check in without.checks]


def test_untouched_stubs_are_todo(grader, solved):
    """No points, no errors: todo everywhere, and the message says what is not written."""
    report = graded(grader, {name: strip_solutions(text, f"{name}.py") for name, text in solved.items()})

    assert {check.outcome for check in report.checks} == {Outcome.TODO}
    assert report.score == 0
    assert report.checks[0].message.startswith("Not written yet. unit 0, derivative: derivative is yours to write.")


def test_a_module_that_does_not_load_is_told_once(grader, solved):
    """Every check of the unit has the same message, with file and line; the units after it are tried on stand-ins."""
    report = graded(grader, solved | {"value": "import math\n\nclass Value\n    pass\n"})

    messages = {check.message for check in failing(report, "value").values()}
    assert len(messages) == 1
    assert "value.py, line 3" in messages.pop()
    assert {check.outcome for check in report.checks if check.unit != "value"} == {Outcome.PASSED}


def test_a_module_that_is_not_there_is_told_with_what_is(grader, solved):
    """The error names it, and a sentence says what graded code can import."""
    report = graded(grader, solved | {"derivative": "import no_such_module\n" + solved["derivative"]})

    (message,) = {check.message for check in report.checks if check.unit == "derivative"}
    assert message.startswith("The module did not load: derivative.py, line 1: ModuleNotFoundError: No module")
    assert message.endswith("import anything else inside the function that uses it, not at the top.")


def test_an_endless_import_costs_two_seconds_and_not_two_for_each_unit(grader, solved):
    """The unit fails with the reason; the units that need it are tried on stand-ins at once."""
    report = graded(grader, solved | {"value": "while True: pass\n"})

    assert {check.message for check in failing(report, "value").values()} == {
        "The module did not load: stopped after 2 s of CPU or 2 s on the clock. Is there a loop outside of every "
        "function?"}
    assert {check.on for check in report.checks if check.unit in ("backward", "nn", "training")} == {"stand-ins"}
    assert not failing(report, "training")


def test_a_check_that_hangs_is_stopped_and_the_others_go_on(grader, solved):
    """One endless function: its check is an error with the reason, checks without it pass in a fresh worker."""
    hangs = solved["derivative"].replace("def parabola_slope(x):", "def parabola_slope(x):\n    while True: pass\n", 1)

    report = graded(grader, solved | {"derivative": hangs}, units=["derivative"])

    assert set(failing(report, "derivative")) == {"slope_of_the_parabola"}
    message = failing(report, "derivative")["slope_of_the_parabola"].message
    assert message == "stopped after 2 s of CPU or 2 s on the clock. Is there a loop that never ends?"


def test_what_was_given_up_in_one_unit_is_not_waited_for_in_the_next(grader, solved, monkeypatch):
    """A walk that never ends stops some workers; the units after it are tried on stand-ins first, and pass there."""
    loops = solved | {"backward": solved["backward"].replace("root.grad = 1.0", "any(iter(int, 1))")}
    tried = []
    monkeypatch.setattr(grader, "witness", lambda check, on, *_: tried.append((check.unit, on)))

    report = graded(grader, loops)

    assert {on for unit, on in tried if unit in ("nn", "training")} == {"stand-ins"}
    assert {check.unit for check in report.checks if check.outcome is not Outcome.PASSED} == {"backward"}


def test_a_stub_is_asked_on_stand_ins_alone(grader, solved, monkeypatch):
    """What was handed in as it was handed out takes one worker a unit, a comment more or less."""
    stubs = {name: strip_solutions(text, f"{name}.py") + "# not yet\n" for name, text in solved.items()}
    tried = []
    monkeypatch.setattr(grader, "witness", lambda check, on, *_: tried.append((check.unit, on)))

    report = graded(grader, stubs)

    assert set(tried) == {("derivative", "own"), ("value", "own"), ("backward", "stand-ins"), ("nn", "stand-ins"),
                          ("training", "stand-ins")}
    assert {check.outcome for check in report.checks} == {Outcome.TODO}
    assert sum(usage.workers for usage in grader.usage.values()) == 5


def test_workers_are_replaced_within_a_bound(grader, solved):
    """After the second worker that dies nothing more is asked, and the message says so."""
    head = "def derivative(f, x, h=1e-6):"
    leaves = solved["derivative"].replace(head, f"{head}\n    import os; os._exit(0)\n")

    report = graded(grader, solved | {"derivative": leaves}, units=["derivative"])

    messages = [check.message for check in failing(report, "derivative").values()]
    assert messages[0] == "left early. Does the code end its process, or need more memory than there is?"
    assert messages[-1] == "left early; it happened 2 times, so nothing more was asked"


@pytest.mark.slow
def test_each_question_has_all_seconds_for_itself(assignment, solved):
    """Slow code that answers every question in time loses nothing, though all of them together take too much."""
    head = "def derivative(f, x, h=1e-6):"
    busy = "import time; end = time.process_time() + 0.4\n    while time.process_time() < end: pass"
    slow = solved["derivative"].replace(head, f"{head}\n    {busy}\n")
    limits = replace(assignment.limits, cpu_seconds=1, wall_seconds=10.0, kills=1)
    with Grader(replace(assignment, limits=limits), seed=3) as grader:
        report = graded(grader, solved | {"derivative": slow}, units=["derivative"])

    assert {check.outcome for check in report.checks} == {Outcome.PASSED}
    assert grader.usage["derivative"].workers > limits.kills


def test_a_question_that_is_asked_once_more_uses_up_no_more_than_its_own_seconds(monkeypatch, assignment):
    """Its worker had been spent by the questions before: what comes after it is asked all the same."""
    now, ends = [0.0], [(1.9, Why.SPENT), (2.2, Why.LATE)]
    monkeypatch.setattr("autograder.subject.time", SimpleNamespace(monotonic=lambda: now[0]))

    class Worker:
        def ask(self, items, seconds):
            if not ends:
                return [Answer(Status.ANSWERED, (1.0,))]
            took, why = ends.pop(0)
            now[0] += took
            raise WorkerGone("too long", why)

        def close(self):
            pass

    subject = Subject(lambda others: Worker(), seed=1, layout="kit", moons=None, limits=assignment.limits)
    with pytest.raises(Gone):
        subject.numbers("data", 1)

    assert subject.numbers("data", 1) == [1.0]


def test_wrong_numbers_are_told_before_what_stand_ins_lack(grader, solved):
    """A neuron that calls what the kit's Value has not: its numbers say more than that it is not there."""
    sigmoid = "    def sigmoid(self):\n        return (self * 0.5).tanh() * 0.5 + 0.5\n\n"
    own = solved["value"].replace("    def tanh(self):", f"{sigmoid}    def tanh(self):")
    wrong = solved | {"value": own, "nn": solved["nn"].replace("total.relu()", "total.sigmoid()")}

    check = failing(graded(grader, wrong), "nn")["neuron_is_relu_of_a_weighted_sum"]

    assert (check.outcome, check.on) == (Outcome.FAILED, "own")
    assert "yours" in check.message


def test_a_missing_module_is_said(grader, solved):
    """The file's name, and no points for its checks."""
    rest = {name: text for name, text in solved.items() if name != "nn"}

    report = grader.grade(made(rest, problems={"nn": "nn.py is missing."}), slow=False)

    assert {check.message for check in failing(report, "nn").values()} == {"nn.py is missing."}
    assert report.max_score == 97
    assert not failing(report, "training")


def test_a_mistake_of_ours_costs_nothing(assignment, solved, monkeypatch):
    """Where a check itself breaks, it is an error that does not count, and the message asks to report it."""
    with Grader(assignment, seed=3) as grader:
        ask = grader.suites.run

        def run(check, subject):
            return TypeError("a mistake of ours") if check.name == "operation[add]" else ask(check, subject)

        monkeypatch.setattr(grader.suites, "run", run)

        report = graded(grader, solved, units=["value"])

    check = failing(report, "value")["operation[add]"]
    assert (check.outcome, check.max_score) == (Outcome.ERROR, 0)
    assert "The grader itself failed here, so this check is not counted. Please report it" in check.message
    assert report.score == report.max_score == 24


@pytest.mark.parametrize(("problem", "counts"), [(TypeError("an answer like no other"), 1), (OSError("no disk"), 0)])
def test_who_breaks_a_check_is_not_asked_for_less(assignment, solved, monkeypatch, problem, counts):
    """A check that breaks here, and not about the solutions, counts as wrong, unless it is the machine that fails."""
    with Grader(assignment, seed=3) as grader:
        ask = grader.suites.run

        def run(check, subject):
            mine = subject is not grader.rehearsal.subject
            return problem if mine and check.name == "operation[add]" else ask(check, subject)

        monkeypatch.setattr(grader.suites, "run", run)

        report = graded(grader, solved | {"value": solved["value"].replace("self.data + other", "1 + other")},
                        units=["value"])

    check = failing(report, "value")["operation[add]"]
    assert (check.score, check.max_score) == (0, counts)
    told = "What came back broke the check, as no right answer does, so it counts as wrong. Please report it: TypeError"
    assert (told in check.message) == bool(counts)


def test_a_sentence_of_ours_is_no_skipped_check(grader, solved):
    """Code that says what is said of an existing engine gets no note that something is not counted."""
    said = "raise sys.modules['autograder.probes'].Unfit('An existing engine need not have this: there is no `label`')"
    value = solved["value"].replace("self.label = label", f"import sys; {said}")

    report = graded(grader, solved | {"value": value}, units=["value"])

    assert failing(report, "value")["a_leaf_keeps_its_label"].message.startswith("An existing engine need not")
    assert (report.notes, report.score, report.max_score) == ((), 0, 25)


def test_text_of_the_student_is_inert(grader, solved):
    """Escapes and text that runs backwards, raised as a message, are shown as text."""
    hostile = "def derivative(f, x, h=1):\n    raise ValueError('\\x1b[2J\\x1b]0;title\\x07 \\u202e passed')\n"

    report = graded(grader, solved | {"derivative": hostile}, units=["derivative"])

    assert not any(ord(c) < 32 and c not in "\n\t" for check in report.checks for c in check.message)
    assert "\u202e" not in report.to_json()
