"""What a student has: the folder that was unpacked, code of their own, and pytest."""

import os
import subprocess
import sys
from pathlib import Path

from autograder.assignment import Assignment
from autograder.authoring.markers import regions, strip_solutions, unit
from autograder.authoring.release import left_out, student_files

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "solutions"
UNITS = sorted((path for path in SOLUTIONS.glob("*.py") if regions(path.read_text(encoding="utf-8"), path)),
               key=lambda path: unit(path.read_text(encoding="utf-8"), path))


def unpack(folder):
    """Write what students get to `folder`; return it."""
    for name, data in student_files(ROOT, left_out(Assignment.load())).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def run(folder, *arguments, **how):
    """Run pytest in `folder`, started so as `how` says; return its exit code and what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    # Plugins that happen to be installed here are not a student's, and slow to load.
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8",
                          timeout=300, **how)
    return done.returncode, done.stdout + done.stderr


def code(folder, solved, **changed):
    """Write the solutions of the first `solved` units to `folder`, stubs of the others, and changed files."""
    for number, path in enumerate(UNITS):
        text = path.read_text(encoding="utf-8")
        text = text if number < solved else strip_solutions(text, path)
        (folder / path.name).write_text(changed.get(path.stem, text), encoding="utf-8")
    return folder
