"""Shapes that numpy stretches to (5, 3): what is there is painted, what is stretched is pale."""

import matplotlib.pyplot as plt
import numpy as np
from arrays import unbroadcast
from look import BLACK, BLUE, GREY, RED, png

ROWS, COLUMNS = 5, 3
PALE = "#cfe4f2"
KINDS = (((3,), "over axis 0"), ((5, 1), "over axis 1"), ((), "over both axes"),
         ((1, 3), "over axis 0,\nkept with size 1"))


def stretched():
    """Four operands; in each cell that is there stands how many uses its gradient sums up."""
    figure, row = plt.subplots(1, 4, figsize=(12, 5.4))
    for axes, (shape, words) in zip(row, KINDS, strict=True):
        cells(axes, shape)
        axes.set_title(f"shape {shape}", fontsize=23, fontweight="bold")
        axes.text(COLUMNS / 2, ROWS + 0.25, f"sum {words}", fontsize=21, ha="center", va="top", color=RED)
    figure.tight_layout(w_pad=2)
    return png(figure)


def cells(axes, shape):
    """The 15 cells of the stretched array, those of the operand itself in full colour, and arrows along the axes."""
    uses = np.broadcast_to(unbroadcast(np.ones((ROWS, COLUMNS)), shape), (ROWS, COLUMNS))
    own = (ROWS if shape == (5, 1) else 1, COLUMNS if shape in ((3,), (1, 3)) else 1)
    for i in range(ROWS):
        for j in range(COLUMNS):
            there = i < own[0] and j < own[1]
            colour = BLUE if there else PALE
            axes.add_patch(plt.Rectangle((j, i), 1, 1, facecolor=colour, edgecolor="white", linewidth=3))
            if there:
                axes.text(j + 0.5, i + 0.5, f"{uses[i, j]:g}", fontsize=24, color="white", ha="center", va="center")
    axes.add_patch(plt.Rectangle((0, 0), own[1], own[0], fill=False, edgecolor=BLACK, linewidth=3, zorder=3))
    look = {"arrowstyle": "-|>", "color": GREY, "linewidth": 3, "mutation_scale": 26}
    if own[0] < ROWS:
        for j in range(own[1]):
            axes.annotate("", (j + 0.5, ROWS - 0.15), (j + 0.5, 1.1), arrowprops=look)
    if own[1] < COLUMNS:
        for i in range(own[0]):
            axes.annotate("", (COLUMNS - 0.15, i + 0.5), (1.1, i + 0.5), arrowprops=look)
    axes.set(xlim=(-0.1, COLUMNS + 0.1), ylim=(ROWS + 1.4, -0.1), aspect="equal")
    axes.axis("off")
