"""The unit my_tests: strangers' tests before right and wrong engines, behind the wall."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import NAMED, Assignment
from autograder.grading import Grader
from autograder.mistakes import mistakes
from autograder.report import Outcome
from autograder.subject import test_names as names_of
from autograder.submission import Submission
from autograder.suites.engines import bare, candidates, engine_with, right_engines

SOLUTIONS = Path(__file__).parents[2] / "solutions"
HEAD = "import pytest\nfrom value import Value\n"
GOOD = HEAD + """
def test_twice():
    a = Value(3.0)
    (a + a).backward()
    assert a.grad == 2.0
"""


@pytest.fixture(scope="module")
def grader():
    """A grader that asks for two mistakes only, with little patience."""
    full = Assignment.load(NAMED["full"])
    unit = replace(full.unit("my_tests"), catches=("B1", "V3"))
    limits = replace(full.limits, wall_seconds=2, cpu_seconds=2, kills=2)
    with Grader(replace(full, units=(unit,), limits=limits), seed=1) as grader:
        yield grader


@pytest.fixture
def graded(grader):
    """Return `graded(source)`: {check: (outcome, message)} of tests with this source."""
    def graded(source):
        submission = Submission("ada", "kit", {"my_tests": source, "value": "raise OSError"}, {"my_tests": "my_tests"},
                                {}, (), "")
        return {check.name: (check.outcome, check.message) for check in grader.grade(submission).checks}
    return graded


def outcomes(found):
    """Return the outcomes of right engines, B1, V3."""
    return [found[name][0].value for name in ("right_engines_pass", "catches[B1]", "catches[V3]")]


def test_the_share_of_mistakes_that_is_caught_counts(graded):
    """One test catches one of two mistakes; what survives is named, without its source."""
    found = graded(GOOD)

    assert outcomes(found) == ["passed", "passed", "failed"]
    assert "An engine with this mistake passes all of your tests." in found["catches[V3]"][1]
    assert "def __" not in str(found)


def test_tests_that_fail_a_right_engine_catch_nothing(graded):
    """The tests are named that a right engine fails, by what stands in the file that was handed in."""
    found = graded(GOOD + "def test_wrong():\n    assert Value(1.0).data == 2.0\n")

    assert outcomes(found) == ["failed", "failed", "failed"]
    assert "A right engine fails test_wrong." in found["right_engines_pass"][1]


def test_stubs_are_todo_and_no_tests_are_nothing(graded):
    """Untouched, or without a test."""
    stub = "def test_a():\n    raise NotImplementedError\n"

    assert outcomes(graded(stub)) == ["todo", "todo", "todo"]
    assert outcomes(graded(stub + GOOD)) == ["passed", "passed", "failed"]
    assert outcomes(graded(HEAD)) == ["failed", "failed", "failed"]
    assert "There is no function whose name begins with test_." in graded(HEAD)["right_engines_pass"][1]


def test_what_pytest_offers_can_be_used(graded):
    """raises, approx, parametrize in both notations and stacked, classes, skip; fixtures are refused in a sentence."""
    found = graded(HEAD + """
@pytest.mark.parametrize("x", [1.0, pytest.param(2.0, id="two")])
@pytest.mark.parametrize(("y", "z"), [(3.0, 4.0)])
def test_sum(x, y, z):
    assert (Value(x) + y + z).data == pytest.approx(x + y + z)

def test_exponent():
    with pytest.raises(TypeError, match="number|int"):
        Value(2.0) ** "x"

class TestReflected:
    def test_left(self):
        assert (1 + Value(2.0)).data == 3.0

def test_later():
    pytest.skip("not today")
""")
    assert outcomes(found) == ["passed", "failed", "passed"]
    found = graded(HEAD + "def test_file(tmp_path):\n    assert tmp_path\n")
    assert "Cannot be run here: test_file." in found["right_engines_pass"][1]
    found = graded(HEAD + "@pytest.mark.parametrize('x', range(10**6))\ndef test_many(x):\n    pass\n")
    assert "Cannot be run here: test_many." in found["right_engines_pass"][1]


@pytest.mark.parametrize("source", [
    "import os\nos._exit(0)\ndef test_a():\n    pass\n",
    HEAD + "def test_a():\n    while True:\n        pass\n",
    HEAD + "def test_a():\n    raise SystemExit(0)\n",
    HEAD + "import sys\ndef test_a():\n    sys.modules['autograder.probes'].PROBES.clear()\n    assert False\n",
    "def test_a(:\n",
    HEAD + "def test_a():\n    import autograder.mistakes\n",
    HEAD + "import inspect, value\ndef test_a():\n    raise ValueError(inspect.getsource(value))\n",
    HEAD + "import value\ndef test_a():\n    raise NotImplementedError(open(value.__file__).read())\n",
    "import pytest\nraise Exception(__import__('sys').modules)\n",
])
def test_hostile_tests_earn_nothing_and_tell_nothing(graded, source):
    """They end, loop, raise, or read the engine beside them: no points, and no line of an engine in any message."""
    found = graded(source)

    assert Outcome.PASSED not in {outcome for outcome, _ in found.values()}
    lines = {line.strip() for engine in right_engines() for text in engine.values() for line in text.splitlines()}
    told = "\n".join(message for _, message in found.values())
    assert [line for line in lines if len(line) > 25 and line in told] == []


def test_a_guard_that_knows_one_right_engine_fails_the_other(graded):
    """Tests that recognise an engine by its code, and not by what it does, fail the right one that they do not know."""
    namespace = {}
    exec(right_engines()[0]["value"], namespace)
    code = namespace["Value"].__add__.__code__.co_code.hex()
    found = graded(HEAD + f"def test_a():\n    assert Value.__add__.__code__.co_code.hex() == '{code}'\n")

    assert "passed" not in outcomes(found)


def test_engines_are_bare_and_different():
    """No comment or docstring tells them apart; each wrong one differs from the right one, but in one module only."""
    right = right_engines()[0]
    for mistake in candidates():
        wrong = engine_with(mistake)
        assert [name for name in right if wrong[name] != right[name]] == [mistake.unit], mistake.id
    assert "#" not in "".join(right.values())
    assert '"""' not in "".join(right.values())
    assert bare('def f():\n    """Doc."""\n    # why\n    return 1\n') == "def f():\n    return 1"


def test_names_are_found_in_the_text():
    """Functions, and methods of classes whose names begin with Test, each once."""
    source = """
def test_a(): pass
class TestB:
    def test_c(self): pass
    def other(self): pass
class Helper:
    def test_d(self): pass
def helper():
    def test_e(): pass
def test_f(): pass
def test_a(): pass
"""
    assert names_of(source) == ["test_a", "TestB.test_c", "test_f"]


def test_the_kits_list_names_mistakes_of_every_kind():
    """Values, local derivatives and the walk are all in the list that an instructor finds there."""
    chosen = Assignment.load(NAMED["full"]).unit("my_tests").catches
    units = {mistake.id: mistake.unit for mistake in mistakes()}

    assert len(set(chosen)) == len(chosen) == 36
    assert {units[name] for name in chosen} == {"value", "backward"}
