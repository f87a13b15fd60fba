"""The learner's way through JupyterLab, in a real browser: open, try, fail, mend, pass, save, be graded.

SHOTS=DIR keeps pictures of it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from browser import page_of

from autograder.assignment import Assignment
from autograder.cli import main
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.submission import read_submission
from autograder.workbench import work_in

ROOT = Path(__file__).parents[2]
WRONG = "def derivative(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / h"
RIGHT = "def derivative(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / (2 * h)"
INIT = """@method_of(Value)
def __init__(self, data, _children=(), _op="", label=""):
    self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label"""
ADD = """@method_of(Value)
def __add__(self, other):
    return Value(self.data - other.data, (self, other), "+")"""
SHOTS = os.environ.get("SHOTS")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as `python -m autograder lab` starts it, on a folder of its own: (its address, the folder)."""
    pytest.importorskip("jupyterlab")
    home = tmp_path_factory.mktemp("lab")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}')        # all cells are in the page, wherever it is scrolled to
    news = home / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    environment = os.environ | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home),
                                "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "PYTHONUNBUFFERED": "1",
                                "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    command = [sys.executable, "-m", "autograder", "lab", "--code", str(home / "mine"), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as server:
        address = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+/\S+", line) for line in server.stdout)))
        yield address[0], home / "mine"
        os.killpg(server.pid, 15)


def cell(page, text):
    """The code cell that holds `text`."""
    return page.locator(".jp-CodeCell", has=page.locator(".jp-InputArea-editor", has_text=text)).first


def run(page, text, instead=None):
    """Run the code cell that holds `text`, with the text `instead` in its place where one is given; return it."""
    found = cell(page, text)
    found.locator(".cm-content").click()
    if instead is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(instead)
        found = cell(page, instead.splitlines()[-1].strip())
    page.keyboard.press("Control+Enter")
    found.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for(timeout=60_000)
    return found


def keep(page, name):
    """Keep a picture of the page, where one is wanted."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def table(page, summary):
    """Run the check of `derivative`; wait for the table with this summary."""
    found = run(page, 'check("derivative.derivative")')
    found.locator(".checks", has_text=summary).wait_for(timeout=60_000)
    return found.locator(".checks")


def test_a_learner_is_led_through_a_unit(browser, lab):
    """Todo at first; a wrong line gives a table that says what failed, a right one passes; what is saved is graded."""
    address, folder = lab
    with page_of(browser, viewport={"width": 1280, "height": 1000}) as (page, _):
        page.goto(address.replace("/lab/tree/notebooks", "/lab/tree/notebooks/derivative.ipynb"))
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        run(page, 'begin("derivative")')
        shown = table(page, "derivative.derivative: 3 todo")
        assert "derivative is yours to write" in shown.inner_text()
        keep(page, "lab-todo")

        run(page, "def derivative(f, x", WRONG)
        failed = table(page, "3 failed")
        assert "At x = 3 the parabola rises 14 times as fast as x" in failed.inner_text()
        assert "Traceback" not in failed.inner_text()
        keep(page, "lab-failed")

        run(page, "def derivative(f, x", RIGHT)
        table(page, "derivative.derivative: 3 passed")
        keep(page, "lab-passed")
        page.keyboard.press("Control+S")
        page.wait_for_function("!document.querySelector('.jp-mod-dirty')")

    by_notebook = graded(folder)
    module = (ROOT / "exercises" / "derivative.py").read_text(encoding="utf-8")
    start = module.index("def derivative(")
    folder = folder.parent / "as-module"
    folder.mkdir()
    (folder / "derivative.py").write_text(f"{module[:start]}{RIGHT}\n\n\n{module[module.index('def gradient('):]}")
    assert by_notebook == graded(folder)
    assert 0 < sum(by_notebook.values()) < 10


def graded(folder):
    """Return {check: score} of unit derivative of the submission in `folder`."""
    assignment = Assignment.load()
    with Grader(assignment, 7) as grader:
        report = grader.grade(read_submission("me", folder, assignment), units=["derivative"], slow=False)
    return {check.name: check.score for check in report.checks}


def test_values_show_their_graphs(browser, lab):
    """A wrong sum is shown as a picture in the table, and a Value below its cell."""
    address, _ = lab
    with page_of(browser, viewport={"width": 1280, "height": 1000}) as (page, _):
        page.goto(address.replace("/lab/tree/notebooks", "/lab/tree/notebooks/value.ipynb"))
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        run(page, 'begin("value")')
        run(page, "class Value:")
        run(page, "def __init__", INIT)
        run(page, "def __add__", ADD)
        found = run(page, 'check("value.Value.__add__")')
        found.locator(".checks svg").first.wait_for(timeout=60_000)
        assert "assert" in found.locator(".checks").inner_text()
        keep(page, "lab-picture")

        found = run(page, "def log(self)", 'Value(2.0, label="a") + Value(3.0, label="b")')
        found.locator(".jp-OutputArea-output img, .jp-OutputArea-output svg").first.wait_for(timeout=60_000)
        keep(page, "lab-value")


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

    with pytest.raises(AutograderError, match=r"file.* cannot be written: "):
        work_in(tmp_path / "file", ROOT)


def test_without_jupyterlab_there_is_a_sentence(monkeypatch, capsys):
    """What is missing, and how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert main(["lab"]) == 2
    assert "JupyterLab is not installed here: python -m pip install jupyterlab" in capsys.readouterr().err
