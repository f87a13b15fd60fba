"""Draw the graph of a Value.

    draw(root)                    in JupyterLab: shows the picture
    draw(root).save("graph.svg")  writes it to a file, for a browser
    print(draw(root).dot)         the same as text, in the DOT language
    film(root)                    a film of your `backward`, step by step

A box is a node: its label, its data, its grad. A small circle is the operation it came from; arrows run
from the operands to it. A node that is used several times is drawn once, with an arrow for each use.
"""

import contextlib
import graphlib
import itertools
import os
from pathlib import Path

#: A picture with more nodes than this tells nobody anything, and takes minutes to lay out.
MOST_NODES = 500
MOST_ARROWS = 2000

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
    is shown where there is one. A ValueError refuses what cannot be drawn, and says why: see `nodes_of`.
    """
    graphviz = _graphviz()
    nodes = nodes_of(root)
    names = {id(node): f"node{number}" for number, node in enumerate(nodes)}
    picture = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"fontname": "Helvetica"})
    for node in nodes:
        name = target = names[id(node)]
        picture.node(name, _box(node), shape="record")
        if operation := word(node, "_op"):
            target = name + "op"
            picture.node(target, graphviz.escape(operation), shape="circle", margin="0.02")
            picture.edge(target, name)
        picture.edges((names[id(operand)], target) for operand in node._prev)
    return Graph(picture.source, len(nodes))


def film(root):
    """Return a film of `root.backward()`: a page that shows what your code does, one node at a time; see film.py."""
    from film import film

    return film(root)


def _graphviz():
    """Return the package that writes DOT, or say how to get it."""
    try:
        import graphviz
    except ImportError:
        raise ImportError("drawing needs a package that is not installed: pip install graphviz") from None
    return graphviz


def nodes_of(root, most=MOST_NODES):
    """Return the list of all nodes below `root`, each once, operands before their users, the root last.

    A ValueError refuses more than `most` nodes, a cycle, and what is no graph of Values. The work is
    bounded, whatever stands in `_prev`.
    """
    # By id and not by `==`: two nodes with equal data are two nodes, whatever an engine's __eq__ says.
    found, operands, waiting, arrows = {}, {}, [root], 0
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            below = _operands(node)
            operands[id(node)] = [id(operand) for operand in below]
            arrows += len(below)
            waiting += below
        if len(found) > most or arrows > MOST_ARROWS:
            limit = f"{most} nodes" if len(found) > most else f"{MOST_ARROWS} arrows"
            raise ValueError(
                f"this graph has more than {limit}, too many to read: draw a part of it, "
                "say the loss of a single point, or a smaller network"
            )
    try:
        return [found[key] for key in graphlib.TopologicalSorter(operands).static_order()]
    except graphlib.CycleError:
        raise ValueError("this graph has a cycle: a node was made from itself; see its _prev") from None


def _operands(node):
    """Return what stands in a node's `_prev`, in a list: no more of it than can be drawn."""
    try:
        return list(itertools.islice(node._prev, MOST_ARROWS + 1))
    except Exception as problem:
        missing = getattr(problem, "name", "") == "_prev"
        raise ValueError(
            f"{text(node)} ({type(node).__name__}) is no node of a graph: "
            + ("it has no _prev" if missing else f"its _prev cannot be read: {type(problem).__name__}")
        ) from None


def _box(node):
    """Return the text of a node's box: cells side by side, in DOT's record notation."""
    label = "".join("\\" + sign if sign in "\\{}|<>" else sign for sign in word(node, "label"))
    cells = [f"data {word(node, 'data')}", f"grad {word(node, 'grad')}"]
    return "{ " + " | ".join([label, *cells] if label else cells) + " }"


def word(node, name):
    """Return an attribute of a node as a word or two; "" where there is none, or it cannot be read."""
    try:
        return text(getattr(node, name, ""))
    except Exception:
        return ""


def text(thing, most=40):
    """Return a number with four digits, anything else as it shows itself, cut; if it cannot, its type."""
    try:
        shown = f"{thing:.4g}" if isinstance(thing, (int, float)) else " ".join(str(thing).split())
    except Exception:
        shown = f"<{type(thing).__name__}>"
    return shown if len(shown) <= most else shown[: most - 3] + "..."


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
