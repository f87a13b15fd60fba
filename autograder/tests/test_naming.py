"""Naming a mistake by its numbers: the right one, both where two give the same, none where it might be another."""

import json
import re

import pytest

from autograder import naming
from autograder.mistakes import FOLDER, mistakes
from autograder.mutant import Mutant, solutions
from autograder.naming import Question, Talk, named, told
from autograder.program import trace
from autograder.protocol import Answer, Status

MISTAKES = {mistake.id: mistake for mistake in mistakes()}
#: questions of unit 2: what they are about -> a program
GRADIENTS = {
    "twice": trace(lambda a: a.tanh() * a.tanh(), 0.5),
    "sum": trace(lambda a, b: a + b, 0.5, 2.0),
    "upstream": trace(lambda a, b: (a + b) * 3, 0.5, 2.0),
    "added twice": trace(lambda a: a + a, 0.7),
    "below zero": trace(lambda a, b: a.relu() * -3 + b.relu(), -0.7, 0.4),
    "two users": trace(lambda a: a * 2 + a, 0.5),
    "equal": trace(lambda a, b: (a * 2) * (b * 2 + 3), 0.5, 0.5),
}


def question(probe, size, **arguments):
    return Question(probe, json.dumps(arguments), size)


def gradient_question(about):
    return gradients_of(GRADIENTS[about])


def gradients_of(program):
    return question("gradients", 2 * len(program.steps), steps=program.steps, roots=program.roots)


def student(*changes, unit="backward", text=None):
    """A submission: the solutions with known mistakes in them, or with another text of a unit."""
    text = text or solutions()[unit]
    for change in changes:
        text = MISTAKES[change].apply(text)
    return Mutant(solutions() | {unit: text})


def talk(student, questions, check="a check"):
    """What a student answers to questions; passed if all is as the solutions say."""
    pairs = tuple((q, student.ask(q.probe, q.arguments, q.size)) for q in questions)
    return Talk(check, all(answer == naming.right(q) for q, answer in pairs), pairs)


def passed_elsewhere():
    """A check that was passed, in which nothing but tanh could have gone wrong."""
    return talk(student(), [gradient_question("two users")], "passed")


def names(*talks, unit="backward"):
    """The ids that are named, for each check that failed."""
    return {check: [mistake.id for mistake in found] for check, found in named({unit}, talks).items()}


def test_the_mistake_that_gives_these_numbers_is_named():
    """Assigning in tanh, by a node that tanh uses twice."""
    wrong = student("B1-tanh")

    talks = [talk(wrong, [gradient_question(about)], about) for about in GRADIENTS]

    assert names(*talks) == {"twice": ["B1-tanh"]}


def test_a_recursion_is_named_however_deep_the_grader_is():
    """Where it ends depends on where it began: not the line then decides, but that it has no end."""
    questions = [question("data", 3, steps=trace(lambda a, b: a * b, 2.0, 3.0).steps)]
    wrong = student("V27", unit="value")

    def from_deeper(levels):
        naming.answer_of.cache_clear()
        return from_deeper(levels - 1) if levels else names(talk(wrong, questions), unit="value")

    told = talk(wrong, questions)
    assert "RecursionError" in told.pairs[0][1].text
    for levels in range(12):
        naming.answer_of.cache_clear()
        assert from_deeper(levels) == {"a check": ["V27"]}


def test_what_explains_one_failure_is_tried_first_on_the_next(monkeypatch):
    """The other mistakes are asked about the first failure only; where it explains nothing, all of them are asked."""
    asked, answer_of = set(), naming.answer_of
    monkeypatch.setattr(naming, "answer_of", lambda mistake, question: asked.add((mistake.id, question.arguments))
                        or answer_of(mistake, question))
    wrong, other = student("B1-tanh"), student("B1-mul")
    twice, users = gradient_question("twice"), gradient_question("two users")
    longer = gradients_of(trace(lambda a: a.tanh() * a.tanh() * a.tanh() * 2, 0.4))

    assert names(talk(wrong, [twice], "twice"), talk(wrong, [longer], "longer"), passed_elsewhere()) == {
        "twice": ["B1-tanh", "G9-data"], "longer": ["B1-tanh", "G9-data"]}
    assert len({mistake for mistake, arguments in asked if arguments == twice.arguments}) > 50
    assert {mistake for mistake, arguments in asked if arguments == longer.arguments} == {"B1-tanh", "G9-data"}
    assert "B1-all" in names(talk(wrong, [twice], "twice"), talk(other, [users], "users"))["users"]


