"""Who may import whom: what the worker can import, hostile code can reach."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKER = {"autograder.wall", "autograder.zygote", "autograder.worker", "autograder.protocol", "autograder.program",
          "autograder.probes", "autograder.trial", "autograder.examination"}
GIVEN = {"gradcheck", "moons", "draw", "film", "screen", "live", "spirals", "race", "words"}
UNITS = {"derivative", "value", "backward", "nn", "training", "softmax", "optimizers", "arrays", "my_tests"}
SUITES = {"pytest", "hypothesis", "numpy", "reference", "autograder.program", "autograder.compare", "autograder.suites",
          "autograder.probes.arrays", "autograder.language", "autograder.examination"}
VIEWS = {"autograder.report", "autograder.views.reveal", "autograder.views.reading", "autograder.language"}

#: place -> what it may import besides the standard library
MAY_IMPORT = {
    "reference/*.py": {"numpy", "reference"},
    "solutions/*.py": {"numpy", "pytest", "IPython", "graphviz", "pygraphviz", *UNITS, *GIVEN},
    "exercises/*.py": {"numpy", "IPython", "pytest", "companion", "patience", "graphviz", "pygraphviz", *UNITS, *GIVEN},
    "solutions/notebooks/*.py": {"pytest", "IPython", "cells", "draw", "words"},
    "exercises/notebooks/*.py": {"pytest", "IPython", "cells", "statements", "draw", "words"},
    "exercises/tests/*.py": {"numpy", "pytest", "language", "failures", "hints", "interrupted", *UNITS, *GIVEN},
    "autograder/cells.py": {"autograder.statements"},       # students get both
    "autograder/statements.py": set(),
    "autograder/interrupted.py": set(),
    "autograder/program.py": set(),
    "autograder/examination.py": set(),
    "autograder/probes/*.py": {"numpy", "autograder.program", "autograder.examination", "autograder.probes"},
    "autograder/protocol.py": set(),
    "autograder/wall.py": set(),
    "autograder/worker.py": WORKER,
    "autograder/zygote.py": WORKER | {"numpy", "pytest"},
    "autograder/suites/test_*.py": SUITES,
    "autograder/suites/graphs.py": SUITES,
    "autograder/suites/random_programs.py": SUITES,
    "autograder/suites/descent.py": SUITES | {"autograder.evidence"},
    "autograder/suites/regions.py": SUITES | {"autograder.evidence"},
    "autograder/suites/shapes.py": SUITES,
    "autograder/suites/free.py": SUITES,
    "autograder/suites/spread.py": set(),
    "autograder/suites/turned.py": set(),
    "autograder/suites/engines.py": {"autograder.mistakes"},
    "autograder/suites/examined.py": SUITES,
    "autograder/suites/conftest.py": {"pytest", "autograder.assignment", "autograder.grading", "autograder.plugin",
                                      "autograder.submission"},
    "autograder/compare.py": SUITES | {"autograder.evidence"},
    "autograder/evidence.py": {"autograder.program"},
    "autograder/pictures/*.py": {"autograder.pictures", "autograder.language"},
    "autograder/mutant.py": {"autograder.kept", "autograder.probes", "autograder.protocol", "autograder.worker"},
    "autograder/naming.py": {"autograder.mistakes", "autograder.mutant", "autograder.protocol"},
    "autograder/report.py": {"autograder.errors", "autograder.inert", "autograder.spreadsheet"},
    "autograder/spreadsheet.py": set(),
    "autograder/saved.py": {"autograder.errors"},
    "autograder/exports/*.py": VIEWS | {"autograder.errors", "autograder.exports", "autograder.views.feedback",
                                        "autograder.inert", "autograder.reports", "autograder.saved",
                                        "autograder.spreadsheet"},
    "autograder/language.py": set(),      # students get it too
    "autograder/views/reveal.py": {"autograder.report", "autograder.language"},
    "autograder/views/reading.py": set(),
    "autograder/views/feedback.py": VIEWS,
    "autograder/views/markdown.py": VIEWS | {"autograder.views.feedback"},
    "autograder/views/pages.py": VIEWS | {"autograder.views.feedback", "autograder.pictures", "jinja2", "markupsafe"},
    "autograder/views/figures.py": set(),
    "autograder/views/cohort.py": {"autograder.report", "autograder.views.figures"},
    "autograder/views/class_report.py": {"autograder.report", "autograder.views.cohort", "autograder.views.pages",
                                   "autograder.spreadsheet", "autograder.usage"},
    "autograder/start.py": set(),
}


def imported(path):
    """The full names that a file imports, wherever in it; relative ones refused."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            submodules = {path.parent.relative_to(ROOT).as_posix().replace("/", ".")
                          for path in ROOT.glob("autograder/**/__init__.py")}
            yield from [f"{node.module}.{a.name}" for a in node.names] if node.module in submodules else [node.module]


def allowed(name, packages):
    """Whether `name` is of the standard library or within one of `packages`."""
    inside = any(name == package or name.startswith(f"{package}.") for package in packages)
    return inside or name.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("place", MAY_IMPORT)
def test_imports_stay_inside_the_table(place):
    """Each place imports what the table allows it, and nothing else."""
    paths = sorted(ROOT.glob(place))

    assert paths, f"{place}: the table names a place that is not there"
    for path in paths:
        strangers = [name for name in imported(path) if not allowed(name, MAY_IMPORT[place])]
        assert strangers == [], f"{path.relative_to(ROOT)} must not import {', '.join(strangers)}"


def test_a_planted_import_is_found(tmp_path):
    """The test above can fail."""
    path = tmp_path / "planted.py"
    path.write_text("import math\n\ndef f():\n    from reference.value import Value\n")

    assert [name for name in imported(path) if not allowed(name, {"numpy"})] == ["reference.value"]
