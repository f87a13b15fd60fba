"""The pictures are made by a script that anybody can run again."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

KIT = Path(__file__).parents[2]
SCRIPT = KIT / "images" / "make_images.py"


def make(folder, *names):
    """Run the script; return what it printed, or raise with what it said."""
    done = subprocess.run([sys.executable, SCRIPT, *names, "--out", folder],
                          capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_picture_can_be_made_by_itself(tmp_path):
    """A name on the command line makes that picture and no other."""
    make(tmp_path, "diamond.png")

    assert [path.name for path in tmp_path.iterdir()] == ["diamond.png"]


def test_all_others_can_be_made(tmp_path):
    """Those for which nothing has to learn."""
    names = {"derivation.png", "derivation equation.png", "step-size.png", "chain-rule.png", "neuron.png", "valley.png",
             "shapes.png", "kills.png"}

    make(tmp_path, *names)

    assert {path.name for path in tmp_path.iterdir()} == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in tmp_path.iterdir())


def test_a_picture_is_the_same_each_time(tmp_path):
    """Nothing in it depends on the clock or on chance."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        make(folder, "derivation.png")

    assert (first / "derivation.png").read_bytes() == (second / "derivation.png").read_bytes()


def test_the_graph_shows_the_gradients_of_the_readme(tmp_path):
    """The picture is drawn by the given `draw` from the solutions' own Values: loss = (a * b + c)^2."""
    make(tmp_path, "graph.svg")

    picture = unescape((tmp_path / "graph.svg").read_text(encoding="utf-8"))
    assert all(text in picture for text in ("loss", "data 16", "grad -24", "grad 16", "grad 8"))


@pytest.mark.slow
def test_the_pictures_of_networks_that_learn_can_be_made(tmp_path):
    """They train on moons and spirals first."""
    names = {"moons.png", "learning.png", "spirals.png"}

    make(tmp_path, *names)

    assert {path.name for path in tmp_path.iterdir()} == names


def test_pictures_are_small():
    """Each travels inside notebooks and bundles: 120 KiB are enough."""
    sizes = {path.name: path.stat().st_size for path in SCRIPT.parent.glob("*.png")}

    assert {name: size for name, size in sizes.items() if size > 120 * 1024} == {}


def test_an_unknown_name_is_told(tmp_path):
    """A misspelled name makes nothing and says which there are."""
    done = subprocess.run([sys.executable, SCRIPT, "moon.png", "--out", tmp_path],
                          capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 2
    assert "no such picture: moon.png" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_script_makes_every_picture_in_the_folder():
    """No picture without its source."""
    pictures = {path.name for path in SCRIPT.parent.iterdir() if path.suffix in (".png", ".svg")}

    table = SCRIPT.read_text(encoding="utf-8").partition("IMAGES = {")[2]

    assert set(re.findall(r'^    "(.+)": \w+,$', table, re.MULTILINE)) == pictures
