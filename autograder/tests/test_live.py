"""The live picture of a training: it changes nothing of what is learned, and shows the student's own network."""

import importlib
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.fixture
def learn(monkeypatch):
    """Return `learn(watch)`: the losses, the network and the pictures of a short training that `watch` looks on."""
    monkeypatch.syspath_prepend(str(SOLUTIONS))
    names = ("value", "backward", "nn", "training", "moons", "live")
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    nn, training, moons, live = map(importlib.import_module, ("nn", "training", "moons", "live"))

    def learn(steps=6, watch=True, **options):
        import random
        random.seed(3)
        points, labels = moons.make_moons(40, noise=0.1, seed=1)
        model, pictures = nn.MLP(2, [4, 1]), []
        options = {"show": pictures.append} | options
        seen = live.watched(model, points, labels, **options) if watch else model
        losses = training.train(seen, points, labels, moons.minibatches(40, size=4, steps=steps, seed=2))
        return losses, [p.data for p in model.parameters()], pictures, seen

    yield learn
    for name in names:
        sys.modules.pop(name, None)


def test_a_watched_training_is_the_same_training(learn):
    """Losses and parameters to the last bit."""
    assert learn()[:2] == learn(watch=False)[:2]


def test_the_losses_are_those_of_the_loop(learn):
    """Computed from the scores and labels that pass by."""
    losses, _, _, seen = learn()

    assert seen.losses == pytest.approx(losses, rel=1e-12)


def test_a_picture_is_shown_at_once_and_then_every_so_many_steps(learn):
    """The first one tells that it works."""
    assert len(learn(steps=6, every=2)[2]) == 3
    assert len(learn(steps=6, every=50)[2]) == 1
    assert len(learn(steps=3, every=1)[2]) == 3


def test_the_picture_holds_the_curve_and_the_plane(learn):
    """Well formed; every point has its mark, and the cells are those of the network's own sign."""
    *_, pictures, seen = learn(steps=6, every=5)
    root = ElementTree.fromstring(pictures[-1])

    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0].endswith(" after 5 steps")
    assert texts[1] == "shaded: here the network says +1"
    assert pictures[-1].count("<circle") == sum(label < 0 for label in seen.labels)
    assert pictures[-1].count("<polyline") == 1


def test_outside_of_a_notebook_the_picture_is_a_file(learn, monkeypatch, tmp_path):
    """A browser shows it."""
    monkeypatch.chdir(tmp_path)
    learn(show=None)

    assert (tmp_path / "training.svg").read_text(encoding="utf-8").startswith("<svg")


def test_in_a_notebook_the_picture_is_updated_in_place(learn, monkeypatch):
    """One output below the cell, however many pictures."""
    display = pytest.importorskip("IPython.display")
    ipython, shown = pytest.importorskip("IPython"), []

    class Handle:
        def update(self, picture):
            shown.append("updated")

    def show(picture, display_id):
        shown.append("displayed")
        return Handle()

    monkeypatch.setattr(ipython, "get_ipython", lambda: type("Shell", (), {"kernel": object()})())
    monkeypatch.setattr(display, "display", show)
    learn(steps=3, every=1, show=None)

    assert shown == ["displayed", "updated", "updated"]
