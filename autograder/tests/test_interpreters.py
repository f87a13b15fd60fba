"""The wall and the verdicts hold in every Python that the kit supports, not only in the one that runs these tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.zygote import LIBRARY

HERE = Path(__file__).parent
NEEDED = ("numpy", "pytest", "hypothesis", "rich", "jinja2")
#: what depends on the Python inside the worker: refusals, imports, order, ends; hostile code; right code of all styles
ASKED = {
    "wall": (("wall", "host", "worker"), "nobody_can or course_may_import or last_bit or repeat_themselves or "
                                         "one_sentence or one_descriptor"),
    "attacks": (("attacks",), "own and (honest or sample)"),
    "styles": (("variants", "cells_indented"), "slot or dataclass or match or generic or recursion or tabs or class"),
}


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=900, **options)


def found(version):
    """Return the Python of this version, or None; what manages several is told which one is meant."""
    command = shutil.which(f"python{version}")
    if command is None:
        return None
    told = run(command, "-c", "import sys; print(sys.executable)", env=os.environ | {"PYENV_VERSION": version})
    return told.stdout.strip() or None


def equipped(python, folder):
    """Return a Python like this one that has what is needed, made in `folder` where it has not; or skip."""
    if run(python, "-c", f"import {', '.join(NEEDED)}").returncode == 0:
        return python
    inside, needed = folder / "bin" / "python", " and ".join(NEEDED)
    done = run(python, "-m", "venv", "--without-pip", folder)
    if done.returncode == 0:
        done = run(sys.executable, "-m", "pip", "--python", inside, "install", "-q", "--no-compile", *NEEDED)
    if done.returncode == 0:    # compile what is used: a third of numpy's files
        done = run(inside, "-c", f"import {', '.join(name for name in LIBRARY if name.startswith('numpy'))}")
    if done.returncode:
        pytest.skip(f"{python} has no {needed}, and they could not be installed: {done.stderr[-200:]}")
    return inside


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13"])
def python(request, tmp_path_factory):
    """A Python of each version that is here, but for the one that runs all the tests."""
    version = request.param
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        pytest.skip(f"Python {version} runs all the tests")
    there = found(version) or pytest.skip(f"there is no Python {version} here")
    return equipped(there, tmp_path_factory.mktemp("environment") / version)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="walls stand on Linux only")
@pytest.mark.parametrize("what", ASKED)
def test_it_holds_in_each_python(python, what):
    """The tries of an inmate, the imports of a course, the ends of a worker; a sample of attacks; right code."""
    suites, asked = ASKED[what]

    done = run(python, "-m", "pytest", "-p", "no:cacheprovider", "-k", asked,
               *[HERE / f"test_{name}.py" for name in suites], cwd=HERE.parents[1])

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
