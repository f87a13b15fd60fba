"""Make every picture in this folder: `python images/make_images.py`, or with names only some of them.

The numbers come from the solutions and the seeds are fixed, so the same versions of Python, matplotlib and
Graphviz give the same pictures.
"""

import argparse
import io
import math
import random
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "solutions"))

from derivative import derivative, parabola, parabola_slope
from draw import draw
from moons import make_moons, minibatches
from nn import MLP
from training import accuracy, train
from value import Value

HERE = Path(__file__).resolve().parent

# Okabe and Ito's colours: people who see few colours tell them apart as well.
BLACK, GREY, BLUE, ORANGE, GREEN, RED = "#1a1a1a", "#767676", "#0072B2", "#E69F00", "#009E73", "#D55E00"

STYLE = {
    "font.size": 13, "font.family": "DejaVu Sans", "mathtext.fontset": "cm",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": GREY, "axes.labelcolor": BLACK,
    "xtick.color": GREY, "ytick.color": GREY, "text.color": BLACK, "lines.linewidth": 2.2,
    # White, not transparent: black text must stay readable on GitHub's dark pages.
    "figure.facecolor": "white", "savefig.facecolor": "white", "savefig.dpi": 160, "savefig.pad_inches": 0.25,
}


def png(figure):
    """Return the figure as the bytes of a PNG, without the date or version that would make it differ."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
    return buffer.getvalue()


def derivation():
    """Secants through the point (1, 4) of the parabola: their slopes approach that of the tangent."""
    figure, axes = plt.subplots(figsize=(8, 5))
    x = np.linspace(-0.35, 2.3, 400)
    axes.plot(x, parabola(x), color=BLACK, linewidth=3, zorder=3)
    axes.text(-0.12, 6.75, "$f(x) = 3x^2 - 4x + 5$", fontsize=16)
    for h, colour in ((1.0, ORANGE), (0.5, GREEN), (0.25, BLUE)):
        slope = (parabola(1 + h) - parabola(1)) / h
        line(axes, slope, colour, f"h = {h:<4g}  slope {slope:g}")
        axes.plot([1 + h], [parabola(1 + h)], "o", color=colour, markersize=9, zorder=5)
    line(axes, parabola_slope(1), RED, f"tangent   slope {parabola_slope(1):g}", linewidth=3.2)
    axes.plot([1], [parabola(1)], "o", color=RED, markersize=11, zorder=6)
    run_and_rise(axes)
    axes.set(xlim=(-0.4, 2.95), ylim=(1.2, 11.2), xlabel="x", ylabel="f(x)")
    axes.legend(loc="upper left", frameon=False, prop={"family": "DejaVu Sans Mono", "size": 12},
                bbox_to_anchor=(0.08, 1.03))
    return png(figure)


def line(axes, slope, colour, label, linewidth=2.0):
    """A line through (1, 4)."""
    x = np.array([0.1, 2.15])
    axes.plot(x, parabola(1) + slope * (x - 1), color=colour, linewidth=linewidth, label=label)


def run_and_rise(axes):
    """The two sides of the widest secant's triangle."""
    low, high = parabola(1), parabola(2)
    axes.plot([1, 2, 2], [low, low, high], color=BLACK, linestyle=":", linewidth=1.8)
    axes.text(1.5, low - 0.2, "run $h$", ha="center", va="top")
    axes.text(2.22, (low + high) / 2 + 0.2, "rise\n$f(x+h) - f(x)$", va="center")


def equation():
    """The derivative as a limit, and the central difference that unit 0 computes."""
    figure = plt.figure(figsize=(8, 3.6))
    rows = (
        (0.76, r"$f\,'(x) \;=\; \lim_{h \to 0}\; \dfrac{f(x+h) - f(x)}{h}$",
         "the definition: rise over run, while the run shrinks"),
        (0.22, r"$f\,'(x) \;\approx\; \dfrac{f(x+h) - f(x-h)}{2h}$",
         "what a computer can do: one small h, to both sides"),
    )
    for height, formula, words in rows:
        figure.text(0.5, height, formula, fontsize=25, ha="center", va="center")
        figure.text(0.5, height - 0.24, words, fontsize=12, color=GREY, ha="center", va="center")
    return png(figure)


