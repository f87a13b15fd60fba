"""`python -m autograder` where it cannot run: installed away from its kit, without the packages that it needs."""

import shutil
import subprocess
import sys

import pytest
from classroom import KIT


@pytest.fixture
def started(tmp_path):
    """Start a kit that has no more of the package than what starts it, and `cli`; return how it ended."""
    package = tmp_path / "autograder"
    package.mkdir()
    for name in ("__init__.py", "__main__.py", "garbage.py"):
        shutil.copy(KIT / "autograder" / name, package)

    def started(cli):
        (package / "cli.py").write_text(cli, encoding="utf-8")
        return subprocess.run([sys.executable, "-m", "autograder"], cwd=tmp_path, capture_output=True,
                              encoding="utf-8")
    return started


def test_away_from_its_kit_it_says_that_it_needs_the_whole(started):
    """What pip installs has no exercises and no solutions."""
    done = started("")

    assert done.returncode == 2
    assert "error: the kit runs from its own folder, with solutions/ and exercises/ beside autograder/" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_package_is_named_with_the_way_to_it(started, tmp_path):
    """The most frequent cause: the environment was not entered."""
    (tmp_path / "solutions").mkdir()

    done = started("import a_package_of_somebody.part")

    assert done.returncode == 2
    assert done.stderr.startswith(f"error: there is no package a_package_of_somebody in {sys.executable}.\n"
                                  "Enter the environment of the kit: source .venv/bin/activate ")


def test_a_missing_module_of_the_kit_is_a_fault_of_the_kit(started, tmp_path):
    """No environment would bring it."""
    (tmp_path / "solutions").mkdir()

    assert "ModuleNotFoundError: No module named 'autograder.gone'" in started("import autograder.gone").stderr
