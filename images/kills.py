"""A kill matrix: which tests of unit 8 catch which broken engine."""

from unittest.mock import patch

import backward as walk
import matplotlib.pyplot as plt
import my_tests
from look import BLUE, GREEN, GREY, png
from value import Value

RULES = walk.local_derivatives
TESTS = {name.removeprefix("test_"): test for name, test in vars(my_tests).items() if name.startswith("test_")}


def going_back(step, order=walk.topological_order):
    """Return a backward that does `step` for each node, its operands and their slopes."""
    def backward(root):
        root.grad = 1.0
        for node in reversed(order(root)):
            for operand, slope in zip(node._prev, RULES(node), strict=True):
                step(node, operand, slope)

    return backward


def assign(node, operand, slope):
    operand.grad = slope * node.grad


def forget_upstream(node, operand, slope):
    operand.grad += slope


def add(node, operand, slope):
    operand.grad += slope * node.grad


def no_order(root):
    """Return the nodes as they are first met from the root, the root last."""
    found = [root]
    for node in found:
        found += [operand for operand in dict.fromkeys(node._prev) if operand not in found]
    return found[::-1]


def flat_tanh(node):
    """Return the local derivatives, with that of tanh as if it were 1 - tanh x."""
    return (1.0 - node.data,) if node._op == "tanh" else RULES(node)


# What is wrong: whose attribute is replaced, and by what.
BROKEN = {
    "right engine": (Value, "__sub__", Value.__sub__),
    "a - b is b - a": (Value, "__sub__", lambda a, b: -a + b),
    "10 - a is a - 10": (Value, "__rsub__", lambda a, b: a - b),
    "a + b has no _op": (Value, "__add__", lambda a, b: Value(a.data + getattr(b, "data", b), (a,), "")),
    "relu below 0 is not 0": (Value, "relu", lambda a: Value(a.data, (a,), "relu")),
    "slope of tanh: 1 - tanh x": (walk, "local_derivatives", flat_tanh),
    "= in place of +=": (walk, "backward", going_back(assign)),
    "upstream gradient forgotten": (walk, "backward", going_back(forget_upstream)),
    "no topological order": (walk, "backward", going_back(add, no_order)),
}


def catches(test, owner, name, by):
    """Return whether `test` fails while an attribute is replaced."""
    with patch.object(owner, name, by):
        try:
            test()
        except Exception:
            return True
    return False


def kills():
    """Painted is what a test catches; a mistake whose row is white would survive."""
    figure, axes = plt.subplots(figsize=(9.5, 6.5))
    for i, (wrong, change) in enumerate(BROKEN.items()):
        for j, test in enumerate(TESTS.values()):
            caught = catches(test, *change)
            axes.add_patch(plt.Rectangle((j, i), 1, 1, facecolor=BLUE if caught else "white", edgecolor=GREY))
            if caught:
                axes.text(j + 0.5, i + 0.5, "x", color="white", fontsize=20, ha="center", va="center")
        axes.text(-0.2, i + 0.5, wrong, fontsize=18, ha="right", va="center", color=GREEN if i == 0 else None)
    for j, name in enumerate(TESTS):
        axes.text(j + 0.3, -0.2, name.replace("_", " "), fontsize=18, rotation=45, ha="left", va="bottom")
    axes.set(xlim=(0, len(TESTS)), ylim=(len(BROKEN), 0), aspect="equal")
    axes.axis("off")
    return png(figure)
