"""The plane as networks see it: two moons parted step by step, three spirals in three colours."""

import functools
import random

import matplotlib.pyplot as plt
import numpy as np
from arrays import Array, network
from look import BLACK, BLUE, GREEN, RED, png
from moons import make_moons, minibatches
from nn import MLP
from softmax import train_classifier
from spirals import make_spirals
from training import train

MOONS = (-1.5, 2.5, -1.0, 1.5)
SPIRALS = (-1.2, 1.2, -1.2, 1.2)
STEPS = (0, 10, 50, 500)       # after these the plane is drawn


class Watched(list):
    """Batches that note the network's weights on the way: `states` is {steps taken: layers of arrays}."""

    def __init__(self, batches, model):
        super().__init__(batches)
        self.model, self.states = model, {}

    def __iter__(self):
        for k, batch in enumerate(super().__iter__()):
            self.note(k)
            yield batch
        self.note(len(self))

    def note(self, steps):
        if steps in STEPS:
            self.states[steps] = layers_of(self.model)


def layers_of(model):
    """Return the network as unit 7 has it: one pass of arrays answers for the whole plane."""
    return [(Array(np.transpose([[w.data for w in neuron.w] for neuron in layer.neurons])),
             Array([neuron.b.data for neuron in layer.neurons])) for layer in model.layers]


@functools.cache
def moons_states():
    """Return points, labels, and {steps: layers} of one training on them."""
    points, labels = make_moons(500, noise=0.1, seed=1)
    random.seed(3)
    model = MLP(2, [16, 16, 1])
    batches = Watched(minibatches(500, size=4, steps=500, seed=2), model)
    train(model, points, labels, batches)
    return points, labels, batches.states


def share(layers, seed=3):
    """Return the share of 500 unseen points that the network has right."""
    unseen, truth = make_moons(500, noise=0.1, seed=seed)
    return np.mean((network(np.array(unseen), layers).data[:, 0] > 0) == (np.array(truth) > 0))


def moons():
    """500 points and what a network of the solutions makes of the plane, before training and after."""
    points, labels, states = moons_states()
    figure, both = plt.subplots(1, 2, figsize=(10, 4.2), sharey=True)
    for axes, title, steps in zip(both, ("before training", "after 500 steps"), (0, 500), strict=True):
        part(axes, states[steps], points, labels, size=20)
        axes.set(xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1])
        axes.set_title(f"{title}: {share(states[steps]):.1%} of unseen points right", fontsize=13)
    both[0].legend(loc="lower left", fontsize=11, framealpha=0.9)
    figure.tight_layout()
    return png(figure)


def learning():
    """The boundary between the moons after ever more steps."""
    points, labels, states = moons_states()
    figure, row = plt.subplots(1, len(STEPS), figsize=(12, 2.9))
    for axes, steps in zip(row, STEPS, strict=True):
        part(axes, states[steps], points[:200], labels[:200], size=12)
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"{steps} steps" if steps else "0", fontsize=25)
        axes.set_xlabel(f"{share(states[steps]):.1%} right", fontsize=22)
    figure.tight_layout(w_pad=0.6)
    return png(figure)


def part(axes, layers, points, labels, size):
    """Paint where the score is below 0 and where above; the boundary is the line between."""
    x, y, outputs = ask(layers, MOONS)
    scores = outputs[..., 0]
    limit = np.abs(scores).max() + 1
    axes.contourf(x, y, scores, levels=[-limit, 0, limit], colors=["#cfe4f2", "#fbe7c0"])
    axes.contour(x, y, scores, levels=[0], colors=[BLACK], linewidths=2.2)
    scatter(axes, points, labels, ((-1.0, BLUE, "o"), (1.0, RED, "^")), "label {:+.0f}", size)
    axes.set(xlim=MOONS[:2], ylim=MOONS[2:], aspect="equal")


def spirals():
    """Three arms, and the class that a trained network gives to each point of the plane."""
    points, labels = make_spirals(500, seed=1)
    random.seed(3)
    model = MLP(2, [16, 16, 3])
    train_classifier(model, points, labels, minibatches(500, size=4, steps=500, seed=2))
    x, y, logits = ask(layers_of(model), SPIRALS)
    figure, axes = plt.subplots(figsize=(5.4, 5.4))
    colours = ["#cfe4f2", "#fbd9c8", "#c9ecdf"]
    axes.contourf(x, y, logits.argmax(axis=2), levels=[-0.5, 0.5, 1.5, 2.5], colors=colours)
    kinds = ((0, BLUE, "o"), (1, RED, "^"), (2, GREEN, "s"))
    scatter(axes, points, labels, kinds, "class {}", size=34)
    axes.set(xlim=SPIRALS[:2], ylim=SPIRALS[2:], aspect="equal", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    axes.legend(loc="lower left", fontsize=13, framealpha=0.9)
    return png(figure)


def ask(layers, window, wide=241, high=161):
    """Return x, y and the network's outputs on a grid over the window (left, right, low, high)."""
    x, y = np.linspace(*window[:2], wide), np.linspace(*window[2:], high)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return x, y, network(grid, layers).data.reshape(high, wide, -1)


def scatter(axes, points, labels, kinds, name, size):
    """The points, told apart by colour and by shape."""
    for label, colour, marker in kinds:
        some = np.array([point for point, truth in zip(points, labels, strict=True) if truth == label])
        axes.scatter(*some.T, color=colour, marker=marker, s=size, linewidth=0.3, edgecolor="white",
                     label=name.format(label))
