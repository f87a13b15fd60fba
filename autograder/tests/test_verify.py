"""The proof proves: each thing that can be wrong with the kit is found by `verify`."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.assignment import NAMED, Assignment
from autograder.authoring import verify
from autograder.authoring.verify import POINTS, SLOW, Result, cases, judged, matrix_csv, matrix_problems, mistake_cases
from autograder.mistakes import mistakes
from autograder.report import Outcome

PASSED, FAILED, TODO = Outcome.PASSED, Outcome.FAILED, Outcome.TODO
CHECKS = [(unit, f"check {i}") for unit, count in verify.CHECKS.items() for i in range(count - (unit in verify.SLOW))]
CHECKS += verify.SLOW.items()


@pytest.fixture(scope="module")
def assignment():
    return Assignment.load(NAMED["full"])


def result(name, outcome, score=0.0):
    """A case in which `outcome(unit)` tells what became of each check."""
    return Result(name, {(unit, check): outcome(unit) for unit, check in CHECKS}, score, POINTS)


@pytest.fixture
def results(assignment):
    """What must come out."""
    units = [unit.name for unit in assignment.units]
    found = [result("the solutions", lambda unit: PASSED, POINTS), result("the untouched stubs", lambda unit: TODO)]
    for k, name in enumerate(units):
        found.append(result(f"{name} replaced by a raise", lambda unit, name=name: FAILED if unit == name else PASSED))
        found.append(result(f"solutions up to {name}", lambda unit, k=k: PASSED if units.index(unit) <= k else TODO))
    for mistake in mistakes():
        case = result(mistake.id, lambda unit, mistake=mistake: FAILED if unit == mistake.unit else PASSED)
        found.append(replace(case, named={(mistake.unit, "check 0"): [mistake.id]}))
    return {case.name: case for case in found}


def changed(results, name, unit, check, outcome, **score):
    """The results with one outcome changed."""
    case = results[name]
    return results | {name: replace(case, outcomes=case.outcomes | {(unit, check): outcome}, **score)}


def test_what_must_come_out_is_no_problem(assignment, results):
    """Every case as it must be: nothing to say."""
    assert list(judged(assignment, results)) == []
    assert list(matrix_problems(results)) == []
    assert list(verify.naming_problems(results)) == []


@pytest.mark.parametrize(("case", "unit", "check", "outcome", "said"), [
    ("the solutions", "nn", "check 3", FAILED, "the solutions get 99 of 100: nn: check 3"),
    ("the untouched stubs", "value", "check 0", PASSED, "not todo: value: check 0"),
    ("the untouched stubs", "value", "check 0", Outcome.ERROR, "not todo: value: check 0"),
    ("nn replaced by a raise", "nn", "check 5", PASSED, "with nn replaced by a raise, nn: check 5 is passed"),
    ("nn replaced by a raise", "training", "check 1", FAILED, "replaced by a raise, training: check 1 is failed"),
    ("solutions up to value", "value", "check 2", FAILED, "with the solutions up to value, value: check 2 is failed"),
    ("solutions up to value", "backward", "check 2", FAILED, "backward: check 2 is failed, not todo"),
])
def test_each_wrong_outcome_is_found(assignment, results, case, unit, check, outcome, said):
    """One check that comes out otherwise than it must is one problem that names it."""
    score = {"score": 99} if case == "the solutions" else {}

    (problem,) = judged(assignment, changed(results, case, unit, check, outcome, **score))

    assert said in problem


def test_a_suite_that_is_no_longer_collected_is_found(assignment, results):
    """The number of checks is pinned for each unit, and their points for all."""
    case = results["the solutions"]
    fewer = {check: outcome for check, outcome in case.outcomes.items() if check[0] != "nn"}
    less = results | {case.name: replace(case, outcomes=fewer, score=85, max_score=85)}

    problems = list(judged(assignment, less))

    assert f"nn has 0 checks, not {verify.CHECKS['nn']}: if that is meant, say so in verify.CHECKS." in problems
    assert "the checks are worth 85 points in all, not 100." in problems


def test_a_mistake_that_no_check_of_its_unit_catches_is_found(results):
    """Deleting the only check that catches a mistake leaves this."""
    mistake = mistakes()[0]
    case = result(mistake.id, lambda unit: PASSED)

    (problem,) = matrix_problems(results | {mistake.id: case})

    assert problem == f"mistake {mistake.id} ({mistake.name}) passes every check of {mistake.unit}."


def test_a_mistake_that_costs_points_elsewhere_is_found(results):
    """A mistake loses points in its own unit and in no other."""
    mistake = next(mistake for mistake in mistakes() if mistake.unit == "value")

    (problem,) = matrix_problems(changed(results, mistake.id, "nn", "check 4", FAILED))

    assert problem == f"mistake {mistake.id} of value fails in nn: nn: check 4"


def test_a_broken_loop_that_learns_the_moons_is_found(results):
    """Some mistakes must never reach the threshold."""
    mistake = next(mistake for mistake in mistakes() if mistake.moons)

    problems = list(matrix_problems(changed(results, mistake.id, mistake.unit, SLOW[mistake.unit], PASSED)))

    assert problems == [f"mistake {mistake.id} ({mistake.name}) passes the {SLOW[mistake.unit]} check."]


def test_stale_exercises_are_found(monkeypatch):
    """What is generated must be what the solutions give."""
    monkeypatch.setattr(verify.release, "stale_exercises", lambda root: ["exercises/nn.py is missing"])

    assert verify.stale() == [
        "exercises/nn.py is missing. Run `python -m autograder release --exercises` and commit the result."]


def test_nothing_generated_is_stale():
    """The committed exercises are those of the committed solutions."""
    assert verify.stale() == []


def test_the_cases_are_all_there(assignment):
    """Solutions, stubs, each unit as a raise, each prefix, each mistake; each name once."""
    made = [case.name for case in cases(assignment) + mistake_cases(assignment)]

    assert len(set(made)) == len(made) == 2 + 2 * len(assignment.units) - 1 + len(mistakes())


def test_a_raising_unit_raises_what_is_not_todo(assignment):
    """Otherwise a check that asks nothing would not be found."""
    case = next(case for case in cases(assignment) if case.name == "value replaced by a raise")

    assert "NotImplementedError" not in case.sources["value"]
    assert case.sources["value"].count("raise RuntimeError(") >= 15


def test_the_matrix_is_a_table(results):
    """A row for each mistake, a column for each check, 1 where it fails."""
    rows = list(csv.reader(io.StringIO(matrix_csv(results))))

    assert len(rows) == 1 + len(mistakes())
    assert {len(row) for row in rows} == {2 + len(CHECKS)}
    assert rows[1].count("1") == verify.CHECKS[mistakes()[0].unit]


def renamed(results, count, *ids):
    """The results, but for so many mistakes other ones are named."""
    others = [mistake.id for mistake in mistakes()[:count]]
    return results | {name: replace(results[name], named={("value", "check 0"): list(ids)}) for name in others}


def numbers_changed():
    """How many mistakes change numbers of the student's own: what their tests lack does not."""
    return sum(mistake.unit != "my_tests" for mistake in mistakes())


