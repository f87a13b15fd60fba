"""A long narrow valley, and how three optimizers walk down it."""

import matplotlib.pyplot as plt
import numpy as np
from look import BLACK, BLUE, GREY, ORANGE, RED, png
from optimizers import SGD, AdamW
from value import Value

START, STEPS = (-9.0, 1.6), 40


def height(x, y):
    """Return the height of the valley: steep across, flat along."""
    return 0.02 * x**2 + y**2


def path(make):
    """Return the places that an optimizer visits, an array of shape (STEPS + 1, 2)."""
    x, y = map(Value, START)
    optimizer, places = make([x, y]), [START]
    for _ in range(STEPS):
        optimizer.zero_grad()
        height(x, y).backward()
        optimizer.step()
        places.append((x.data, y.data))
    return np.array(places)


def valley():
    """The paths of plain descent, of momentum and of AdamW, 40 steps each."""
    walks = (
        ("plain gradient descent", GREY, "o", lambda p: SGD(p, rate=0.9)),
        ("with momentum 0.8", RED, "^", lambda p: SGD(p, rate=0.4, momentum=0.8)),
        ("AdamW", BLUE, "s", lambda p: AdamW(p, rate=0.4)),
    )
    figure, rows = plt.subplots(3, 1, figsize=(8, 7.2), sharex=True)
    x, y = np.meshgrid(np.linspace(-10, 3.5, 200), np.linspace(-2, 2, 100))
    for axes, (name, colour, marker, make) in zip(rows, walks, strict=True):
        axes.contour(x, y, height(x, y), levels=[0.05, 0.2, 0.5, 1, 2, 3.5], colors=[ORANGE], linewidths=1, alpha=0.7)
        places = path(make)
        axes.plot(*places.T, color=colour, marker=marker, markersize=6, linewidth=1.6)
        axes.plot(0, 0, "*", color=BLACK, markersize=20)
        axes.set(xlim=(-10, 3.5), ylim=(-2, 2), xticks=[], yticks=[])
        axes.set_title(f"{name}: height {height(*places[-1]):.4f} after {STEPS} steps", fontsize=18, color=colour)
    figure.tight_layout()
    return png(figure)
