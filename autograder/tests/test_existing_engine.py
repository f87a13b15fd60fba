"""An existing engine is asked what it has, and told what it lacks."""

import importlib.util
from pathlib import Path

import pytest
from submitted import made

from autograder.assignment import Assignment
from autograder.grading import Grader
from autograder.report import Outcome
from autograder.submission import read_submission


@pytest.fixture(scope="module")
def assignment():
    """The kit's own."""
    return Assignment.load()


@pytest.fixture(scope="module")
def grader(assignment):
    """A grader with the best wall there is."""
    with Grader(assignment, seed=3) as grader:
        yield grader


ENGINE = '''
class Value:
    def __init__(self, data, _children=(), _op=""):
        self.data, self.grad, self._prev, self._op, self._backward = data, 0, set(_children), _op, lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node._prev:
                    visit(child)
                order.append(node)
        visit(self)
        self.grad = 1
        for node in reversed(order):
            node._backward()
'''


def test_an_existing_engine_is_asked_what_it_has(grader):
    """An engine of two operations: what needs others is skipped and named, its maximum says so, the rest counts."""
    engine = made({"engine": ENGINE}, layout="micrograd", modules={"value": "engine", "backward": "engine"})

    report = grader.grade(engine, slow=False)

    units = {unit.name: (unit.score, unit.max_score) for unit in report.units}
    assert units["derivative"] == units["nn"] == units["training"] == (0, 0)
    assert 0 < report.score < report.max_score < 50
    assert {check.name: check.outcome for check in report.checks}["used_twice[mul]"] is Outcome.PASSED
    assert any("lacks it: relu, tanh, exp, log" in note for note in report.notes)


@pytest.mark.parametrize("claim", ["relu", "MLP", "zero_grad", "steps", "gradients", "+", "x"])
def test_an_engine_lacks_only_what_was_asked_for_and_no_source_defines(grader, claim):
    """The word of the student's process that something is not there takes no check off the maximum."""
    lies = f"""
import sys
sys.modules["autograder.worker"].Interview.answer = lambda self, probe, arguments, count: (
    (1, "", b"") if probe == "load" else (4, "there is no `{claim}`", bytes(8 * count)))


class Value:
    def relu(self):
        return self
"""
    engine = made({"engine": lies}, layout="micrograd", modules={"value": "engine", "backward": "engine"})

    report = grader.grade(engine, slow=False)

    skipped = {check.name for check in report.checks if check.outcome is Outcome.SKIPPED and check.unit == "value"}
    assert report.score == 0
    assert not any(word in name for name in skipped for word in ("add", "mul", "relu"))


def test_the_engine_of_the_package_index_gets_full_marks(grader, tmp_path, assignment):
    """micrograd 0.1.0 as pip installs it: all points of what it has, and the report names what it lacks."""
    spec = importlib.util.find_spec("micrograd")
    if spec is None:
        pytest.skip("pip install micrograd==0.1.0 to grade it here")
    package = Path(next(iter(spec.submodule_search_locations)))
    (tmp_path / "micrograd").mkdir()
    for name in ("engine.py", "nn.py"):
        (tmp_path / "micrograd" / name).write_bytes((package / name).read_bytes())

    report = grader.grade(read_submission("upstream", tmp_path, assignment), slow=False)

    units = {unit.name: (unit.score, unit.max_score) for unit in report.units}
    assert units["backward"] == (25, 25)
    assert units["nn"] == (14, 14)
    assert units["value"][0] == units["value"][1] > 15
    (note,) = [note for note in report.notes if "lacks it" in note]
    assert all(word in note for word in ("tanh", "exp", "log", "a chain of 10 000"))