def step_size():
    """The error of both differences for steps of every size: smaller is better only down to a point."""
    figure, axes = plt.subplots(figsize=(8, 4.4))
    steps = np.logspace(-15, 0, 61)
    one_sided = [abs((math.sin(1 + h) - math.sin(1)) / h - math.cos(1)) for h in steps]
    both_sides = [abs(derivative(math.sin, 1.0, h) - math.cos(1)) for h in steps]
    axes.loglog(steps, one_sided, color=ORANGE)
    axes.loglog(steps, both_sides, color=BLUE)
    axes.axvline(1e-6, color=GREY, linestyle=":", linewidth=1.8)
    axes.text(6e-7, 1e-12, "default of $h$", ha="right", va="center")
    axes.text(2e-6, 0.2, "one side:\n$(f(x+h) - f(x)) / h$", va="center", color="#8a5f00")
    axes.text(2.2e-2, 4e-7, "both sides:\n$(f(x+h) - f(x-h)) / 2h$", va="center", color=BLUE)
    axes.text(8e-16, 3e-9, "too narrow:\nhardly a digit is left\nof the rise", color=GREY, va="center")
    axes.text(2.2e-2, 8e-11, "too wide:\nthe curve bends\nwithin the step", color=GREY, va="center")
    axes.set(xlabel="step $h$", ylabel="error of the slope of sin at 1", xlim=(5e-16, 2e3), ylim=(1e-13, 3),
             xticks=[10.0**k for k in range(-15, 1, 3)])
    axes.minorticks_off()
    return png(figure)


def chain_rule():
    """One product of the graph, enlarged: numbers go forward, gradients backward."""
    figure, axes = plt.subplots(figsize=(9, 3.6))
    axes.set(xlim=(0, 10), ylim=(0, 4))
    axes.axis("off")
    a, b, upstream = 2.0, -3.0, 8.0
    box(axes, 1.6, 3.1, "a", a, b * upstream)
    box(axes, 1.6, 1.2, "b", b, a * upstream)
    axes.add_patch(plt.Circle((5.0, 2.15), 0.42, facecolor="white", edgecolor=BLACK, linewidth=2))
    axes.text(5.0, 2.08, "*", fontsize=22, ha="center", va="center")
    box(axes, 8.1, 2.15, "e = a * b", a * b, upstream)
    for height, end in ((3.1, 2.4), (1.2, 1.9)):
        arrow(axes, (2.95, height + 0.15), (4.55, end + 0.08), BLACK)
        arrow(axes, (4.6, end - 0.14), (2.95, height - 0.17), RED)
    arrow(axes, (5.48, 2.3), (6.75, 2.3), BLACK)
    arrow(axes, (6.75, 2.0), (5.48, 2.0), RED)
    axes.text(4.0, 3.2, f"local derivative by a: b = {b:g}", color=BLUE)
    axes.text(4.0, 0.98, f"local derivative by b: a = {a:g}", color=BLUE)
    axes.text(8.1, 1.45, f"upstream gradient: {upstream:g}", color=RED, ha="center", va="center")
    axes.text(5.0, 0.1, "gradient of an operand  +=  local derivative  *  upstream gradient", ha="center",
              fontsize=14, fontweight="bold")
    return png(figure)


