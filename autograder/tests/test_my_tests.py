"""The unit my_tests: strangers' tests before right and wrong engines, behind the wall."""

from examiner import GOOD, HEAD, outcomes

from autograder.assignment import NAMED, Assignment
from autograder.mistakes import mistakes
from autograder.subject import test_names as names_of
from autograder.suites.engines import bare, candidates, engine_with, right_engines


def test_the_share_of_mistakes_that_is_caught_counts(examine):
    """One test catches one of two mistakes; what survives is named, without its source."""
    found = examine(GOOD)

    assert outcomes(found) == ["passed", "passed", "failed"]
    assert "An engine with this mistake passes all of your tests." in found["catches[V3]"][1]
    assert "def __" not in str(found)


def test_tests_that_fail_a_right_engine_catch_nothing(examine):
    """The tests are named that a right engine fails, by what stands in the file that was handed in."""
    found = examine(GOOD + "def test_wrong():\n    assert Value(1.0).data == 2.0\n")

    assert outcomes(found) == ["failed", "failed", "failed"]
    assert "A right engine fails test_wrong." in found["right_engines_pass"][1]


def test_stubs_are_todo_and_no_tests_are_nothing(examine):
    """Untouched, or without a test."""
    stub = "def test_a():\n    raise NotImplementedError\n"

    assert outcomes(examine(stub)) == ["todo", "todo", "todo"]
    assert outcomes(examine(stub + GOOD)) == ["passed", "passed", "failed"]
    assert outcomes(examine(HEAD)) == ["failed", "failed", "failed"]
    assert "There is no function whose name begins with test_." in examine(HEAD)["right_engines_pass"][1]


def test_what_pytest_offers_can_be_used(examine):
    """raises, approx, parametrize in both notations and stacked, classes, skip; fixtures are refused in a sentence."""
    found = examine(HEAD + """
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
    found = examine(HEAD + "def test_file(tmp_path):\n    assert tmp_path\n")
    assert "Cannot be run here: test_file." in found["right_engines_pass"][1]
    found = examine(HEAD + "@pytest.mark.parametrize('x', range(10**6))\ndef test_many(x):\n    pass\n")
    assert "Cannot be run here: test_many." in found["right_engines_pass"][1]


def test_engines_are_bare_and_different():
    """No comment or docstring tells them apart; each wrong one differs from the right one, but in one module only."""
    right = right_engines(1)[0]
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
