"""`check --watch`: what a save touches is checked again, and nothing ends it but the learner."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from student import code

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.watch import touched, watched

ROOT = Path(__file__).parents[2]


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


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent in another way there")
def test_a_save_is_answered_and_an_interrupt_ends_it(tmp_path):
    """Right, a syntax error saved by renaming, right again: three answers. Ctrl-C ends without a traceback."""
    folder = code(tmp_path, 1)
    right = (folder / "derivative.py").read_text(encoding="utf-8")
    command = [sys.executable, "-u", "-m", "autograder", "check", "derivative", "--watch", "--code", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        lines = queue.SimpleQueue()
        reader = threading.Thread(target=lambda: [*map(lines.put, process.stdout)], daemon=True)
        reader.start()
        try:
            answers = [_answer(lines, "10 / 10")]
            answers.append(_answer(lines, "SyntaxError", lambda: _renamed(folder, "def f(:\n")))
            answers.append(_answer(lines, "10 / 10", lambda: _renamed(folder, right)))
            process.send_signal(signal.SIGINT)
            process.wait(30)
        finally:
            process.kill()
    reader.join(10)
    rest = "".join(lines.get() for _ in range(lines.qsize()))

    assert ["10 / 10" in answer for answer in answers] == [True, False, True]
    assert "Traceback" not in rest
    assert process.returncode == 0, rest


def _renamed(folder, text):
    """Save as many editors do: under another name, then renamed."""
    (folder / "derivative.new").write_text(text, encoding="utf-8")
    os.replace(folder / "derivative.new", folder / "derivative.py")


def _answer(lines, expected, save=lambda: None):
    """Save, again and again for it may be too early to be seen; return the first whole answer with this in it."""
    answer, end = "", time.monotonic() + 60
    while time.monotonic() < end:
        if not answer:
            save()
        try:
            answer += lines.get(timeout=3)
        except queue.Empty:
            continue
        if "watching" in answer:
            if expected in answer:
                return answer
            answer = ""
    raise AssertionError(f"no answer with {expected!r} came; the last is {answer!r}")
