"""The given file draw: the right graph, a picture wherever one can be made, and a sentence where not."""

import importlib
import sys
from pathlib import Path

import pytest

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.fixture
def draw(monkeypatch):
    """The module draw, with the solutions' Value in reach."""
    monkeypatch.syspath_prepend(SOLUTIONS)
    yield importlib.import_module("draw")
    for name in ("draw", "value", "backward"):
        sys.modules.pop(name, None)


class Node:
    """A node of a lecture's kind of engine: no label, and equal where data is."""

    def __init__(self, data, operands=(), op=""):
        self.data, self.grad, self._prev, self._op = data, 0.0, operands, op

    def __eq__(self, other):
        return self.data == other.data

    __hash__ = object.__hash__


def boxes(picture):
    """Return {name: text} of the nodes of a picture."""
    lines = [line.strip() for line in picture.dot.splitlines() if "shape=record" in line]
    return {line.partition(" ")[0]: line.partition('label="')[2].rpartition('"')[0] for line in lines}


def arrows(picture):
    """Return the arrows of a picture as (from, to)."""
    return [tuple(line.strip().split(" -> ")) for line in picture.dot.splitlines() if "->" in line]


def test_a_node_shows_its_label_its_data_and_its_grad(draw):
    """The cells of a box stand side by side, numbers with four digits."""
    from value import Value

    a = Value(0.123456, label="a")
    a.grad = -2

    assert list(boxes(draw.draw(a)).values()) == ["{ a | data 0.1235 | grad -2 }"]


def test_arrows_run_from_operands_over_the_operation_to_the_result(draw):
    """For c = a * b: a and b point to the circle with the star, the circle points to c."""
    from value import Value

    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    c = a * b
    c.label = "c"

    picture = draw.draw(c)

    names = {text.split()[1]: name for name, text in boxes(picture).items()}
    circle = names["c"] + "op"
    assert set(arrows(picture)) == {(names["a"], circle), (names["b"], circle), (circle, names["c"])}
    assert len(arrows(picture)) == 3
    assert 'label="*"' in picture.dot


def test_a_shared_node_is_drawn_once_with_an_arrow_for_each_use(draw):
    """In a * a + a the leaf is one box and has three arrows going out."""
    from value import Value

    a = Value(3.0, label="a")

    picture = draw.draw(a * a + a)

    assert picture.nodes == len(boxes(picture)) == 3
    leaf = next(name for name, text in boxes(picture).items() if text.startswith("{ a "))
    assert [tail for tail, _ in arrows(picture)].count(leaf) == 3


@pytest.mark.parametrize("kind", [tuple, list, set])
def test_operands_may_be_a_tuple_a_list_or_a_set(draw, kind):
    """Any engine will do; nodes that call themselves equal are still two nodes."""
    root = Node(2.0, kind([Node(1.0), Node(1.0)]), "+")

    picture = draw.draw(root)

    assert len(boxes(picture)) == 3
    assert len(arrows(picture)) == 3


def test_upstream_engines_can_be_drawn(draw):
    """A graph of PyPI's micrograd, whose operands are a set and whose nodes have no label."""
    engine = pytest.importorskip("micrograd.engine")
    a = engine.Value(2.0)

    picture = draw.draw((a * a + a).relu())

    assert len(boxes(picture)) == 4


def test_operands_without_an_operation_point_at_the_node(draw):
    """Where an engine forgot the operation's name, the way things were computed is still shown."""
    assert len(arrows(draw.draw(Node(2.0, (Node(1.0), Node(1.0)))))) == 2


def test_a_label_may_hold_any_sign(draw):
    """Signs that mean something in DOT appear in the picture as they are."""
    from value import Value

    picture = draw.draw(Value(1.0, label='{a|b} <c> "d" \\e\nf')).svg()

    assert "{a|b} &lt;c&gt; &quot;d&quot; \\e f" in picture


def test_what_is_no_number_is_shown_all_the_same(draw):
    """A grad that is None, as in a broken engine, does not stop the picture."""
    node = Node(1.0)
    node.grad = None

    assert "grad None" in draw.draw(node).dot


def test_500_nodes_are_drawn_and_501_refused(draw):
    """A picture that nobody could read is refused, with what to do instead."""
    root = Node(0.0)
    for number in range(499):
        root = Node(number, (root,), "exp")

    assert draw.draw(root).nodes == 500
    with pytest.raises(ValueError, match="more than 500 nodes, too many to read: draw a part of it"):
        draw.draw(Node(0.0, (root,), "exp"))


def test_a_graph_with_a_cycle_is_refused(draw):
    """A node that was made from itself is a mistake in _prev, and the message says so."""
    a = Node(1.0)
    a._prev = (Node(2.0, (a,), "exp"),)

    with pytest.raises(ValueError, match="has a cycle: a node was made from itself; see its _prev"):
        draw.draw(a)


