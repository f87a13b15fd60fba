"""Drawn points are turned by a drawn angle before a network is trained on them."""

import math
import random

import numpy as np
import pytest

from autograder.suites.turned import Turn


def test_a_turn_keeps_sizes_and_angles_between_points():
    """It is a turn around the origin, of numbers and of arrays alike."""
    turn, points = Turn(random.Random(3)), [(1.0, 0.0), (0.0, 2.0), (-0.5, 0.25)]
    turned = turn.points(points)

    for (x, y), (u, v) in zip(points, turned, strict=True):
        assert math.hypot(u, v) == pytest.approx(math.hypot(x, y), rel=1e-14)
    (a, b), (c, d) = turned[:2]
    assert a * c + b * d == pytest.approx(0.0, abs=1e-15)
    assert a * d - b * c == pytest.approx(2.0)      # to the left, as before: no mirror
    assert np.transpose(turn.columns(np.transpose(points))).tolist() == [[*point] for point in turned]


def test_the_middle_becomes_the_origin():
    """What lies around the middle lies around the origin, as far from it as before."""
    turn = Turn(random.Random(3), middle=(0.5, 0.25))

    assert turn.columns((0.5, 0.25)) == (0.0, 0.0)
    assert math.hypot(*turn.columns((3.5, 4.25))) == pytest.approx(5.0)


def test_angles_are_drawn_from_the_whole_circle():
    """Of a hundred some lie in each quarter, and the same seed gives the same one."""
    seen = [Turn(random.Random(seed)).columns((1.0, 0.0)) for seed in range(100)]

    assert len(set(seen)) == 100
    assert {(x > 0, y > 0) for x, y in seen} == {(a, b) for a in (True, False) for b in (True, False)}
    assert Turn(random.Random(7)).columns((1.0, 2.0)) == Turn(random.Random(7)).columns((1.0, 2.0))
