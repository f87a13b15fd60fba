"""Free trainings: the student's network, from its own start, on drawn points; unseen ones tell what it has learned."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from operator import mul

from autograder.compare import Wrong, unseen_points
from autograder.language import ENGLISH as say
from autograder.suites.descent import Training
from autograder.suites.spread import spread_batches
from autograder.suites.turned import Turn
from reference import softmax, training
from reference.moons import make_moons
from reference.nn import MLP
from reference.spirals import make_spirals

#: cosine of the angle between two ways that both lead downhill: to a drawn direction it is hardly ever so large
DOWNHILL = 0.3
#: a rate at which the slopes are the same after a step as before
SMALL = 1e-3


@dataclass(frozen=True)
class Law:
    """How points are drawn.

    make     a function of how many, noise and seed that returns points and labels
    right    the reference's function that trains on them
    along    a function of a point that grows along the arc of its class
    middle   of all points
    """

    make: Callable
    right: Callable
    along: Callable
    middle: tuple = (0.0, 0.0)


#: Around the origin they are learned in half the steps, for biases begin at 0: see autograder/bench/moons.py.
MOONS = Law(make_moons, training.train, along=lambda point: point[0], middle=(0.5, 0.25))
SPIRALS = Law(make_spirals, softmax.train_classifier, along=lambda point: math.hypot(*point))


class FreeTraining:
    """What a network is trained on: points that are turned around their middle, in batches; and unseen points.

    Neither the unseen points nor what they are drawn from leave the grader: there the reference computes their scores.
    So it takes trained weights to pass, and no other rule that tells the classes apart; and weights trained here, for
    the plane is turned. Who finds the angle could turn weights that were found at home: so two steps from given
    weights are asked for first. Pictures show the plane as students know it.

    law     how the points are drawn
    moons   how many, in which batches: autograder.assignment.Moons
    noise   standard deviation of each coordinate
    draw    a random.Random
    """

    def __init__(self, law, moons, noise, draw):
        self.start, seen, new = (draw.randrange(2**31) for _ in range(3))
        self.turn = Turn(draw, law.middle)
        points, self.labels = law.make(moons.points, noise=noise, seed=seen)
        self.batches = spread_batches(points, self.labels, law.along, moons.batch, moons.steps, draw)
        self.law, self.points, self.rate = law, self.turn.points(points), moons.rate
        self.unseen, self.truth = law.make(moons.unseen, noise=noise, seed=new)

    def train(self, submission, model, sizes, **names):
        """Give `model`, the reference's network of these sizes, the weights that the submission's training found.

        names   the `unit` and the `name` of the function that trains, if they are not those of the probe
        """
        self.check_steps(submission, sizes, **names)
        weights, steps = model.parameters(), len(self.batches)
        got = submission.numbers("train_fresh", steps + len(weights), seconds=submission.limits.training_seconds,
                                 sizes=sizes, seed=self.start, points=self.points, labels=self.labels,
                                 batches=self.batches, rate=self.rate, **names)
        for parameter, number in zip(weights, got[steps:], strict=True):
            parameter.data = number

    def check_steps(self, submission, sizes, unit="training", name="train"):
        """Raise `Wrong` unless two steps from drawn weights go more or less where the reference's go.

        They are small ones, of many points: whatever goes downhill by another rate or loss goes in the same direction.
        """
        batches = [[*chain(*self.batches[:5])], [*chain(*self.batches[5:10])]]
        two = Training(unit, name, self.law.right, sizes, self.points, self.labels, batches, SMALL)
        draw = random.Random(self.start)
        numbers = [draw.uniform(-1.0, 1.0) for _ in MLP(*sizes).parameters()]
        (_, yours), (_, right) = two.ask(submission, numbers), two.expected(numbers)
        assert_downhill(numbers, yours, right, say("MLP(2, {sizes}), {count} steps", sizes=sizes[1], count=2))


def assert_downhill(old, yours, right, what):
    """Raise `Wrong` unless parameters that were `old` have moved more or less as the right ones; `what` was done."""
    moves = [[new - before for new, before in zip(trained, old, strict=True)] for trained in (yours, right)]
    if not sum(map(mul, *moves)) > DOWNHILL * math.hypot(*moves[0]) * math.hypot(*moves[1]):
        told = say("Two steps move the parameters elsewhere than downhill, or not at all.")
        raise Wrong(f"    {what}\n\n    {told}")


def check_unseen(submission, accuracy, sizes, threshold, key):
    """Try as many trainings as the assignment allows, until one has the share `threshold` of unseen points right.

    accuracy   a function of a random.Random that trains and returns the share
    key        what the trainings are drawn from, with the seed
    """
    draw, reached = random.Random(key), []
    while len(reached) < submission.moons.seeds:
        reached.append(accuracy(draw))
        if reached[-1] >= threshold:
            return
    what = say("MLP(2, {sizes}), {count} steps", sizes=sizes[1], count=submission.moons.steps)
    raise Wrong(f"    {what}\n\n{unseen_points(reached, threshold)}", submission.evidence)
