"""Graphs of numbers: forward, and the gradients that go backward over them."""

import matplotlib.pyplot as plt
from backward import local_derivatives, topological_order
from draw import draw
from look import BLACK, BLUE, RED, png, small
from nn import Neuron
from value import Value


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


def neuron():
    """The graph of a neuron with two inputs, as `draw` draws it, from the top to the bottom: on one screen."""
    from pygraphviz import AGraph

    one = Neuron(2)
    for value, name, number in zip([*one.w, one.b], ("w0", "w1", "b"), (0.5, -1.0, 0.75), strict=True):
        value.data, value.label = number, name
    output = one([Value(2.0, label="x0"), Value(1.0, label="x1")])
    output.label = "output"
    output.backward()
    dot = draw(output).dot.replace("rankdir=LR", "rankdir=TB")
    return small(AGraph(string=dot).draw(format="png", prog="dot", args="-Gdpi=80 -Gpad=0.2 -Nfontsize=18"))


# The diamond x -> a -> (b, c) -> d: who uses whom, and where each stands in the picture.
PLACES = {"d": (2, 4.2), "b": (1, 2.9), "c": (3, 2.9), "a": (2, 1.6), "x": (2, 0.3)}
RIGHT, WRONG = "dbcax", "dbaxc"


def diamond():
    """Backward on a diamond: on the left a node waits for all its users, on the right it does not."""
    figure, both = plt.subplots(1, 2, figsize=(10, 6.6))
    right = walk(RIGHT)
    for axes, order, title in zip(both, (RIGHT, WRONG), ("users first", "a too early"), strict=True):
        grads = walk(order)
        axes.set(xlim=(-0.15, 4.3), ylim=(-0.3, 5.1))
        axes.axis("off")
        axes.set_title(f"{title}: " + ", ".join(order), fontsize=20, fontweight="bold")
        for user, operand in ("db", "dc", "ba", "ca", "ax"):
            late = order.index(user) > order.index(operand)
            flow(axes, user, operand, grads["sent"][user, operand], late)
        for name, place in PLACES.items():
            stop(axes, place, name, grads[name], right[name], order.index(name) + 1)
    figure.tight_layout()
    return png(figure)


def walk(order):
    """Return each node's gradient, and in "sent" what went along each edge, when nodes are visited in `order`."""
    x = Value(2.0, label="x")
    a = x**2
    b, c = a.relu(), a**2
    d = b + c
    nodes = dict(zip("xabcd", (x, a, b, c, d), strict=True))
    names = {node: name for name, node in nodes.items()}
    assert set(names) == set(topological_order(d))
    d.grad, sent = 1.0, {}
    for name in order:
        node = nodes[name]
        for operand, slope in zip(node._prev, local_derivatives(node), strict=True):
            sent[name, names[operand]] = slope * node.grad
            operand.grad += slope * node.grad
    return {name: node.grad for name, node in nodes.items()} | {"sent": sent}


def flow(axes, user, operand, amount, late):
    """An arrow from a user to its operand, with what is added there; dashed where it comes too late."""
    (x0, y0), (x1, y1) = PLACES[user], PLACES[operand]
    start, end = (x0 + 0.27 * (x1 - x0), y0 - 0.4), (x1 + 0.27 * (x0 - x1), y1 + 0.42)
    look = {"arrowstyle": "-|>", "color": RED if late else BLACK, "linewidth": 2.4, "mutation_scale": 24,
            "linestyle": "--" if late else "-"}
    axes.annotate("", end, start, arrowprops=look)
    side = 1 if x0 + x1 >= 4 else -1
    axes.text((x0 + x1) / 2 + 0.22 * side, (y0 + y1) / 2 + 0.12 * (x0 != x1) - 0.25 * late,
              f"+{amount:g}" + "\ntoo late" * late, fontsize=20, va="center", ha="left" if side > 0 else "right",
              color=RED if late else BLACK)


def stop(axes, place, name, grad, right, turn):
    """A node: its turn in a small circle, its name, its gradient, and the right one where that is another."""
    wrong = grad != right
    x, y = place
    axes.add_patch(plt.Rectangle((x - 0.72, y - 0.36), 1.44, 0.72, facecolor="#fbd9c8" if wrong else "white",
                                 edgecolor=RED if wrong else BLACK, linewidth=2.2, zorder=3))
    axes.text(x, y, f"{name}  grad {grad:g}", fontsize=18, ha="center", va="center", zorder=4)
    axes.add_patch(plt.Circle((x - 0.86, y + 0.3), 0.25, facecolor=BLUE, zorder=5))
    axes.text(x - 0.86, y + 0.28, str(turn), fontsize=18, color="white", ha="center", va="center", zorder=6)
    if wrong:
        axes.text(x + 0.82, y, f"not {right:g}", fontsize=20, color=RED, va="center", fontweight="bold")
