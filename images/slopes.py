"""What a slope is: lines through a curve, the formula, and how wide a step should be."""

import math

import matplotlib.pyplot as plt
import numpy as np
from derivative import derivative, parabola, parabola_slope
from look import BLACK, BLUE, GREEN, GREY, ORANGE, RED, png


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
    axes.text(1.6e-6, 0.6, "one side:\n$(f(x+h) - f(x)) / h$", va="center", color="#8a5f00")
    axes.text(2.2e-2, 4e-7, "both sides:\n$(f(x+h) - f(x-h)) / 2h$", va="center", color=BLUE)
    axes.text(8e-16, 3e-9, "too narrow:\nhardly a digit is left\nof the rise", color=GREY, va="center")
    axes.text(2.2e-2, 8e-11, "too wide:\nthe curve bends\nwithin the step", color=GREY, va="center")
    axes.set(xlabel="step $h$", ylabel="error of the slope of sin at 1", xlim=(5e-16, 2e3), ylim=(1e-13, 3),
             xticks=[10.0**k for k in range(-15, 1, 3)])
    axes.minorticks_off()
    return png(figure)
