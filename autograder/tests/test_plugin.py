"""One pytest for many submissions: checks from suites, and what becomes of a check that raises anything."""

import subprocess
import sys
import textwrap

import pytest

from autograder.assignment import Assignment
from autograder.compare import Wrong
from autograder.plugin import SUITES, Suites
from autograder.points import asked

SUITE = '''
import sys
import pytest
from autograder.compare import Wrong

points = pytest.mark.points


@points(2)
@pytest.mark.parametrize("operation", ["add", "mul"])
def test_operation(submission, operation):
    """`{operation}` is right.

    Look at
    {operation}.
    """
    submission.append(operation)


@points(0.5)
@pytest.mark.kit_only
def test_wrong(submission):
    """A promise."""
    raise Wrong("this is wrong")


@points(1)
@pytest.mark.slow
def test_exit(submission):
    """Exits."""
    sys.exit(3)


@points(1)
def test_interrupt(submission):
    """Interrupts."""
    raise KeyboardInterrupt
'''


@pytest.fixture
def suites(tmp_path):
    """The checks above, as two units."""
    for name in ("first", "second"):
        (tmp_path / f"test_{name}.py").write_text(SUITE)
    return Suites(tmp_path)


def named(suites, unit, name):
    """The check of this name."""
    return next(check for check in suites.checks if (check.unit, check.name) == (unit, name))


def test_checks_are_named_by_file_function_and_docstring(suites):
    """Unit, name, promise and hint come from the suite; parameters stand in both texts."""
    check = named(suites, "first", "operation[mul]")

    assert (check.title, check.hint, check.points) == ("`mul` is right.", "Look at mul.", 2)
    assert [check.name for check in suites.checks if check.unit == "second"] == [
        "operation[add]", "operation[mul]", "wrong", "exit", "interrupt"]
    assert [check.kit_only for check in suites.checks[:3]] == [False, False, True]
    assert [check.name for check in suites.checks if check.slow] == ["exit", "exit"]


def test_a_check_sees_the_subject_and_can_run_again(suites):
    """The same check, about one subject after another, in any order of units."""
    first, second = [], []
    for unit, subject in (("first", first), ("second", first), ("first", second), ("first", second)):
        assert suites.run(named(suites, unit, "operation[add]"), subject) is None

    assert (first, second) == (["add", "add"], ["add", "add"])


def test_the_exception_itself_comes_back(suites):
    """A wrong answer is an exception with its text; an exit is that check's result and no more."""
    assert str(suites.run(named(suites, "first", "wrong"), [])) == "this is wrong"
    assert isinstance(suites.run(named(suites, "first", "wrong"), []), Wrong)
    assert isinstance(suites.run(named(suites, "first", "exit"), []), SystemExit)
    assert suites.run(named(suites, "first", "operation[add]"), []) is None


def test_an_interrupt_is_the_persons_at_the_keyboard(suites):
    """Ctrl-C during a check ends the run: it is no check's result."""
    with pytest.raises(KeyboardInterrupt):
        suites.run(named(suites, "first", "interrupt"), [])


def test_a_skip_comes_back():
    """`pytest.skip` and `pytest.fail` inside a check are results, as in any test."""
    suites = Suites.__new__(Suites)
    suites._calls = {"skips": lambda submission: pytest.skip("not here"), "fails": lambda submission: pytest.fail("no")}

    assert isinstance(suites.run("skips", []), pytest.skip.Exception)
    assert isinstance(suites.run("fails", []), pytest.fail.Exception)


@pytest.mark.parametrize(("name", "source", "sentence"), [
    ("fixture", "@points(1)\ndef test_a(submission, tmp_path): pass",
     "test_a takes submission, tmp_path: a check takes `submission` and its parameters"),
    ("nothing", "@points(1)\ndef test_a(): pass", "test_a takes nothing"),
    ("free", "def test_a(submission): pass", r"test_a has no points: write @points\(1\) above it"),
    ("skip", "@points(1)\n@pytest.mark.skip\ndef test_a(submission): pass", "test_a is marked skip: a check knows"),
])
def test_what_a_check_cannot_have_is_said(tmp_path, name, source, sentence):
    """A check is called as a function, so what only pytest's own run would heed is refused and not ignored."""
    (tmp_path / f"test_{name}.py").write_text(f"import pytest\npoints = pytest.mark.points\n{source}\n")

    with pytest.raises(RuntimeError, match=sentence):
        Suites(tmp_path)


def test_a_suite_that_cannot_be_imported_is_said(tmp_path):
    """The text names the file and the reason."""
    (tmp_path / "test_broken.py").write_text("import no_such_module\n")

    with pytest.raises(RuntimeError, match="no_such_module"):
        Suites(tmp_path)


def test_a_folder_without_checks_is_said(tmp_path):
    """No check at all is a mistake, and not a perfect score."""
    with pytest.raises(RuntimeError, match="cannot be collected"):
        Suites(tmp_path)


def test_the_environment_of_pytest_is_left_out(tmp_path, monkeypatch):
    """Options and plugins that the user's shell sets for pytest do not reach the suites."""
    (tmp_path / "test_unit.py").write_text(textwrap.dedent(SUITE))
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")

    assert len(Suites(tmp_path).checks) == 5


def test_every_check_has_a_promise_and_a_hint():
    """Of the real suites: points, a first paragraph that promises, a second that helps."""
    suites = Suites(SUITES)

    assert [check.name for check in suites.checks if not (check.title.endswith(".") and len(check.hint) > 10)] == []
    assert all(check.points > 0 for check in suites.checks)
    assert sum(check.points for check in asked(suites.checks, Assignment.load())) == 100


@pytest.mark.parametrize(("code", "summary"), [("solutions", "7 passed"), ("exercises", "7 failed")])
def test_the_suites_run_under_plain_pytest(code, summary):
    """Who writes a check can run it alone, with all that pytest offers, on any folder."""
    command = [sys.executable, "-m", "pytest", "autograder/suites/test_derivative.py", "-o", "addopts="]

    done = subprocess.run([*command, "--submission", code], cwd=SUITES.parents[1], capture_output=True, text=True)

    assert summary in done.stdout
