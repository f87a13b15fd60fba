"""`check --watch`: what a save touches is checked again, and nothing ends it but the learner."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from student import SOLUTIONS, code

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.watch import touched, watched

ROOT = Path(__file__).parents[2]
END = "Ctrl-C to end)"
#: an interrupt in the midst of an import
EARLY = """
import sys
class Early:
    def find_spec(self, name, *others):
        if name == "autograder.commands":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Early())
"""


def solution(unit):
    """The text of a solved unit."""
    return (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(("files", "units"), [
    ({"derivative.py"}, ["derivative"]),
    ({"value.py"}, ["value", "backward", "nn", "training"]),
    ({"nn.py"}, ["nn", "training"]),
    ({"training.py", "derivative.py"}, ["derivative", "training"]),
    ({"draw.py", "notes.txt"}, []),
    ({"helper.py"}, ["derivative", "value", "backward", "nn", "training"]),
])
def test_a_save_touches_a_unit_and_those_that_need_it(files, units):
    """Given files touch nothing, for the kit's own are used; a module of the learner's own may touch all."""
    assert touched(Assignment.load(), files) == units


def test_an_error_is_shown_and_watched_on():
    """A folder without any module, say while an editor renames them, is a sentence, and the next save counts."""
    asked, shown = [], []

    def grade(units):
        asked.append(units)
        raise AutograderError("nothing there")

    watched(Assignment.load(), ["value", "nn"], grade, shown.append, [{"nn.py"}, {"training.py"}, {"derivative.py"}])

    assert asked == [["value", "nn"]] * 4
    assert [str(problem) for problem in shown] == ["nothing there"] * 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All units solved, in a folder with letters that make trouble."""
    return code(tmp_path_factory.mktemp("my (wörk)"), 5)


@pytest.fixture(scope="module")
def console(folder):
    """A terminal in which `folder` is watched, after the first answer."""
    pytest.importorskip("pty", reason="there are no terminals to be had here")
    from console import Console
    command = [sys.executable, "-m", "autograder", "check", "--watch", "--seed", "3", "--code", str(folder)]
    with Console(command, ROOT) as console:
        assert "97 / 97 points" in console.until(END)
        yield console


def answer(console, expected, save):
    """Save, again and again for it may be too early to be seen; return the answer that has `expected` in it."""
    for _ in range(20):
        save()
        shown = console.until(END, 5)
        while shown.endswith(END):
            if expected in shown:
                return shown
            shown = console.until(END, 1)
    raise AssertionError(f"no answer with {expected!r} came")


def saved(folder, **texts):
    """Save modules as many editors do: under another name, then renamed."""
    for name, text in texts.items():
        (folder / "new").write_text(text, encoding="utf-8")
        os.replace(folder / "new", folder / f"{name}.py")


def test_files_that_are_saved_together_are_answered_together(console, folder):
    """Two units wrong in one save: one answer shows both, and the other units as they were."""
    wrong = {"derivative": solution("derivative").replace("/ (2 * h)", "/ h", 1),
             "nn": solution("nn").replace("[*self.w, self.b]", "[*self.w]")}

    shown = answer(console, "3 failed", lambda: saved(folder, **wrong))

    assert [line.split()[-2:] for line in shown.splitlines() if "failed" in line and "[" in line] == [
        ["3", "failed"], ["5", "failed"]]
    assert "25 / 25" in shown
    assert "divided by h, not by 2h" in shown
    assert "97 / 97" in answer(console, "97 / 97", lambda: saved(folder, **{unit: solution(unit) for unit in wrong}))


def test_a_file_that_breaks_or_goes_is_an_answer_too(console, folder):
    """A syntax error has its line; of a file that was deleted it is said that it is missing; both come back."""
    shown = answer(console, "7 error", lambda: saved(folder, derivative="def f(:\n"))
    assert "derivative.py, line 1" in shown
    assert "SyntaxError" in shown

    shown = answer(console, "There is no derivative.py", lambda: gone(folder))
    assert "25 / 25" in shown
    assert "97 / 97" in answer(console, "97 / 97", lambda: saved(folder, derivative=solution("derivative")))


def gone(folder):
    """Delete a unit; where that was too early to be seen, it is there again before."""
    saved(folder, derivative=solution("derivative"))
    (folder / "derivative.py").unlink()


def test_an_interrupt_ends_it_quietly(console, folder):
    """Ctrl-C in the terminal, after all was right: nothing is said, and the exit code is 0."""
    console.settle()        # answers to saves that were repeated may still come

    assert console.interrupt().strip() in ("", "^C")
    assert console.code == 0


def test_an_interrupt_before_the_first_answer_is_one(folder):
    """Whoever cannot wait gets a word and 130, not a traceback, even while modules are loaded."""
    pytest.importorskip("pty", reason="there are no terminals to be had here")
    from console import Console
    with Console([sys.executable, "-m", "autograder", "check", "--code", str(folder)], ROOT) as console:
        console.until("derivative", 30)
        shown = console.interrupt()
    assert "interrupted." in shown
    assert "Traceback" not in shown
    assert console.code == 130


def test_an_interrupt_while_modules_are_loaded_is_no_traceback(tmp_path):
    """It comes from anywhere then."""
    (tmp_path / "sitecustomize.py").write_text(EARLY, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "autograder", "check"], cwd=ROOT, env=environment, text=True,
                          capture_output=True)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\ninterrupted.\n")
