"""What students get: made from the solutions, complete, the same every time, and without a solution."""

import json
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from autograder.assignment import NAMED, Assignment
from autograder.authoring.markers import MarkerError
from autograder.authoring.release import (
    NAME,
    STUDENT_PACKAGES,
    left_out,
    release,
    stale_exercises,
    student_files,
    write_exercises,
)
from autograder.errors import AutograderError

ROOT = Path(__file__).parents[2]

FILES = {
    "solutions/one.py": '"""Unit 1, one: first."""\n\n\ndef f(x):\n    """Return 3 x + 4."""\n'
                        "    ### BEGIN SOLUTION\n    return 3 * x + 4 * 1\n    ### END SOLUTION\n",
    "solutions/given.py": "ANSWER = 42\n",
    "exercises/README.md": "# Begin\n",
    "exercises/conftest.py": "# how tests run\n",
    "exercises/tests/test_one.py": "# a visible test\n",
    "exercises/tests/notes.txt": "not for students\n",
    "images/graph.png": "a picture",
    "images/graph.py": "# makes the picture\n",
    "reference/value.py": "# believed\n",
    "autograder/suites/test_one.py": "# hidden\n",
    "requirements.txt": "pytest>=8\nnumpy>=1.26\ngraphviz>=0.20\nrich>=13   # tables\nnbgrader\n"
                        "pygraphviz>=1.14   # pictures\njupyterlab>=4\n",
}


@pytest.fixture
def kit(tmp_path):
    """A small kit, complete, with its exercises generated."""
    root = tmp_path / "kit"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    write_exercises(root)
    return root


def test_exercises_are_written_from_the_solutions(kit):
    """Units lose their solutions, given files are copied, and what is up to date is not written again."""
    stub = (kit / "exercises/one.py").read_text()

    assert "NotImplementedError" in stub
    assert "3 * x" not in stub
    assert (kit / "exercises/given.py").read_text() == "ANSWER = 42\n"
    assert write_exercises(kit) == []


def test_a_change_in_a_solution_file_reaches_the_exercises(kit):
    """The names of the files that were written come back."""
    (kit / "solutions/given.py").write_text("ANSWER = 43\n")

    assert write_exercises(kit) == ["given.py"]
    assert (kit / "exercises/given.py").read_text() == "ANSWER = 43\n"
    assert [path.name for path in (kit / "exercises").glob(".*")] == []


def test_stale_exercises_are_named(kit):
    """A file that differs, one that is missing and one without a source each get a sentence."""
    assert stale_exercises(kit) == []

    (kit / "exercises/one.py").write_text("edited by hand\n")
    (kit / "exercises/given.py").unlink()
    (kit / "exercises/stray.py").write_text("")

    assert stale_exercises(kit) == [
        "exercises/given.py is missing",
        "exercises/one.py differs from solutions/one.py with its solutions removed",
        "exercises/stray.py has no source in solutions/",
    ]


def test_a_faulty_marker_writes_nothing(kit):
    """All sources are read before the first file is written."""
    (kit / "solutions/given.py").write_text("ANSWER = 43\n")
    (kit / "solutions/one.py").write_text("### END SOLUTION\n")

    with pytest.raises(MarkerError, match=r"one\.py:1: this region was never opened"):
        write_exercises(kit)

    assert (kit / "exercises/given.py").read_text() == "ANSWER = 42\n"


def test_a_folder_without_solutions_is_refused(tmp_path):
    """A wrong root is an error, not an empty release."""
    with pytest.raises(AutograderError, match="no solutions here to make exercises from"):
        write_exercises(tmp_path)


def test_a_release_has_what_students_need_and_nothing_else(kit, tmp_path):
    """Exercises, visible tests, pictures, README, requirements; no solution, no hidden suite."""
    bundle, *_ = release(kit, tmp_path / "out")

    files = {path.relative_to(tmp_path / "out" / NAME).as_posix()
             for path in (tmp_path / "out" / NAME).rglob("*") if path.is_file()}
    assert files == {"README.md", "requirements.txt", "pytest.ini", "exercises/one.py", "exercises/given.py",
                     "exercises/conftest.py", "exercises/tests/test_one.py", "exercises/notebooks/one.ipynb",
                     "exercises/notebooks/cells.py", "exercises/notebooks/statements.py", "images/graph.png",
                     "exercises/tests/language.py", "exercises/tests/interrupted.py",
                     "exercises/tests/locale/fr/LC_MESSAGES/messages.po"}
    with zipfile.ZipFile(bundle) as archive:
        assert {name.removeprefix(f"{NAME}/") for name in archive.namelist()} == files
        assert archive.testzip() is None