def box(axes, x, y, name, data, grad):
    """A node: its name above, its data and its gradient inside."""
    frame = {"facecolor": "white", "edgecolor": BLACK, "linewidth": 1.6}
    axes.add_patch(plt.Rectangle((x - 1.3, y - 0.4), 1.3, 0.8, **frame))
    axes.add_patch(plt.Rectangle((x, y - 0.4), 1.3, 0.8, **frame))
    axes.text(x - 0.65, y, f"data {data:g}", ha="center", va="center")
    axes.text(x + 0.65, y, f"grad {grad:g}", color=RED, ha="center", va="center")
    axes.text(x, y + 0.62, name, ha="center", va="center", fontweight="bold")


def arrow(axes, start, end, colour):
    """An arrow between two points."""
    look = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "mutation_scale": 18}
    axes.annotate("", end, start, arrowprops=look)


def graph():
    """The graph of a small expression in which one node is used twice."""
    a, b, c = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c")
    e = a * b
    d = e + c
    loss = d * d
    e.label, d.label, loss.label = "e", "d", "loss"
    loss.backward()
    return draw(loss)


def graph_svg():
    """The graph as the given `draw` draws it."""
    return graph().svg().encode("utf-8")


def graph_png():
    """The same where SVG cannot be shown."""
    from pygraphviz import AGraph

    return AGraph(string=graph().dot).draw(format="png", prog="dot", args="-Gdpi=130 -Gpad=0.2")


def moons():
    """500 points and what a network of the solutions makes of the plane, before training and after."""
    points, labels = make_moons(500, noise=0.1, seed=1)
    unseen, truth = make_moons(500, noise=0.1, seed=3)
    random.seed(3)
    model = MLP(2, [16, 16, 1])
    figure, both = plt.subplots(1, 2, figsize=(10, 4.2), sharey=True)
    for axes, title in zip(both, ("before training", "after 500 steps"), strict=True):
        if title != "before training":
            train(model, points, labels, minibatches(500, size=4, steps=500, seed=2))
        share = accuracy([model(point) for point in unseen], truth)
        plane(axes, model)
        scatter(axes, points, labels)
        axes.set(xlim=(-1.5, 2.5), ylim=(-1.0, 1.5), xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1], aspect="equal")
        axes.set_title(f"{title}: {share:.1%} of unseen points right", fontsize=13)
    both[0].legend(loc="lower left", fontsize=11, framealpha=0.9)
    figure.tight_layout()
    return png(figure)


def plane(axes, model):
    """Paint where the score is below 0 and where above; the boundary is the line between."""
    x, y = np.linspace(-1.5, 2.5, 61), np.linspace(-1.0, 1.5, 46)
    scores = np.array([[model([u, v]).data for u in x.tolist()] for v in y.tolist()])
    limit = np.abs(scores).max() + 1
    axes.contourf(x, y, scores, levels=[-limit, 0, limit], colors=["#cfe4f2", "#fbe7c0"])
    axes.contour(x, y, scores, levels=[0], colors=[BLACK], linewidths=2.2)


def scatter(axes, points, labels):
    """The points, told apart by colour and by shape."""
    for label, colour, marker in ((-1.0, BLUE, "o"), (1.0, RED, "^")):
        some = np.array([point for point, truth in zip(points, labels, strict=True) if truth == label])
        axes.scatter(*some.T, color=colour, marker=marker, s=20, linewidth=0.3, edgecolor="white",
                     label=f"label {label:+.0f}")


IMAGES = {
    "derivation.png": derivation,
    "derivation equation.png": equation,
    "step-size.png": step_size,
    "chain-rule.png": chain_rule,
    "graph.svg": graph_svg,
    "graph.png": graph_png,
    "moons.png": moons,
}


def main(argv=None):
    """Write the pictures that are asked for."""
    parser = argparse.ArgumentParser(description="Make the pictures of the README.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(IMAGES)} (default: all)")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where they go (default: here)")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.names) - set(IMAGES):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    with plt.rc_context(STYLE):
        for name in arguments.names or IMAGES:
            (arguments.out / name).write_bytes(IMAGES[name]())
            print(arguments.out / name)


if __name__ == "__main__":
    main()
