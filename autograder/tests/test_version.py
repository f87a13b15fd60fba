"""The version of the kit: changes with what a verdict depends on, and with nothing else."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import KIT, write_assignment

from autograder.assignment import Assignment
from autograder.version import kit_version, verdict_files, version_of


@pytest.fixture
def kit(tmp_path):
    """A copy of what a verdict can depend on, and of the views."""
    for name in ("autograder", "reference", "solutions"):
        shutil.copytree(KIT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "tests"))
    return tmp_path


def changes_with(kit, file):
    """Whether another line at the end of `file` makes another version."""
    before = kit_version.__wrapped__(kit)
    with open(kit / file, "a", encoding="utf-8") as text:
        text.write("\n# a remark\n")
    return kit_version.__wrapped__(kit) != before


def test_a_copy_has_the_version_of_the_original(kit):
    """Wherever it lies, and with or without its tests."""
    assert kit_version.__wrapped__(kit) == kit_version()


@pytest.mark.parametrize("file", [
    "autograder/suites/test_value.py", "autograder/suites/graphs.py", "autograder/suites/pytest.ini",
    "autograder/probes/value.py", "autograder/examination.py", "autograder/mistakes/value.toml",
    "autograder/assignment.toml",
    "autograder/grading.py", "autograder/compare.py", "autograder/submission.py", "autograder/arrivals/source.py",
    "autograder/arrivals/notebook.py", "autograder/cells.py", "autograder/statements.py",
    "autograder/worker.py", "autograder/zygote.py", "autograder/wall.py", "autograder/protocol.py",
    "autograder/subject.py", "autograder/report.py", "autograder/hearsay.py", "autograder/inert.py",
    "autograder/__init__.py", "reference/value.py", "solutions/nn.py", "solutions/moons.py"])
def test_what_a_verdict_depends_on_makes_another_version(kit, file):
    """Questions, right answers, how they are compared, what reads and runs a submission, what a report says."""
    assert changes_with(kit, file)


@pytest.mark.parametrize("file", [
    "autograder/views/feedback.py", "autograder/views/handout.py", "autograder/views/table.py",
    "autograder/terminal.py", "autograder/cli.py", "autograder/commands/grade.py", "autograder/start.py",
    "autograder/authoring/release.py", "autograder/authoring/verify.py", "autograder/authoring/messages.py",
    "autograder/translations.py",
    "autograder/cluster.py", "autograder/batch.py", "autograder/run.py", "autograder/bench/grading.py"])
def test_what_only_shows_or_stores_verdicts_does_not(kit, file):
    """A course is not graded again for a new page."""
    assert not changes_with(kit, file)


def test_no_view_is_among_the_files():
    """Grading imports none: what it imported would count."""
    names = {path.relative_to(KIT).as_posix() for path in verdict_files()}

    assert not {name for name in names if name.startswith(("autograder/commands", "autograder/exports"))}
    shows = {"feedback", "pages", "handout", "batch", "cluster", "run"}
    assert not {name for name in names if Path(name).stem in shows}


def test_the_kits_own_assignment_is_part_of_the_kit():
    """Its digest is in the kit's version already."""
    assert version_of(Assignment.load()) == kit_version()


def test_an_own_assignment_has_a_version_of_its_own(tmp_path):
    """Other limits, other version; the same limits in another file, the same."""
    assignment = Assignment.load(write_assignment(tmp_path / "short.toml"))
    slower = replace(assignment, limits=replace(assignment.limits, wall_seconds=99.0))

    assert len({kit_version(), version_of(assignment), version_of(slower)}) == 3
    assert version_of(replace(assignment)) == version_of(assignment)
