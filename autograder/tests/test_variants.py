"""Right code in other styles than the solution's: not a point is lost."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import Assignment
from autograder.grading import Grader
from autograder.report import Outcome
from autograder.submission import read_submission

SOLUTIONS = Path(__file__).parents[2] / "solutions"
VARIANTS = {path.stem: path for path in sorted((Path(__file__).parent / "variants").glob("*.py"))}
UNITS = ("derivative", "value", "backward", "nn", "training")
#: enough for what takes its time to import, and for a busy machine
SECONDS = 20.0


@pytest.fixture(scope="module")
def assignment():
    """Ours; the training on moons is left out below."""
    ours = Assignment.load()
    return replace(ours, limits=replace(ours.limits, wall_seconds=SECONDS))


@pytest.fixture(scope="module")
def grader(assignment):
    """A grader with the best wall there is."""
    with Grader(assignment, seed=5) as grader:
        yield grader


@pytest.fixture
def solved(tmp_path):
    """A folder with the solutions, for a variant to change."""
    for unit in UNITS:
        (tmp_path / f"{unit}.py").write_bytes((SOLUTIONS / f"{unit}.py").read_bytes())
    return tmp_path


@pytest.fixture
def graded(grader, assignment, solved):
    """Return `graded()`: the report of the folder `solved`, without moons."""
    return lambda: grader.grade(read_submission("ada", solved, assignment), slow=False)


def lost(report):
    """The checks that did not pass, with what they say."""
    return {check.name: check.message for check in report.checks if check.outcome is not Outcome.PASSED}


@pytest.mark.slow
@pytest.mark.parametrize("name", VARIANTS)
def test_a_style_costs_nothing(graded, solved, name):
    """Every point of the solution, but for the one check that the header of a variant names."""
    text = VARIANTS[name].read_text(encoding="utf-8")
    costs = re.findall(r"^loses: (\w+)$", ast.get_docstring(ast.parse(text)), re.MULTILINE)
    (solved / f"{name.partition('_')[0]}.py").write_text(text, encoding="utf-8")

    report = graded()

    assert set(lost(report)) == set(costs), lost(report)
    assert [check.mistakes for check in report.checks if check.mistakes] == []
    assert report.max_score == 97
    assert report.score == 97 - len(costs)


def in_every_file(change):
    """Return what changes the bytes of each module."""
    def changed(folder):
        for unit in UNITS:
            path = folder / f"{unit}.py"
            path.write_bytes(change(path.read_text(encoding="utf-8")))
    return changed


def tabs(text):
    """Indent by tabs."""
    return re.sub(r"^( {4})+", lambda spaces: "\t" * (len(spaces[0]) // 4), text, flags=re.MULTILINE).encode()


def helpers(folder):
    """Move the work of three units to modules beside them, which import each other."""
    (folder / "engine_room.py").write_bytes((folder / "value.py").read_bytes())
    (folder / "value.py").write_text("from engine_room import Value\n")
    (folder / "walking.py").write_bytes((folder / "backward.py").read_bytes())
    (folder / "backward.py").write_text("import walking\nfrom walking import *\nbackward = walking.backward\n")
    (folder / "losses.py").write_text("import statistics\nimport walking\n" + (folder / "training.py").read_text())
    (folder / "training.py").write_text("from losses import *\n")


def clutter(folder):
    """What lies about in a student's folder."""
    for name in ("README.md", "notes.txt", "main.py", "plot.png", ".DS_Store", "value.py~", "value (1).py",
                 "test_mine.py", "Value.py", "data.csv", "moons.py", "__init__.py", "requirements.txt", "value_old.py"):
        (folder / name).write_text("print('hello')\n")
    for name in ("__pycache__", ".ipynb_checkpoints", "tests", ".git", ".vscode", "venv"):
        (folder / name).mkdir()
        (folder / name / "value.py").write_text("1/0\n")


FILES = {
    "windows line ends": in_every_file(lambda text: text.replace("\n", "\r\n").encode()),
    "old line ends": in_every_file(lambda text: text.replace("\n", "\r").encode()),
    "a byte order mark": in_every_file(lambda text: b"\xef\xbb\xbf" + text.encode()),
    "a mark and windows line ends": in_every_file(lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()),
    "tabs": in_every_file(tabs),
    "another encoding": in_every_file(lambda text: b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + text.encode()),
    "an encoding of windows": in_every_file(lambda text: b"#!/bin/python\n# coding=cp1252\n# \x80\n" + text.encode()),
    "no last line end": in_every_file(lambda text: text.rstrip().encode()),
    "blanks and form feeds": in_every_file(lambda text: text.replace("\n\n\n", "   \n\f\n \n").encode()),
    "future": in_every_file(lambda text: b"from __future__ import annotations, division\n" + text.encode()),
    "helper modules": helpers,
    "mixed line ends": in_every_file(lambda text: "\n".join(
        line + "\r" * (k % 2) for k, line in enumerate(text.split("\n"))).encode()),
    "a mark and a cookie": in_every_file(lambda text: b"\xef\xbb\xbf#!/bin/python\n# coding: utf-8\n" + text.encode()),
    "a giant docstring": in_every_file(lambda text: f'"""{"moons " * 20_000}"""\n{text}'.encode()),
    "other files": clutter,
}


@pytest.mark.slow
@pytest.mark.parametrize("how", FILES)
def test_how_files_are_written_costs_nothing(graded, solved, how):
    """Line ends, marks, encodings, indentation, helper modules and other files beside the units."""
    FILES[how](solved)

    report = graded()

    assert lost(report) == {}
    assert report.score == 97


def test_there_are_many_styles():
    """At least twenty-five, in every unit, each with a sentence that says what is different."""
    assert len(VARIANTS) + len(FILES) >= 25
    assert {name.partition("_")[0] for name in VARIANTS} == set(UNITS)
    for path in VARIANTS.values():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_a_mistake_would_be_seen(graded, solved):
    """The comparison can fail: a variant with a mistake loses points."""
    text = (solved / "derivative.py").read_text()
    (solved / "derivative.py").write_text(text.replace("return 6 * x - 4", "return 6 * x"))

    assert set(lost(graded())) == {"slope_of_the_parabola"}
