"""A new learner's way: a bundle unpacked, red, green, moons; by the commands of its README and no others."""

import os
import re
import shlex
import subprocess
import sys
import zipfile

import pytest
from student import ROOT, SOLUTIONS, UNITS

from autograder.assignment import Assignment
from autograder.authoring.release import NAME, left_out, release

REQUIRED = [path for path in UNITS if path.stem not in left_out(Assignment.load())]


class Learner:
    """Someone who has the unpacked bundle, and types what its README shows."""

    def __init__(self, folder):
        self.folder = folder
        readme = (folder / "README.md").read_text(encoding="utf-8")
        self.commands = set(re.findall(r"(?:^|`)(pytest exercises[^`\n]*)", readme, re.MULTILINE))

    def types(self, command):
        """Run a command of the README; return its exit code and what it printed."""
        assert command in self.commands, f"the README shows no `{command}`"
        done = subprocess.run([sys.executable, "-m", *shlex.split(command)], cwd=self.folder,
                              capture_output=True, encoding="utf-8",
                              env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONIOENCODING": "utf-8"})
        return done.returncode, done.stdout + done.stderr

    def writes(self, name, changed=lambda text: text):
        """Save the solution of the unit `name`, changed."""
        text = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
        (self.folder / "exercises" / f"{name}.py").write_text(changed(text), encoding="utf-8")


@pytest.fixture
def learner(tmp_path):
    """A learner who has just unpacked the zip that `release` makes."""
    bundle, *_ = release(ROOT, tmp_path / "release", without=left_out(Assignment.load()))
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "home")
    return Learner(tmp_path / "home" / NAME)


@pytest.mark.slow
def test_from_the_zip_to_the_moons(learner):
    """Todo, red with a reason, a hint, green, one unit after the other, and at the end all is green, moons too."""
    status, said = learner.types("pytest exercises")
    assert status == 0
    assert said.splitlines()[-1].startswith("next: unit 0, derivative: derivative is yours to write")

    learner.writes("derivative", lambda text: text.replace("/ (2 * h)", "/ h", 1))
    status, said = learner.types("pytest exercises")
    assert status == 1
    assert "At x = 3 the parabola rises 14 times as fast as x" in said
    assert re.match(r"next: test_derivative_\w+ fails", said.splitlines()[-1]), said

    status, said = learner.types("pytest exercises --hint")
    assert status == 1
    assert "hints for derivative:\n  nudge " in said

    learner.writes("derivative")
    status, said = learner.types("pytest exercises")
    assert status == 0
    assert said.splitlines()[-1].startswith("next: unit 1, value: Value.__init__ is yours to write")

    for path in REQUIRED[1:]:
        learner.writes(path.stem)
    status, said = learner.types("pytest exercises")
    assert status == 0, said
    assert not re.search(r"\d+ (todo|failed|error)|^next:", said, re.MULTILINE), said
    assert re.search(r"^\d+ passed in ", said, re.MULTILINE), said
