"""How much of the hidden checks is shown: no input, no number, no word of the code below `full`."""

from dataclasses import replace

import pytest
from strangers import MISTAKE, failed, report_of

from autograder.report import CheckResult, Outcome
from autograder.views.handout import FORMATS
from autograder.views.reveal import LEVELS, NO_ANSWER, NOT_COUNTED, revealed

EVERY = [(level, ending) for level in LEVELS for ending in FORMATS]

#: an input, what came back, what is right; what the code said; what a picture is drawn from: only `full` shows them
PLANTED = ("0.8131", "0.4242", "1.6171", "the code said pineapple", "1.7072", "7654321", "papaya")
#: what is shown from a level on
FROM = {"names": ("sum_of_two", "not_loaded", "alone_add"),
        "messages": ("About sum_of_two.", "Add it up.", "assigns", "Write += and not =.", "a + a")}


@pytest.fixture
def planted(monkeypatch):
    """A report with something to find in every place that could tell it."""
    monkeypatch.setattr("autograder.views.pages.picture",
                        lambda evidence, say: f"<svg><text>{evidence.get('slope')}</text></svg>")
    return report_of(
        failed("sum_of_two", "a + a with a = 0.8131\nyours 0.4242\nright 1.6171", evidence={"slope": 1.7072}),
        failed("not_loaded", "ValueError: the code said pineapple", outcome=Outcome.ERROR, mistakes=()),
        CheckResult("backward", "alone_add", "About add.", Outcome.PASSED, 1, 1, on="own"),
        CheckResult("backward", "skip", "", Outcome.SKIPPED, 0, 1, "An existing engine: there is no `papaya`"),
        notes=["Not taken: secret.bin.", "not counted, for this engine lacks it: papaya"])


@pytest.mark.parametrize(("level", "ending"), EVERY)
def test_inputs_numbers_and_words_of_the_code_are_shown_only_in_full(planted, level, ending):
    """Every format, every level; a report that has its numbers in messages, evidence, notes and the seed."""
    text = FORMATS[ending](planted, level)

    assert [word for word in PLANTED if word in text] == [
        word for word in PLANTED if level == "full" and (ending == "html" or word != "1.7072")]


@pytest.mark.parametrize(("level", "ending"), EVERY)
def test_each_level_shows_what_the_one_before_it_shows(planted, level, ending):
    """Points always; names, then promises, hints and named mistakes."""
    text, levels = FORMATS[ending](planted, level).replace("<wbr>", ""), [*LEVELS]

    assert "1 / 3" in text
    assert "secret.bin" in text
    for first, parts in FROM.items():
        expected = levels.index(level) >= levels.index(first)
        assert [part for part in parts if (part in text) != expected] == [], first


@pytest.mark.parametrize("ending", FORMATS)
def test_names_say_what_passed_and_what_did_not(planted, ending):
    """Two lists: which is which is told without a word more."""
    text = FORMATS[ending](planted, "names").replace("<wbr>", "")

    assert text.index("Did not pass") < text.index("sum_of_two") < text.index("Passed") < text.index("alone_add")


@pytest.mark.parametrize(("changes", "said"), [
    ({"outcome": Outcome.ERROR}, NO_ANSWER), ({"outcome": Outcome.ERROR, "on": ""}, "pineapple"),
    ({"outcome": Outcome.ERROR, "max_score": 0}, NOT_COUNTED), ({}, ""),
])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_failure_without_its_message_still_says_what_became_of_it(changes, said, ending):
    """No answer, or the grader's own failure, known without the code's words; why a file was not taken in full."""
    report = report_of(failed("sum", "pineapple", **changes))

    assert revealed(report, "messages").failures[0].said == said
    assert said in FORMATS[ending](report, "messages")


def test_what_failed_with_the_same_words_is_told_together_at_every_level():
    """That they are the same is no secret; what they are is."""
    shown = revealed(report_of(*[failed(name, "pineapple") for name in "abc"], failed("d", "papaya")), "messages")

    assert [(failure.name, failure.others) for failure in shown.failures] == [
        ("a", (("b", "About b."), ("c", "About c."))), ("d", ())]
    assert shown.failures[0].named == (
        "These are the numbers you get when `+` assigns: look at `a + a`.", "Write += and not =.")


def test_a_hint_is_shown_where_it_belongs_to_the_message():
    """A module that does not load is no reason for a hint about sums."""
    told = failed("sum", "The module did not load", hint="")
    unrelated = replace(told, hint="Add it up.")

    assert revealed(report_of(failed("sum", "yours 1"))).failures[0].hint == "Add it up."
    assert revealed(report_of(told)).failures[0].said == "The module did not load"
    assert revealed(report_of(unrelated)).failures[0].hint == ""


def named(*mistakes, outcome=Outcome.FAILED):
    """What is told of these mistakes."""
    (failure,) = revealed(report_of(failed("a", "yours 1", outcome=outcome, mistakes=mistakes))).failures
    return failure.named


def test_an_error_is_named_as_one():
    """Where the code raised there are no numbers to speak of."""
    first, _ = named(MISTAKE, outcome=Outcome.ERROR)

    assert first == "This is the error you get when `+` assigns: look at `a + a`."


def test_two_mistakes_that_give_the_same_are_both_told():
    """Each with where to look and what is wrong; a smallest case in words is not code."""
    other = MISTAKE | {"name": "the loop ends early", "smallest": "train with two batches"}

    assert named(MISTAKE, other) == (
        "These are the numbers you get with each of these mistakes:",
        "- `+` assigns: look at `a + a`. Write += and not =.",
        "- the loop ends early: look at the case: train with two batches. Write += and not =.")


def test_nothing_is_told_where_nothing_is_named():
    """None means none."""
    assert named() == ()


def test_what_passed_and_can_be_looked_at_is_shown_in_full_only():
    """A trained network's regions are worth a look where they are right, too."""
    seen = CheckResult("training", "moons", "It learns.", Outcome.PASSED, 3, 3, evidence={"kind": "boundary"})

    assert revealed(report_of(seen)).pictures == (("It learns.", {"kind": "boundary"}),)
    assert revealed(report_of(seen), "messages").pictures == ()