def test_students_install_only_what_they_need(kit):
    """Their requirements are the lines of the kit's own, by name."""
    requirements = student_files(kit)["requirements.txt"].decode()

    assert requirements == "pytest>=8\nnumpy>=1.26\ngraphviz>=0.20\npygraphviz>=1.14\njupyterlab>=4\n"


def test_a_missing_requirement_is_named(kit):
    """A package that students need must be in requirements.txt."""
    (kit / "requirements.txt").write_text("pytest\nnumpy\n")

    with pytest.raises(AutograderError, match="names no graphviz, pygraphviz, jupyterlab, which"):
        student_files(kit)


@pytest.mark.parametrize("name", ["exercises/README.md", "exercises/conftest.py", "requirements.txt"])
def test_a_missing_file_is_named(kit, name):
    """A release is complete or not made at all."""
    (kit / name).unlink()

    with pytest.raises(AutograderError, match=f"{Path(name).name} is missing, and students need it"):
        release(kit, kit / "out")
    assert not (kit / "out").exists()


def test_the_stubs_are_made_afresh(kit, tmp_path):
    """A solution that somebody wrote into exercises/ is not handed out."""
    (kit / "exercises/one.py").write_text("def f(x):\n    return 3 * x + 4 * 1\n")

    release(kit, tmp_path / "out")

    assert "NotImplementedError" in (tmp_path / "out" / NAME / "exercises/one.py").read_text()


def contents(folder):
    """Return {path: (mode, bytes)} of all in the folder; folders have no bytes."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_mode, path.read_bytes() if path.is_file() else None)
            for path in folder.rglob("*")}


def test_the_same_sources_give_the_same_release(kit, tmp_path):
    """Byte for byte and mode for mode: whenever it is made, and by whom in which country."""
    release(kit, tmp_path / "first")
    for path in kit.rglob("*.py"):
        os.utime(path, (1, 1))
    program = ("import os, sys; os.umask(0o077); from autograder.authoring.release import release; "
               "release(*sys.argv[1:])")
    elsewhere = os.environ | {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    subprocess.run([sys.executable, "-c", program, kit, tmp_path / "second"], env=elsewhere, cwd=ROOT, check=True)

    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def test_an_existing_folder_is_not_overwritten(kit, tmp_path):
    """Whatever is there stays; the message says how to replace it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")

    with pytest.raises(AutograderError, match="out exists already: choose another folder, or --force"):
        release(kit, tmp_path / "out")

    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_force_replaces_an_earlier_release(kit, tmp_path):
    """With force the old release is gone and the new one is there, and nothing is left beside it."""
    release(kit, tmp_path / "out")
    (kit / "solutions/given.py").write_text("ANSWER = 43\n")

    release(kit, tmp_path / "out", force=True)

    assert (tmp_path / "out" / NAME / "exercises/given.py").read_text() == "ANSWER = 43\n"
    assert {path.name for path in tmp_path.iterdir()} == {"kit", "out"}


def test_force_replaces_nothing_but_a_release(kit, tmp_path):
    """A folder with anything else in it is not deleted, force or not."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")

    with pytest.raises(AutograderError, match="is not a release, so it is not replaced"):
        release(kit, tmp_path / "out", force=True)

    assert (tmp_path / "out" / "thesis.txt").exists()


def test_a_release_that_fails_leaves_nothing_behind(kit, tmp_path, monkeypatch):
    """The folder appears whole or not at all, and an earlier release stays as it was."""
    release(kit, tmp_path / "out")
    monkeypatch.setattr("autograder.authoring.release.zip_bytes", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        release(kit, tmp_path / "out", force=True)

    assert {path.name for path in tmp_path.iterdir()} == {"kit", "out"}
    assert (tmp_path / "out" / f"{NAME}.zip").is_file()


def test_a_place_that_cannot_be_written_is_named(kit, tmp_path):
    """A file stands where a folder should be made; as root too nothing can be written there."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(AutograderError, match=r"file/out cannot be written: Not a directory\.$"):
        release(kit, tmp_path / "file" / "out")