def test_those_that_give_the_same_numbers_are_all_named():
    """Nothing that was asked tells tanh that assigns from equal nodes made one."""
    found = names(talk(student("B1-tanh"), [gradient_question("twice")]), passed_elsewhere())

    assert found == {"a check": ["B1-tanh", "G9-data"]}


def test_a_check_that_was_passed_speaks_against_a_mistake():
    """Whoever assigns everywhere would have failed at a + a, and who takes equal nodes for one at others."""
    wrong = student("B1-tanh")
    passed = [talk(wrong, [gradient_question(about)], about) for about in ("added twice", "two users", "equal")]

    assert all(talk.passed for talk in passed)
    assert names(talk(wrong, [gradient_question("twice")]), *passed) == {"a check": ["B1-tanh"]}


def test_the_one_that_explains_most_is_named():
    """Where each operation assigns, that is named for tanh as well, though tanh alone would explain it."""
    wrong = student("B1-all")

    found = names(talk(wrong, [gradient_question("twice")]), talk(wrong, [gradient_question("added twice")], "other"))

    assert found == {"a check": ["B1-all"], "other": ["B1-all"]}


def test_two_mistakes_are_named_each_where_it_shows():
    """Two in one unit, in different operations: each of the checks has its own."""
    wrong = student("B1-tanh", "B14")
    talks = [talk(wrong, [gradient_question(about)], about) for about in GRADIENTS]

    assert names(*talks) == {"twice": ["B1-tanh"], "below zero": ["B14", "B17", "B46"]}


def test_numbers_that_no_mistake_gives_are_not_named():
    """None means none: half of each gradient is nobody's known mistake."""
    text = solutions()["backward"].replace("slope * node.grad", "slope * node.grad / 2")

    assert names(talk(student(text=text), [gradient_question("twice")])) == {"a check": []}


def test_one_question_that_disagrees_is_enough():
    """All answers of a check must be the mistake's."""
    half = talk(student("B1-tanh"), [gradient_question("twice")]).pairs
    right = talk(student(), [gradient_question("added twice"), gradient_question("equal")]).pairs
    other = talk(student("B7"), [gradient_question("sum")]).pairs

    assert names(Talk("a check", False, half + right), passed_elsewhere()) == {"a check": ["B1-tanh"]}
    assert names(Talk("a check", False, half + right + other), passed_elsewhere()) == {"a check": []}


@pytest.mark.parametrize("difference", [1e-12, 1e-7])
def test_numbers_agree_to_nine_digits(difference):
    """Another order of the same arithmetic is the same mistake; a millionth is not."""
    ((asked, answer),) = talk(student("B1-tanh"), [gradient_question("twice")]).pairs
    numbers = tuple(number + difference for number in answer.numbers)

    other = Talk("a check", False, ((asked, Answer(Status.ANSWERED, numbers)),))
    found = names(other, passed_elsewhere())["a check"]

    assert bool(found) is (difference < 1e-9)


def test_what_a_right_engine_answers_is_nobodys_mistake():
    """Where the numbers are right, a check that failed for another reason names none."""
    assert names(Talk("a check", False, talk(student(), [gradient_question("twice")]).pairs)) == {"a check": []}


def test_nothing_is_named_without_an_answer():
    """A worker that was stopped has answered nothing."""
    assert names(Talk("a check", False, ())) == {}


def test_not_a_number_names_nothing():
    """NaN comes of anything."""
    ((asked, answer),) = talk(student("B1-tanh"), [gradient_question("twice")]).pairs
    nan = Answer(Status.ANSWERED, (float("nan"),) * len(answer.numbers))

    assert names(Talk("a check", False, ((asked, nan),))) == {"a check": []}


def test_more_than_three_that_fit_are_none():
    """A list of possibilities is no explanation."""
    assert naming._best(list(mistakes()[:3]), dict.fromkeys(mistakes(), 1)) == mistakes()[:3]
    assert naming._best(list(mistakes()[:4]), dict.fromkeys(mistakes(), 1)) == ()


def value_talk(text, function, *inputs):
    program = trace(function, *inputs)
    return talk(student(unit="value", text=text), [question("data", len(program.steps), steps=program.steps)])


