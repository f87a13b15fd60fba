"""Draw the graph of a Value.

    draw(root)                    in JupyterLab: shows the picture
    draw(root).save("graph.svg")  writes it to a file, for a browser
    print(draw(root).dot)         the same as text, in the DOT language

A box is a node: its label, its data, its grad. A small circle is the operation it came from; arrows run
from the operands to it. A node that is used several times is drawn once, with an arrow for each use.
"""

import contextlib
import graphlib
import os
from pathlib import Path

#: A picture with more nodes than this tells nobody anything, and takes minutes to lay out.
MOST_NODES = 500

INSTALL = """no program that lays out pictures was found. Either of these is enough:
    pip install pygraphviz
    install Graphviz (https://graphviz.org/download), so that the command `dot` works
Without them, print(draw(root).dot) shows the graph as text."""


class Graph:
    """A picture of a graph.

    dot     its description in the DOT language
    nodes   how many nodes it shows
    """

    def __init__(self, dot, nodes):
        self.dot, self.nodes = dot, nodes

    def svg(self):
        """Return the picture as SVG text; a RuntimeError says what to install where nothing lays it out."""
        picture = _svg_by_dot(self.dot) or _svg_by_pygraphviz(self.dot)
        if picture is None:
            raise RuntimeError(INSTALL)
        return picture

    def save(self, path):
        """Write the picture to a file whose name ends in .svg, or its description to one in .dot."""
        path = Path(path)
        if path.suffix not in (".svg", ".dot"):
            raise ValueError(f"a picture's name must end in .svg or .dot, but this is {path.name!r}")
        path.write_text(self.svg() if path.suffix == ".svg" else self.dot, encoding="utf-8")

    def _repr_svg_(self):
        return self.svg()


def draw(root):
    """Return the Graph of all nodes that `root` was computed from.

    Any engine will do whose nodes have `data`, `grad`, `_prev` (a tuple, list or set) and `_op`; a `label`
    is shown where there is one. A ValueError refuses more than 500 nodes, and a graph with a cycle.
    """
    graphviz = _graphviz()
    nodes = _nodes(root)
    names = {id(node): f"node{number}" for number, node in enumerate(nodes)}
    picture = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"fontname": "Helvetica"})
    for node in nodes:
        name = target = names[id(node)]
        picture.node(name, _box(node), shape="record")
        if node._op:
            target = name + "op"
            picture.node(target, graphviz.escape(node._op), shape="circle", margin="0.02")
            picture.edge(target, name)
        picture.edges((names[id(operand)], target) for operand in node._prev)
    return Graph(picture.source, len(nodes))


def _graphviz():
    """Return the package that writes DOT, or say how to get it."""
    try:
        import graphviz
    except ImportError:
        raise ImportError("drawing needs a package that is not installed: pip install graphviz") from None
    return graphviz


def _nodes(root):
    """Return all nodes below `root`, each once, the root first."""
    # By id and not by `==`: two nodes with equal data are two nodes, whatever an engine's __eq__ says.
    found, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting += node._prev
        if len(found) > MOST_NODES:
            raise ValueError(
                f"this graph has more than {MOST_NODES} nodes, too many to read: draw a part of it, "
                "say the loss of a single point, or a smaller network"
            )
    try:
        graphlib.TopologicalSorter({key: map(id, node._prev) for key, node in found.items()}).prepare()
    except graphlib.CycleError:
        raise ValueError("this graph has a cycle: a node was made from itself; see its _prev") from None
    return list(found.values())


def _box(node):
    """Return the text of a node's box: cells side by side, in DOT's record notation."""
    label = " ".join(str(getattr(node, "label", "")).split())
    label = "".join("\\" + sign if sign in "\\{}|<>" else sign for sign in label)
    cells = [f"data {_text(node.data)}", f"grad {_text(node.grad)}"]
    return "{ " + " | ".join([label, *cells] if label else cells) + " }"


def _text(number):
    return f"{number:.4g}" if isinstance(number, (int, float)) else str(number)


def _svg_by_dot(dot):
    """Return the picture as the program `dot` lays it out, or None where it is missing or broken."""
    import graphviz

    try:
        return graphviz.Source(dot).pipe(format="svg", encoding="utf-8", quiet=True)
    except (graphviz.ExecutableNotFound, graphviz.CalledProcessError):
        return None


def _svg_by_pygraphviz(dot):
    """Return the picture as the libraries inside pygraphviz lay it out, or None where it cannot."""
    try:
        from pygraphviz import AGraph

        with _no_font_warnings():
            return AGraph(string=dot).draw(format="svg", prog="dot").decode("utf-8")
    except (ImportError, OSError, ValueError):
        return None


@contextlib.contextmanager
def _no_font_warnings():
    """Silence the font library, written in C: it complains about settings that do not matter here."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
