"""How safe the check on moons is: how often right code misses the threshold, and what it would be without its choices.

Many networks are trained side by side in numpy, each on moons and from weights of its own, as a right submission
trains one. The check allows several trainings, so its own risk is a power of the one that is measured.
"""

import random
from dataclasses import replace

import numpy as np

from autograder.assignment import Assignment
from autograder.bench.goal import Goal, exit_code, table
from autograder.suites.free import MOONS, FreeTraining
from reference.moons import minibatches

NETWORKS = 2000
SIZES = ((2, 16), (16, 16), (16, 1))


def run(arguments=None):
    """Measure and print; return 1 if right code is not safe, else 0."""
    moons = Assignment.load().moons
    print(f"Share of {NETWORKS:,} right networks that miss {moons.threshold:.0%} of {moons.unseen} unseen moons after "
          f"{moons.steps} steps:", end="\n\n", flush=True)
    shares = {"as the check trains them": misses(moons),
              "with shuffled batches": misses(moons, shuffled=True),
              "with moons that are not around the origin": misses(moons, law=replace(MOONS, middle=(0.0, 0.0)))}
    print("\n".join(f"{how:43}{share:8.2%}" for how, share in shares.items()), end="\n\n")
    risk = bound(shares["as the check trains them"]) ** moons.seeds
    goals = [Goal(f"chance that a right one misses {moons.seeds} times", 1e-5, risk, least=False, must=True)]
    print(table(goals))
    return exit_code(goals)


def bound(share, count=NETWORKS):
    """Return what a share that was seen among `count` is at most, but for one time in forty: two standard errors."""
    return share + 2 * (max(share, 1 / count) / count) ** 0.5


def misses(moons, shuffled=False, law=MOONS, count=NETWORKS):
    """Return the share of networks that stay below the threshold on unseen points."""
    draw = random.Random(1)
    trainings = [FreeTraining(law, moons, moons.noise, draw) for _ in range(count)]
    batches = [minibatches(moons.points, moons.batch, moons.steps, draw.randrange(2**31)) if shuffled else
               training.batches for training in trainings]
    layers = trained(*(np.array(column) for column in ([t.points for t in trainings], [t.labels for t in trainings],
                                                       batches)), moons.rate, np.random.RandomState(1))
    unseen, truth = np.array([t.turn.points(t.unseen) for t in trainings]), np.array([t.truth for t in trainings])
    hits = (forward(layers, unseen)[-1][..., 0] > 0) == (truth > 0)
    return float(np.mean(hits.mean(axis=1) < moons.threshold))


def trained(points, labels, batches, rate, draw):
    """Return the layers of as many networks as there are rows: a list of [weights, biases], each a stack."""
    rows = np.arange(len(points))[:, None]
    layers = [[draw.uniform(-1, 1, (len(points), nin, nout)), np.zeros((len(points), 1, nout))] for nin, nout in SIZES]
    for k in range(batches.shape[1]):
        chosen = batches[:, k]
        step(layers, points[rows, chosen], labels[rows, chosen], rate * (1 - 0.9 * k / batches.shape[1]))
    return layers


def step(layers, points, labels, rate):
    """Take one step down the mean hinge loss of each network's batch."""
    outs = forward(layers, points)
    grad = -np.where(labels * outs[-1][..., 0] < 1, labels, 0.0)[..., None] / labels.shape[1]
    for number in reversed(range(len(layers))):
        weights, biases = layers[number]
        grad = grad if number == len(layers) - 1 else grad * (outs[number + 1] > 0)
        below = grad @ weights.transpose(0, 2, 1)
        weights -= rate * outs[number].transpose(0, 2, 1) @ grad
        biases -= rate * grad.sum(axis=1, keepdims=True)
        grad = below


def forward(layers, points):
    """Return the points, and what comes out of each layer."""
    outs = [points]
    for number, (weights, biases) in enumerate(layers):
        out = outs[-1] @ weights + biases
        outs.append(np.maximum(out, 0.0) if number < len(layers) - 1 else out)
    return outs
