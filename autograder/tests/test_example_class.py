"""The example class shows what its README says: who passes, who loses what, and where."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.arrivals.intake import find_submissions
from autograder.assignment import Assignment
from autograder.grading import Grader
from autograder.language import language
from autograder.report import Outcome
from autograder.submission import read_submission
from autograder.views.feedback import feedback

KIT = Path(__file__).parents[2]
CLASS = KIT / "autograder" / "example_class"

#: one check of each unit
ALL = {"derivative": "slope_of_the_parabola", "value": "operation[add]", "backward": "diamond",
       "nn": "mlp_gradients", "training": "accuracy"}

#: name -> the units in which something did not pass, each with a check that must be among it
LOST = {
    "amara": {},
    "bruno": {},
    "chen": {},
    "emil": {"backward": "used_twice[tanh]"},
    "fatima": {"value": "plain_number_on_the_left[sub]"},
    "goran": {"training": "the_loss_curve"},
    "hana": {"backward": "a_chain_of_10_000"},
    "ivo": {"nn": "neuron_parameters"},
    "jonas": {"nn": "zero_grad", "training": "hinge_loss"},
    "kim": ALL,
    "lena": {"nn": "mlp_gradients"},
    "mallory": ALL,
    "noor": {"derivative": "slope_of_the_parabola"},
}

#: name -> the known mistakes that are found behind wrong numbers; of the others there is none
MISTAKES = {"emil": {"B1-tanh"}, "fatima": {"V3", "V7"}, "goran": {"L1"}, "ivo": {"N2"},
            "mallory": {"G9", "L13"}}     # lying objects: all equal, and nothing to go back to


@pytest.fixture(scope="module")
def reports():
    """Every submission's report, without the training on moons; the endless loop is stopped soon."""
    assignment = Assignment.load()
    assignment = replace(assignment, limits=replace(assignment.limits, cpu_seconds=2, wall_seconds=10))
    with Grader(assignment, seed=1) as grader:
        return {name: grader.grade(read_submission(name, path, assignment), slow=False)
                for name, path in find_submissions(CLASS, assignment)}


def lost(report):
    """The checks that did not pass, as {unit: names}."""
    wrong = {}
    for check in report.checks:
        if check.outcome not in (Outcome.PASSED, Outcome.SKIPPED):
            wrong.setdefault(check.unit, []).append(check.name)
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", LOST)
def test_each_loses_what_it_is_there_to_show(reports, name):
    """A mistake costs points in its own unit and in no other."""
    wrong = lost(reports[name])

    assert set(wrong) == set(LOST[name])
    assert all(check in wrong[unit] for unit, check in LOST[name].items())


@pytest.mark.slow
@pytest.mark.parametrize("name", LOST)
def test_the_mistake_of_each_is_named(reports, name):
    """The one that its README tells of, and none where nothing known is wrong."""
    named = {mistake["id"] for check in reports[name].checks for mistake in check.mistakes}

    assert named == MISTAKES.get(name, set())


@pytest.mark.slow
def test_the_hostile_one_gains_nothing(reports):
    """Leaving early, lying objects and claims of success are worth 0 points."""
    assert reports["mallory"].score == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["kim", "jonas"])
def test_what_is_untouched_is_todo(reports, name):
    """A stub is no failure: it is counted as not written yet."""
    assert {check.outcome for check in reports[name].checks} <= {Outcome.PASSED, Outcome.TODO}


def test_the_readme_tells_of_everybody():
    """Names in the table, in the folder and in this file are the same."""
    folders = {path.name for path in CLASS.iterdir() if path.is_dir()}
    told = re.findall(r"^\| (\w+) \| ", (CLASS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(told) - {"who"} == folders == set(LOST)


@pytest.mark.parametrize(("name", "units"), [("kim", ALL), ("jonas", ("nn", "training"))])
def test_untouched_files_are_the_stubs(name, units):
    """When stubs have changed, copy them: `cp exercises/nn.py autograder/example_class/jonas/`."""
    for unit in units:
        assert (CLASS / name / f"{unit}.py").read_bytes() == (KIT / "exercises" / f"{unit}.py").read_bytes()


def test_feedback_in_french_has_no_english_sentence_left(reports):
    """Of no promise, hint, known mistake or heading that a student of the class is shown."""
    french = language("fr")
    for report in reports.values():
        said, wrong = feedback(report, say=french), [c for c in report.checks if c.outcome.value in ("failed", "error")]
        told = {text for check in wrong for text in (check.title, check.hint)}
        told |= {mistake[key] for check in wrong for mistake in check.mistakes for key in ("name", "hint")}
        headings = ("Passed:", "To read:", "more:", "yours ", "  right", "central difference", "There is no")

        assert [text for text in filter(None, told) if text in said] == []
        assert [line for line in said.splitlines() for text in headings if text in line] == []
