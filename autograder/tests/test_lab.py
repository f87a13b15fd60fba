"""The learner's way through JupyterLab, in a real browser: open, try, fail, mend, pass, save, be graded."""

import shutil
import time

import pytest
from student import ROOT, UNITS

from autograder.assignment import Assignment
from autograder.authoring.notebook import notebooks
from autograder.cli import main
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.report import points_text
from autograder.submission import read_submission
from autograder.workbench import work_in

UNITS_BUT_FIRST = [path.stem for path in UNITS[1:]]
WRONG = "def derivative(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / h"
RIGHT = "def derivative(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / (2 * h)"
INIT = """@method_of(Value)
def __init__(self, data, _children=(), _op="", label=""):
    self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label"""
ADD = """@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data - other.data, (self, other), "+")"""
FILM = """import value
from film import film
a, b = value.Value(2.0, label="a"), value.Value(-3.0, label="b")
film((a * b + a).tanh())"""
LEARN = """from live import watched
from training import train
from moons import make_moons
from nn import MLP
points, labels = make_moons(40, seed=1)
model = MLP(2, [4, 1])
losses = train(watched(model, points, labels, every=20), points, labels, [list(range(20))] * 300)
print("".join(["lear", "ned"]))"""


def test_a_learner_is_led_through_a_unit(lab):
    """Todo at first; a wrong line gives a table that says what failed, a right one passes; what is saved is graded."""
    lab.open("derivative")
    assert lab.page.get_by_text("Jupyter news").count() == 0
    shown = lab.check("derivative.derivative", "todo")
    assert "derivative is yours to write" in shown.inner_text()
    lab.keep("lab-todo", shown)

    lab.run("def derivative(f, x", WRONG)
    failed = lab.check("derivative.derivative", "failed")
    assert "At x = 3 the parabola rises 14 times as fast as x" in failed.inner_text()
    assert "Traceback" not in failed.inner_text()
    assert "the rise from x - h to x + h is divided by h, not by 2h" in failed.locator(".examined").inner_text()
    lab.keep("lab-failed", failed, (400, 1600))

    lab.run("def derivative(f, x", RIGHT)
    passed = lab.check("derivative.derivative", "passed")
    assert passed.locator(".examined").count() == 0
    lab.keep("lab-passed", passed)
    points = points_of(lab, "derivative")
    lab.save()

    by_notebook = graded(lab.folder)
    assert points == f"The hidden checks: {points_text(sum(by_notebook.values()))} / 10 points"
    module = (ROOT / "exercises" / "derivative.py").read_text(encoding="utf-8")
    start = module.index("def derivative(")
    folder = lab.folder.parent / "as-module"
    folder.mkdir()
    (folder / "derivative.py").write_text(f"{module[:start]}{RIGHT}\n\n\n{module[module.index('def gradient('):]}")
    assert by_notebook == graded(folder)
    assert 0 < sum(by_notebook.values()) < 10


def points_of(lab, unit):
    """Run the check of a whole unit; return the line with its points."""
    line = lab.run(f'check("{unit}")').locator(".examined p").first
    line.wait_for(timeout=60_000)
    return line.inner_text()


def graded(folder, unit="derivative"):
    """Return {check: score} of a unit of the submission in `folder`."""
    assignment = Assignment.load()
    with Grader(assignment, 7) as grader:
        report = grader.grade(read_submission("me", folder, assignment), units=[unit], slow=False)
    return {check.name: check.score for check in report.checks}


@pytest.mark.parametrize("unit", UNITS_BUT_FIRST)
def test_a_unit_can_be_begun(lab, unit):
    """Untouched, the first check says todo; with the solution typed in, it passes."""
    given, region, part = first_part(unit)
    lab.open(unit)
    for line in given:
        lab.run(line)
    stub = f"{part} is yours to write"
    lab.run(stub)
    assert stub in lab.check(f"{unit}.{part}", "todo").inner_text()

    lab.run(stub, region)
    shown = lab.check(f"{unit}.{part}", "passed")
    lab.keep(f"lab-{unit}", shown)