def test_an_error_that_names_its_types_is_a_sign():
    """Without `__radd__` Python says so, however the rest is written."""
    text = MISTAKES["V3"].apply(solutions()["value"]).replace("self + (-other)", "self + other * -1.0")

    assert names(value_talk(text, lambda a: 1 + a, 0.5), unit="value") == {"a check": ["V3"]}


def test_an_error_that_anything_may_raise_is_none():
    """That None cannot be gone through is said of many mistakes; from the very line of a known one it is a sign."""
    wrong = talk(student("B8"), [gradient_question("sum")])
    other = solutions()["backward"].replace("return (1.0, 1.0)", "return None")

    assert names(wrong) == {"a check": ["B8"]}
    assert names(talk(student(text=other), [gradient_question("sum")])) == {"a check": []}


def test_rounding_is_a_sign_to_the_last_bit_only():
    """x + h - h is not x: who does just that has the same digits; who is as near by other ways has not."""
    xs = [0.3, 0.7, 1.1]
    asked = question("slopes", 6, steps=trace(lambda a, b, c: a * b + c, *xs).steps, xs=xs, h=0.1)
    ((_, answer),) = talk(student("D25", unit="derivative"), [asked]).pairs
    near = Answer(Status.ANSWERED, tuple(number + 1e-15 for number in answer.numbers))

    assert names(Talk("a check", False, ((asked, answer),)), unit="derivative") == {"a check": ["D25"]}
    assert names(Talk("a check", False, ((asked, near),)), unit="derivative") == {"a check": []}


def test_names_do_not_depend_on_who_was_graded_before():
    """With what was computed for others, or without, the same is named."""
    talks = [talk(student("B1-tanh"), [gradient_question("twice")])]
    first = names(*talks)
    names(talk(student("G3"), [gradient_question("upstream")]))
    again = names(*talks)
    for cached in (naming.answer_of, naming._asked, naming._mutant, naming._solved, naming._changed):
        cached.cache_clear()

    assert first == again == names(*talks)


@pytest.mark.parametrize("mistake", ["E27", "E7"])
def test_a_block_that_is_not_entered_is_not_asked(mistake, monkeypatch):
    """A mistake in `log`, or in the branch for its derivative, cannot show where there is none: nothing is run."""
    naming.answer_of.cache_clear()
    asked = gradient_question("twice")
    naming.right(asked)
    monkeypatch.setattr(Mutant, "ask", None)

    assert naming.answer_of(MISTAKES[mistake], asked) is naming.right(asked)


def test_a_training_is_asked_of_few_mistakes_to_its_end(monkeypatch):
    """In the first loss many of them disagree."""
    arguments = dict(sizes=[1, [2, 1]], numbers=[0.5, 0.1, -0.4, 0.2, 0.3, -0.7, 0.1], points=[[0.5], [-0.5]],
                     labels=[1, -1], batches=[[0, 1]] * 9, rate=0.1)
    wrong = talk(student("L3", unit="training"), [question("train", 16, **arguments)])
    lengths, ask = [], Mutant.ask
    naming.answer_of.cache_clear()
    monkeypatch.setattr(Mutant, "ask", lambda self, probe, text, size:
                        lengths.append(len(json.loads(text)["batches"])) or ask(self, probe, text, size))

    assert names(wrong, unit="training") == {"a check": ["L3"]}
    assert lengths.count(9) < lengths.count(1)


def test_what_a_report_says_of_a_mistake():
    """Plain texts, as the catalogue has them."""
    assert told(MISTAKES["V3"]).keys() == {"id", "name", "hint", "smallest"}
    assert re.match("For 1 [+] a, Python asks", told(MISTAKES["V3"])["hint"])


def test_the_figures_in_the_documentation_are_of_these_mistakes():
    """How many are known is counted anew; of those that change numbers 95 % are named first."""
    text = (FOLDER.parent / "docs" / "named.md").read_text(encoding="utf-8")
    known, (named_at_all, of_all), (first, changed) = (
        int(re.search(r"\| in all \| (\d+) \|", text)[1]),
        map(int, re.search(r"two or three \| (\d+) of (\d+) \|", text).groups()),
        map(int, re.search(r"before all others \| (\d+) of (\d+) \|", text).groups()))

    assert known == of_all == len(mistakes())
    assert 0.95 * changed <= first <= changed <= known
    assert named_at_all >= first
