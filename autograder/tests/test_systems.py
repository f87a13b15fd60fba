"""Other systems, as far as this one can play them: old consoles, no fork, no `dot`, line ends, awkward folders."""

import os
import shutil
import subprocess
import sys

import pytest
from student import ROOT, SOLUTIONS, run

from autograder.authoring.release import stale_exercises

HIDDEN = """
import os, signal, sys
for module, name in ((os, "fork"), (signal, "pthread_sigmask")):
    if hasattr(module, name):
        delattr(module, name)
sys.modules["resource"] = None
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a space and letters that few code pages have, with the solutions in it."""
    folder = tmp_path_factory.mktemp("my wörk Ω")
    for path in SOLUTIONS.glob("*.py"):
        (folder / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The environment of a system with neither fork nor limits nor `dot`."""
    hidden = tmp_path_factory.mktemp("hidden")
    (hidden / "sitecustomize.py").write_text(HIDDEN, encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(hidden), "PATH": str(hidden), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii"])
def test_check_and_draw_run_on_an_old_console(folder, bare, encoding):
    """Files with CRLF in a folder with odd letters; what the console cannot show is written otherwise."""
    environment = bare | {"PYTHONIOENCODING": encoding}
    target = f"{folder / 'value.py'}:(a * b).tanh()"
    for arguments, told in ((["check", "derivative", "--code", str(folder)], "All checks pass."),
                            (["draw", target, "a=2", "b=3", "--film", str(folder / "film.html")], ": 4 nodes"),
                            (["draw", target, "a=2", "b=3", "--out", str(folder / "graph.svg")], ": 4 nodes")):
        done = subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=ROOT, env=environment,
                              capture_output=True, encoding=encoding, errors="strict")
        assert (done.returncode, done.stderr) == (0, "")
        assert told in done.stdout


def test_the_visible_tests_run_there_too(bundle, folder):
    """pytest takes such a folder, and the line that can be copied names it."""
    status, output = run(bundle, "exercises", "-k", "derivative_of_the_parabola", "--code", folder)

    assert (status, "1 passed" in output) == (0, True), output


def test_a_checkout_with_other_line_ends_is_up_to_date(tmp_path):
    """Git on Windows may write CRLF: exercises and solutions are the same texts all the same."""
    shutil.copytree(ROOT / "images", tmp_path / "images")
    for place in ("solutions", "exercises"):
        for path in (path for ending in ("*.py", "*.ipynb", "*.po") for path in (ROOT / place).rglob(ending)):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert stale_exercises(tmp_path) == []