def test_few_mistakes_may_be_without_a_name(results):
    """Some give the same numbers as another, and it is told how many do not."""
    assert list(verify.naming_problems(renamed(results, 10, "other"))) == []
    assert verify.naming_text(renamed(results, 10, "other")) == (
        f"{numbers_changed() - 10} of {numbers_changed()} known mistakes that change numbers are named, first of all; "
        f"{len(mistakes()) - 10} of all {len(mistakes())} are named.")


def test_too_many_mistakes_without_their_name_are_a_problem(results):
    """Below 95 %, or named only after another one: whose they are is told."""
    (problem,) = verify.naming_problems(renamed(results, 40, "other", mistakes()[0].id))

    assert f"only {numbers_changed() - 40} are named first: not " in problem
    assert mistakes()[0].id in problem


def test_a_name_for_right_code_is_a_problem(results):
    """What is right, or not written, has no mistake."""
    named = replace(results["the solutions"], named={("value", "check 0"): ["V3"]})

    (problem,) = verify.naming_problems(results | {"the solutions": named})

    assert problem == "in the solutions a mistake is named: {('value', 'check 0'): ['V3']}"


def test_what_was_named_for_what_is_a_table(results):
    """A row for each check that a mistake fails."""
    rows = list(csv.reader(io.StringIO(verify.names_csv(results))))

    first = mistakes()[0]
    assert rows[0] == ["made", "name", "unit", "check", "outcome", "named"]
    assert rows[1] == [first.id, first.name, first.unit, "check 0", "failed", first.id]
    assert rows[2][-1] == ""