def test_the_kits_own_release_is_whole():
    """The real bundle has every unit's stub, the given files and the README, and nothing hidden by its name."""
    files = student_files(ROOT)

    stubs = {name for name, data in files.items() if b"raise NotImplementedError(" in data}
    assert stubs >= {f"exercises/{unit}.py" for unit in ("derivative", "value", "backward", "nn", "training")}
    assert {"exercises/gradcheck.py", "exercises/moons.py", "exercises/draw.py", "README.md"} <= files.keys()
    assert len(files["requirements.txt"].splitlines()) == len(STUDENT_PACKAGES)
    assert not [name for name in files if "suites" in name or "reference" in name or "solutions" in name]


def test_optional_units_are_handed_out_where_the_assignment_has_them():
    """The core bundle knows nothing of softmax; the full one has stub, data and tests of it."""
    core, full = (student_files(ROOT, left_out(Assignment.load(NAMED[name]))) for name in ("core", "full"))

    optional = {"exercises/softmax.py", "exercises/spirals.py", "exercises/tests/test_softmax.py"}
    assert not optional & core.keys()
    assert optional <= full.keys()
    assert {name for name in full if name.startswith("images/")} - core.keys() == {
        f"images/{name}.png" for name in ("kills", "shapes", "spirals", "valley")}
    readme = "README.md"        # the table of units is of those that are there
    assert {name for name in core if core[name] != full[name]} == {readme}
    assert b"| 5 | `softmax.py` |" in full[readme]
    assert b"softmax" not in core[readme]
    assert b"| 4 | `training.py` |" in core[readme]


def test_the_kits_exercises_are_up_to_date():
    """exercises/ is what solutions/ makes of it."""
    assert stale_exercises(ROOT) == []


# --- the template for GitHub Classroom --------------------------------------------------------------


def test_the_template_is_the_bundle_and_a_workflow(kit, tmp_path):
    """What students get elsewhere is in it, byte for byte; beside it the workflow and what git is to leave alone."""
    release(kit, tmp_path / "out")
    template, bundle = (contents(tmp_path / "out" / name) for name in ("github-classroom", NAME))

    added = {".github", ".github/workflows", ".github/workflows/classroom.yml", ".gitignore"}
    assert {name: template[name] for name in template.keys() - added} == bundle
    assert added <= template.keys()


def test_the_workflow_runs_the_visible_tests_and_fetches_nothing_hidden(tmp_path):
    """Its commands pass on the untouched template; it needs no secret and may write nothing."""
    release(ROOT, tmp_path / "out")
    template = tmp_path / "out" / "github-classroom"
    workflow = yaml.safe_load((template / ".github/workflows/classroom.yml").read_text())

    assert workflow[True] == ["push", "workflow_dispatch", "repository_dispatch"]      # YAML 1.1: on
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    assert [step["uses"] for step in steps if "uses" in step] == ["actions/checkout@v4", "actions/setup-python@v5"]
    install, tests = (step["run"] for step in steps if "run" in step)
    assert install == 'python -m pip install "pytest>=8" "numpy>=1.26"'
    command = [sys.executable, *shlex.split(tests)[1:], "-k", "derivative"]
    done = subprocess.run(command, cwd=template, capture_output=True, text=True)
    assert (done.returncode, "next: unit 0, derivative" in done.stdout) == (0, True), done.stdout


# --- the release for nbgrader ------------------------------------------------------------------------


def test_the_nbgrader_release_is_the_notebooks_and_what_they_import(kit, tmp_path):
    """Nothing else: no module that students write, which would lie there twice. The last cell has the points."""
    release(kit, tmp_path / "out", points={"one": 12.5})
    folder = tmp_path / "out" / "nbgrader" / "micrograd"

    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {"one.ipynb", "given.py", "cells.py", "statements.py", "tests/test_one.py"}
    *others, last = json.loads((folder / "one.ipynb").read_text(encoding="utf-8"))["cells"]
    assert last["metadata"]["nbgrader"]["points"] == 12.5
    assert all(cell["metadata"]["deletable"] is False and cell["metadata"]["nbgrader"]["checksum"]
               for cell in [*others, last] if cell["cell_type"] == "code")
