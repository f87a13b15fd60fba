"""Existing engines in a class that hands in the kit's files: asked for less, so whoever grades is told."""

import pytest
from classroom import SOURCES, write_assignment, write_class

from autograder.cli import main

ENGINE = "class Value:\n    def __init__(self, data):\n        self.data = data\n"


@pytest.fixture
def grade(tmp_path, capsys):
    """Return `grade(names, *options)`: what is said of a class in which these have an engine, others the kit's file."""
    def grade(names, *options, others=("ada", "bob")):
        folder = tmp_path / "class"
        if others:
            write_class(folder, {name: SOURCES[name] for name in others})
        for name in names:
            (folder / name).mkdir(parents=True)
            (folder / name / "engine.py").write_text(ENGINE)
        assert main(["grade", str(folder), "--out", str(tmp_path / "marks"), "--seed", "7", "--no-wall",
                     "--assignment", str(write_assignment(tmp_path / "short.toml")), *options]) == 0
        return capsys.readouterr().out
    return grade


def test_who_hands_in_an_engine_among_others_is_named(grade):
    """What an engine lacks counts nothing, so points out of a maximum are no longer those of the others."""
    said = " ".join(grade(["eve", "mallory"]).split())

    assert ("note: asked for less than the others, as existing engines: eve, mallory. If that is not meant, grade "
            "again with --layout kit.") in said


@pytest.mark.parametrize(("names", "others", "options"), [
    ([], ("ada", "bob"), []), (["eve"], (), []), (["eve"], ("ada",), ["--layout", "kit"])])
def test_a_class_of_one_layout_is_told_nothing(grade, names, others, options):
    """All of the kit's, all engines, or a layout that was asked for."""
    assert "asked for less" not in grade(names, *options, others=others)
