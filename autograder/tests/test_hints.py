"""Hidden checks and the hint ladder of the visible tests: each check has its rungs."""

from dataclasses import replace

import pytest

from autograder.commands.options import load_assignment
from autograder.hints import KEYS, Hints, key_of
from autograder.plugin import Suites
from autograder.points import asked
from autograder.report import CheckResult


@pytest.fixture(scope="module")
def checks():
    """All hidden checks, those of the optional units too."""
    return asked(Suites().checks, load_assignment("full"))


def test_every_check_has_a_key_that_the_ladder_knows(checks, tmp_path):
    """Whatever fails first, there is a hint for it."""
    lost = [(check.unit, check.name) for check in checks
            if key_of(check.unit, check.name) not in Hints(result(check), tmp_path)._ladder.units[check.unit]]

    assert lost == []


def test_every_line_of_the_table_is_a_check(checks):
    """A check that was renamed or taken away leaves nothing behind."""
    names = {(check.unit, name) for check in checks for name in (check.name, check.name.partition("[")[0])}

    assert [(unit, name) for unit in KEYS for name in KEYS[unit] if (unit, name) not in names] == []


def test_an_operation_has_its_own_hint():
    """The parameter of a check is the name of the method, as Value has it."""
    assert key_of("value", "plain_number_on_the_left[div]") == "value_rtruediv"
    assert key_of("value", "operation[tanh]") == "value_tanh"
    assert key_of("value", "operands_are_recorded[functions]") == "value_tanh"


def test_what_is_not_written_comes_first(checks, tmp_path):
    """A sum cannot be right before there is an initializer: the hint is for what is still a stub."""
    check = next(check for check in checks if check.name == "operation[add]")
    todo = "Value.__init__ is yours to write. Try: pytest exercises -k value_init"

    assert Hints(result(check), tmp_path).key == "value_add"
    assert Hints(replace(result(check), message=todo), tmp_path).key == "value_init"
    assert Hints(replace(result(check), message="Try: pytest exercises -k nonsense"), tmp_path).key == "value_add"


def result(check):
    """A result of a check, that failed."""
    return CheckResult(unit=check.unit, name=check.name, title=check.title, outcome="failed", score=0, max_score=1)
