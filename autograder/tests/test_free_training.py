"""What a network is trained on freely: drawn points, turned, in batches that are spread over both classes."""

import math
import random
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise

import pytest

from autograder.assignment import Assignment
from autograder.compare import Wrong
from autograder.suites.free import MOONS, SPIRALS, FreeTraining
from autograder.suites.spread import spread_batches
from reference.nn import MLP

ASSIGNED = Assignment.load().moons
LINE = [(float(i), 0.0) for i in range(100)]


def test_batches_take_the_classes_in_turn():
    """Each batch of four has two of either class; where the size is odd, the next batch begins with the other one."""
    labels = [1.0 if i % 3 else -1.0 for i in range(100)]

    for size in (4, 3, 1):
        batches = spread_batches(LINE, labels, lambda point: point[0], size, 6, random.Random(1))
        taken = [labels[i] for batch in batches for i in batch]
        assert [len(batch) for batch in batches] == [size] * 6
        assert taken == [-1.0, 1.0] * (3 * size)


@pytest.mark.parametrize("count", [2, 3, 5, 8, 13, 21, 34])
def test_points_in_a_row_lie_far_apart_along_their_class(count):
    """No two of `count` points are nearer than 0.38 of an even distance, and no gap is larger than 2.7 of it."""
    for seed in range(20):
        batches = spread_batches(LINE * 100, [1.0] * 10_000, lambda point: point[0], count, 1, random.Random(seed))
        places = sorted(LINE[i % 100][0] for i in batches[0])
        gaps = [b - a for a, b in pairwise([*places, places[0] + 100])]
        assert min(gaps) >= 0.38 * 100 / count - 1
        assert max(gaps) <= 2.7 * 100 / count + 1


def test_batches_follow_the_order_along_the_class_and_not_that_of_the_list():
    """Shuffled points give the same places."""
    order = random.Random(3).sample(range(100), 100)
    straight, shuffled = (
        [points[i] for [i] in spread_batches(points, [1.0] * 100, lambda point: point[0], 1, 50, random.Random(1))]
        for points in (LINE, [LINE[i] for i in order]))

    assert straight == shuffled
    assert len(set(straight)) == 50


def test_a_class_without_points_is_no_class():
    """Two points of three arms have two classes."""
    training = FreeTraining(SPIRALS, replace(ASSIGNED, points=2, unseen=2), 0.1, random.Random(1))

    assert {i for batch in training.batches for i in batch} == {0, 1}


def test_moons_are_turned_around_their_middle():
    """What a network sees lies around the origin, so that few hidden neurons are idle at the start."""
    for seed in range(20):
        points = FreeTraining(MOONS, ASSIGNED, 0.1, random.Random(seed)).points
        assert math.hypot(*(sum(column) / 500 for column in zip(*points, strict=True))) < 0.03


@pytest.mark.parametrize("law", [MOONS, SPIRALS])
def test_every_class_and_every_part_of_it_is_trained_on(law):
    """In 130 batches of four there are hundreds of points, of both ends and of the middle of each arc."""
    training = FreeTraining(law, ASSIGNED, 0.0, random.Random(5))

    for label in set(training.labels):
        arc = sorted((i for i, other in enumerate(training.labels) if other == label),
                     key=lambda i: math.atan2(*training.points[i]))
        used = {arc.index(i) for batch in training.batches for i in batch if training.labels[i] == label}
        assert max(b - a for a, b in pairwise(sorted(used | {-1, len(arc)}))) <= 5


class Trainer:
    """A submission whose training leads from `old` to `move(old, right)`, where the reference's leads to `right`."""

    explain = False

    def __init__(self, law, move):
        self.law, self.move = law, move

    def numbers(self, probe, size, **about):
        """Answer as the probe does."""
        model = MLP(*about["sizes"])
        for parameter, number in zip(model.parameters(), about["numbers"], strict=True):
            parameter.data = number
        losses = self.law.right(model, *[about[name] for name in ("points", "labels", "batches", "rate")])
        trained = [parameter.data for parameter in model.parameters()]
        return [*losses, *map(self.move, about["numbers"], trained)]


#: what leads downhill, and what does not
WAYS = {
    "right": (lambda old, right: right, True), "far": (lambda old, right: old + 9 * (right - old), True),
    "half of them": (lambda old, right: right if old > 0 else old, True),
    "nowhere": (lambda old, right: old, False), "uphill": (lambda old, right: 2 * old - right, False),
    "weights that were put there": (lambda old, right: math.sin(1e6 * old), False),
    "none": (lambda old, right: math.nan, False), "beyond all": (lambda old, right: math.inf, False),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("law", "sizes", "names"), [
    (MOONS, (2, [16, 16, 1]), {}), (SPIRALS, (2, [16, 16, 3]), {"unit": "softmax", "name": "train_classifier"})])
def test_only_who_goes_downhill_has_trained(law, sizes, names, way):
    """Whatever the size of the steps; weights that nobody trained are not there."""
    move, downhill = WAYS[way]
    for seed in range(5):
        training = FreeTraining(law, ASSIGNED, 0.1, random.Random(seed))
        with nullcontext() if downhill else pytest.raises(Wrong, match="Two steps move the parameters elsewhere"):
            training.check_steps(Trainer(law, move), sizes, **names)


def test_the_same_draw_gives_the_same_training():
    """And the next one another."""
    first, again = (FreeTraining(MOONS, ASSIGNED, 0.1, random.Random(4)) for _ in range(2))
    other = FreeTraining(MOONS, ASSIGNED, 0.1, random.Random(5))

    assert (first.points, first.batches, first.unseen) == (again.points, again.batches, again.unseen)
    assert not {*first.points, *first.unseen} & {*other.points, *other.unseen}
    assert first.batches != other.batches
    assert not set(first.unseen) & set(first.points)
