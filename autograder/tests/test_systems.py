"""Other systems, as far as this one can play them: old consoles, no fork, no `dot`, line ends, awkward folders."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from student import ROOT, SOLUTIONS

from autograder.authoring.release import stale_exercises

HIDDEN = """
import os, signal, sys
for module, name in ((os, "fork"), (os, "wait4"), (signal, "pthread_sigmask")):
    if hasattr(module, name):
        delattr(module, name)
sys.modules["resource"] = None
"""
#: the commands on a system that is not Linux, as far as walls and workers can tell
ELSEWHERE = """
import sys, types
from autograder import host
host.sys = types.SimpleNamespace(platform="win32")
from autograder.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""
#: says what is not as it would be made now
STALE = "from pathlib import Path; from autograder.authoring.release import stale_exercises as s; print(s(Path()))"
#: consoles and locales that do not speak UTF-8
CONSOLES = {
    "code page 437": {"PYTHONIOENCODING": "cp437"},
    "code page 1252": {"PYTHONIOENCODING": "cp1252"},
    "locale C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a space, parentheses and letters that few code pages have, with the solutions in it."""
    folder = tmp_path_factory.mktemp("my (wörk) Ω")
    for path in SOLUTIONS.glob("*.py"):
        (folder / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The environment of a system with neither fork nor limits nor `dot`."""
    hidden = tmp_path_factory.mktemp("hidden")
    (hidden / "sitecustomize.py").write_text(HIDDEN, encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(hidden), "PATH": str(hidden), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}


def autograder(environment, *arguments, elsewhere=False):
    """Run a command of the kit; return its exit code, and what it printed and complained, which it could encode."""
    encoding = environment.get("PYTHONIOENCODING", "ascii" if environment["LC_ALL"] == "C" else "utf-8")
    how = ["-c", ELSEWHERE] if elsewhere else ["-m", "autograder"]
    done = subprocess.run([sys.executable, *how, *map(str, arguments)], cwd=ROOT, env=environment,
                          capture_output=True, encoding=encoding, errors="strict")
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("console", CONSOLES)
def test_check_and_draw_run_on_an_old_console(folder, bare, console):
    """Files with CRLF in a folder with odd letters; what the console cannot show is written otherwise."""
    target = f"{folder / 'value.py'}:(a * b).tanh()"
    for arguments, told in ((["check", "derivative", "--code", folder], "All checks pass."),
                            (["draw", target, "a=2", "b=3", "--film", folder / "film.html"], ": 4 nodes"),
                            (["draw", target, "a=2", "b=3", "--out", folder / "graph.svg"], ": 4 nodes")):
        code, printed, complained = autograder(bare | CONSOLES[console], *arguments)
        assert (code, complained) == (0, "")
        assert told in printed


def test_what_is_made_for_students_does_not_depend_on_the_locale(bare):
    """Exercises and notebooks come out the same to the byte, whatever the system takes for its encoding."""
    done = subprocess.run([sys.executable, "-c", STALE], cwd=ROOT, env=bare | CONSOLES["locale C"], text=True,
                          capture_output=True)

    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_class_is_graded_where_there_is_neither_fork_nor_wall(bare, tmp_path):
    """With --no-wall, two at a time, to the end, and the warning is given once; without it there is a sentence."""
    students = tmp_path / "class (ü)"
    for name in ("ada", "björn"):
        students.joinpath(name).mkdir(parents=True)
        for unit in ("derivative", "value"):
            shutil.copy(SOLUTIONS / f"{unit}.py", students / name)
    command = ["grade", students, "--out", tmp_path / "out", "--seed", "3", "-j", "2"]

    code, printed, complained = autograder(bare, *command, elsewhere=True)
    assert (code, "this system offers no wall" in complained) == (2, True)

    code, printed, complained = autograder(bare, *command, "--no-wall", elsewhere=True)
    assert (code, complained) == (0, "")
    assert printed.count("no wall") == 1
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "out" / "reports").glob("*.json")]
    assert [(report["wall"], report["score"]) for report in reports] == [("none", 35.0)] * 2


def test_a_check_without_a_wall_says_so_once(bare, folder):
    """It is the learner's own code on their own machine."""
    code, printed, _ = autograder(bare, "check", "derivative", "--code", folder, elsewhere=True)

    assert (code, printed.count("without a wall")) == (0, 1)


@pytest.mark.parametrize("console", CONSOLES)
def test_the_visible_tests_run_there_too(bundle, folder, bare, console):
    """pytest takes such a folder, and its companion's bars and lines can be shown."""
    environment = bare | CONSOLES[console] | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "exercises",
               "-k", "derivative_of_the_parabola", "--code", str(folder)]
    done = subprocess.run(command, cwd=bundle, env=environment, capture_output=True)
    printed = done.stdout.decode("ascii", "replace")

    assert (done.returncode, "1 passed" in printed, done.stderr) == (0, True, b""), printed


def test_a_checkout_with_other_line_ends_is_up_to_date(tmp_path):
    """Git on Windows may write CRLF: exercises and solutions are the same texts all the same."""
    shutil.copytree(ROOT / "images", tmp_path / "images")
    for place in ("solutions", "exercises"):
        for path in (path for ending in ("*.py", "*.ipynb", "*.po") for path in (ROOT / place).rglob(ending)):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert stale_exercises(tmp_path) == []