def first_part(unit):
    """Return the first lines of the given cells before a unit's first region, the region solved, and its name."""
    cells = [cell for cell in notebooks(ROOT)[unit].cells if cell.cell_type == "code"]
    first = next(number for number, cell in enumerate(cells) if cell.metadata["nbgrader"]["solution"])
    part = cells[first].metadata["nbgrader"]["grade_id"].removeprefix(f"{unit}-").replace("-", ".")
    return [cell.source.partition("\n")[0] for cell in cells[1:first]], cells[first].source, part


def test_values_show_their_graphs(lab):
    """A wrong sum is named and shown as a picture; mended, it passes, and counts; a Value is drawn below its cell."""
    lab.open("value")
    lab.run("class Value:")
    lab.run("def __init__", INIT)
    lab.run("def __add__", ADD)
    found = lab.run('check("value.Value.__add__")')
    found.locator(".checks svg").first.wait_for(timeout=60_000)
    assert "assert" in found.locator(".checks").inner_text()
    named = found.locator(".examined")
    assert "These are the numbers you get when + subtracts" in named.inner_text()
    assert named.locator("svg").count() == 1
    lab.keep("lab-picture", found, (400, 1600))

    lab.run("self.data - other.data", ADD.replace("data - ", "data + "))
    assert lab.check("value.Value.__add__", "passed").locator(".examined").count() == 0
    points = points_of(lab, "value")
    lab.save()
    folder = lab.folder.parent / "as-notebook"
    folder.mkdir()
    shutil.copy(lab.folder / "notebooks" / "value.ipynb", folder)
    by_check = graded(folder, "value")
    assert (by_check["operation[add]"], by_check["operation[mul]"]) == (1, 0)
    assert points == f"The hidden checks: {points_text(sum(by_check.values()))} / 25 points"

    found = lab.run("def log(self)", 'Value(2.0, label="a") + Value(3.0, label="b")')
    graph = found.locator(".jp-OutputArea-output img, .jp-OutputArea-output svg").first
    graph.wait_for(timeout=60_000)
    lab.keep("lab-value", graph, (400, 1600))


def test_a_film_is_played_below_its_cell(lab):
    """It comes in a frame that stays by itself: its buttons step through the learner's own backward, and back."""
    lab.open("nn")
    found = lab.run("MLP.parameters is yours to write", FILM)
    frame = found.frame_locator("iframe")
    told = frame.locator("#told")
    told.wait_for(timeout=60_000)
    first = told.inner_text()
    frame.locator("#next").click()
    assert told.inner_text() != first
    lab.keep("lab-film", found, (400, 1600))
    frame.locator("#back").click()
    assert told.inner_text() == first


def test_a_network_is_watched_while_it_learns(lab):
    """One picture below the cell, drawn anew while `train` runs."""
    lab.open("softmax")
    found = lab.start("train_classifier is yours to write", LEARN)
    seen = set()
    end = time.monotonic() + 60
    while not found.get_by_text("learned", exact=True).count() and time.monotonic() < end:
        seen.update(picture.get_attribute("src") for picture in found.locator(".jp-OutputArea-output img").all())
    assert len(seen) > 2
    assert found.locator(".jp-OutputArea-output img").count() == 1
    lab.keep("lab-live", found, (400, 1600))


# --- the folder to work in


def test_a_folder_of_ones_own_gets_what_it_lacks(tmp_path):
    """Stubs, tests, given files and notebooks; a file that is there stays, whatever is in it."""
    mine = tmp_path / "mine" / "notebooks" / "value.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my work")

    folder = work_in(tmp_path / "mine", ROOT)
    (folder / "value.py").write_text("mine too")
    work_in(tmp_path / "mine", ROOT)

    assert mine.read_text() == "my work"
    assert (folder / "value.py").read_text() == "mine too"
    assert (folder / "tests" / "test_value.py").is_file()
    assert (folder / "notebooks" / "checks.py").is_file()


def test_a_file_is_no_folder_to_work_in(tmp_path):
    """The sentence says which."""
    (tmp_path / "file").write_text("")

    with pytest.raises(AutograderError, match=r"file is a file: give a folder with --code\.$"):
        work_in(tmp_path / "file", ROOT)


def test_without_jupyterlab_there_is_a_sentence(monkeypatch, capsys):
    """What is missing, and how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert main(["lab"]) == 2
    assert "JupyterLab is not installed here: python -m pip install jupyterlab" in capsys.readouterr().err
