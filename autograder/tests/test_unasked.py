"""What loads with nbgrader and is asked for by nobody here is left out, and there for whoever does ask."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def loaded(code):
    """Return the modules that are loaded in a new Python after `code`."""
    done = subprocess.run([sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules, sep='\\n')"], cwd=ROOT,
                          capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["autograder.course.marking", "autograder.authoring.notebook"])
def test_no_grammar_is_compiled_for_notebooks(module):
    """It would take two seconds, in which no address is looked at."""
    found = loaded(f"import {module}")

    assert "jsonschema" in found
    assert "lark" not in found


def test_nbgrader_comes_without_its_servers():
    """And is the same package for whoever wants one of them."""
    code = "from autograder.unasked import import_nbgrader\nimport_nbgrader()\nimport nbgrader.api, nbgrader.coursedir"
    server = "nbgrader.server_extensions.formgrader"

    assert not loaded(code) & {"nbconvert", "jupyter_server", "nbgrader.apps", "setuptools", server}
    assert {server, "jupyter_server"} <= loaded(f"{code}\nimport {server} as one\none.load_jupyter_server_extension")


def test_a_server_that_is_asked_for_is_the_real_one():
    """Jupyter's server calls it through nbgrader."""
    code = "from autograder.unasked import import_nbgrader\nimport_nbgrader()\nimport nbgrader\n" \
           "try: nbgrader.load_formgrader(None)\nexcept AttributeError: pass"

    assert "nbgrader.server_extensions.formgrader.handlers" in loaded(code)


def test_an_archive_is_unpacked_as_ever(tmp_path):
    """nbgrader takes functions of setuptools for that, each of which is loaded when it is called."""
    code = f"from autograder.unasked import import_nbgrader\nimport_nbgrader()\n" \
           f"from nbgrader.utils import unzip\nunzip({str(tmp_path / 'a.zip')!r}, {str(tmp_path)!r})"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("value.py", "x = 1\n")

    assert "setuptools.archive_util" in loaded(code)
    assert (tmp_path / "value.py").read_text() == "x = 1\n"


def test_looking_for_verdicts_loads_no_grader():
    """`course sync` only reads reports."""
    assert not loaded("import autograder.course.marking") & {"numpy", "pytest", "autograder.grading"}