def test_pictures_need_no_dot_program(draw, monkeypatch, capfd):
    """Without `dot` the libraries inside pygraphviz draw, and the font library's complaints are not seen."""
    pytest.importorskip("pygraphviz")
    monkeypatch.setenv("PATH", "")

    picture = draw.draw(Node(2.5)).svg()

    assert "<svg" in picture
    assert "data 2.5" in picture
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def fake_dot(tmp_path, monkeypatch):
    """Return a function that installs a program `dot` which runs the given shell commands."""
    if sys.platform == "win32":
        pytest.skip("programs on Windows are no shell scripts")

    def install(commands):
        (tmp_path / "dot").write_text(f"#!/bin/sh\n{commands}\n")
        (tmp_path / "dot").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


def test_a_dot_program_is_used_where_there_is_one(draw, fake_dot):
    """The program that the user installed comes first."""
    fake_dot("cat > /dev/null; echo '<svg>by dot</svg>'")

    assert draw.draw(Node(1.0)).svg().strip() == "<svg>by dot</svg>"


def test_a_broken_dot_program_is_no_obstacle(draw, fake_dot):
    """Where `dot` fails, pygraphviz is tried."""
    pytest.importorskip("pygraphviz")
    fake_dot("echo 'no plugins' >&2; exit 1")

    assert "data 1" in draw.draw(Node(1.0)).svg()


def test_without_any_program_the_message_says_what_to_install(draw, monkeypatch):
    """Two ways to get pictures, and what works without them."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "pygraphviz", None)

    with pytest.raises(RuntimeError, match=r"pip install pygraphviz\n.*\n.*print\(draw\(root\)\.dot\)"):
        draw.draw(Node(1.0)).svg()


def test_without_the_graphviz_package_the_message_says_what_to_install(draw, monkeypatch):
    """The package that writes DOT is needed in every case."""
    monkeypatch.setitem(sys.modules, "graphviz", None)

    with pytest.raises(ImportError, match="pip install graphviz"):
        draw.draw(Node(1.0))


def test_a_picture_is_saved_as_svg_or_as_dot(draw, tmp_path):
    """The end of the name says which."""
    picture = draw.draw(Node(1.0))

    picture.save(tmp_path / "graph.svg")
    picture.save(str(tmp_path / "graph.dot"))

    assert "<svg" in (tmp_path / "graph.svg").read_text(encoding="utf-8")
    assert (tmp_path / "graph.dot").read_text(encoding="utf-8") == picture.dot


def test_other_kinds_of_files_are_refused(draw, tmp_path):
    """The message names the two that are possible, and nothing is written."""
    with pytest.raises(ValueError, match=r"must end in \.svg or \.dot, but this is 'graph\.png'"):
        draw.draw(Node(1.0)).save(tmp_path / "graph.png")

    assert list(tmp_path.iterdir()) == []


def test_jupyterlab_shows_the_picture(draw):
    """The method that JupyterLab looks for gives the same SVG."""
    picture = draw.draw(Node(1.0))

    assert picture._repr_svg_() == picture.svg()


class Unspeakable:
    """What cannot be shown."""

    def __repr__(self):
        raise RuntimeError

    __str__ = __format__ = __repr__


@pytest.mark.parametrize(("thing", "shown"), [
    (float("nan"), "nan"), (float("-inf"), "-inf"), ("three", "three"), (Unspeakable(), "<Unspeakable>"),
    (10**5000, "<int>"), ("x" * 100, "x" * 37 + "..."), (None, "None"),
], ids=["nan", "inf", "a word", "raises", "huge", "long", "none"])
def test_whatever_stands_in_data_is_shown_in_a_few_signs(draw, thing, shown):
    """A picture of a broken engine is a picture: what cannot show itself is named by its type."""
    assert draw.text(thing) == shown
    assert list(boxes(draw.draw(Node(thing))).values()) == [f"{{ data {shown} | grad 0 }}"]


def test_what_is_no_graph_is_refused_with_a_sentence(draw):
    """No _prev, one that cannot be read, a number among the operands; without end, or with far too many arrows."""
    class Raising(Node):
        _prev = property(lambda node: 1 / 0, lambda node, value: None)

    class Growing(Node):
        _prev = property(lambda node: (Growing(1.0) for _ in iter(int, 1)), lambda node, value: None)

    leaf = Node(1.0)
    for root, told in (
        (3.0, r"3 \(float\) is no node of a graph: it has no _prev"),
        (Node(1.0, (Node(2.0), 3.5), "+"), r"3\.5 \(float\) is no node of a graph: it has no _prev"),
        (Node(1.0, None, "+"), "its _prev cannot be read: TypeError"),
        (Raising(1.0), "its _prev cannot be read: ZeroDivisionError"),
        (Growing(1.0), "more than 2000 arrows, too many to read"),
        (Node(1.0, (leaf,) * 2001, "+"), "more than 2000 arrows, too many to read"),
    ):
        with pytest.raises(ValueError, match=told):
            draw.draw(root)


def test_a_million_nodes_are_refused_at_once(draw):
    """No more of a graph is looked at than could be drawn."""
    looked_at = []

    class Counted(Node):
        @property
        def _prev(self):
            looked_at.append(self)
            return (Counted(1.0), Counted(1.0))

        @_prev.setter
        def _prev(self, operands):
            pass

    with pytest.raises(ValueError, match="more than 500 nodes"):
        draw.draw(Counted(1.0))
    assert len(looked_at) < 600
