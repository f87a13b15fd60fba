"""The given file film: it shows what a student's `backward` did, right or wrong, in a real browser and in time."""

import importlib
import sys
import time
from pathlib import Path

import pytest
from browser import page_of

from autograder.cli import main

SOLUTIONS = Path(__file__).parents[2] / "solutions"
OWN = ("draw", "film", "screen", "words", "value", "backward")
ASSIGNS = ("operand.grad += slope * node.grad", "operand.grad = slope * node.grad")


@pytest.fixture
def kit(monkeypatch, tmp_path):
    """Return `kit(*replacements)`: the modules draw and value, with a `backward` in which something is replaced."""
    def kit(*replacements):
        text = (SOLUTIONS / "backward.py").read_text(encoding="utf-8")
        for before, after in replacements:
            assert before in text
            text = text.replace(before, after)
        (tmp_path / "backward.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(SOLUTIONS)
        monkeypatch.syspath_prepend(tmp_path)
        return importlib.import_module("draw"), importlib.import_module("value")

    kept = {name: sys.modules.pop(name, None) for name in OWN}
    yield kit
    for name in OWN:
        sys.modules.pop(name, None)
    sys.modules.update({name: module for name, module in kept.items() if module})


def lecture(value):
    """Return the lecture's expression: leaves and the root."""
    a, b, c = (value.Value(number, label=name) for name, number in (("a", 2.0), ("b", -3.0), ("c", 10.0)))
    d = a * b + c
    d.label = "d"
    return (a, b, c), d * d


def turns(film):
    """Return the labels or numbers of the nodes whose turn it was, in order."""
    names = [box["label"] or number for number, box in enumerate(film.boxes)]
    return [names[step["turn"]] for step in film.steps if step["turn"] is not None]


def test_a_film_goes_in_the_order_of_the_students_own_topological_order(kit):
    """Reversed, root first; another right order gives another film."""
    draw, value = kit()
    _, root = lecture(value)
    film = draw.film(root)
    order = importlib.import_module("backward").topological_order(root)
    by_id = {id(node): place for place, node in enumerate(draw.nodes_of(root))}

    assert [step["turn"] for step in film.steps if step["turn"] is not None] == [by_id[id(n)] for n in reversed(order)]
    assert film.steps[0]["note"] == "Before: all gradients are 0."
    assert film.steps[1]["note"] == "The gradient of the root is set: the root changes as fast as itself."


def test_each_change_shows_the_numbers_that_it_was_made_of(kit):
    """Local derivative, upstream gradient, what was there, what is there now: for both uses of d in d * d."""
    draw, value = kit()
    film = draw.film(lecture(value)[1])

    first, second = film.steps[2]["changes"]
    assert {**first, "node": "d"} == {"node": "d", "slot": 0, "local": "4", "upstream": "1", "product": "4",
                                      "before": "0", "after": "4", "verdict": "added"}
    assert (second["slot"], second["before"], second["after"]) == (1, "4", "8")


def test_afterwards_the_nodes_hold_their_gradients_and_nothing_else_is_changed(kit):
    """The film runs backward once, from gradients of 0; the class and the module are as before."""
    draw, value = kit()
    (a, b, c), root = lecture(value)
    root.backward()
    rules = importlib.import_module("backward").local_derivatives
    film = draw.film(root)

    assert (a.grad, b.grad, c.grad) == (-24.0, 16.0, 8.0)
    assert set(film.steps[-1]["grads"]) >= {"-24", "16", "8"}
    assert "__setattr__" not in vars(value.Value)
    assert importlib.import_module("backward").local_derivatives is rules
    assert sys.gettrace() is None or "film" not in str(sys.gettrace())


def test_a_wrong_backward_is_filmed_with_its_wrong_numbers(kit):
    """Assigning in place of adding: the last step has the wrong gradient, and the change says what happened."""
    draw, value = kit(ASSIGNS)
    (a, _, _), root = lecture(value)
    film = draw.film(root)

    assert a.grad == -12.0
    assert "-12" in film.steps[-1]["grads"]
    second = film.steps[2]["changes"][1]
    assert (second["before"], second["product"], second["after"], second["verdict"]) == ("4", "4", "4", "assigned")


def test_a_backward_of_another_shape_is_filmed_all_the_same(kit):
    """Rules written into the walk: turns are known from the names at hand, derivatives are not."""
    inlined = (("local_derivatives(node), strict=True", "rules(node), strict=True"),
               ("def backward", "rules = local_derivatives\n\n\ndef backward"))
    draw, value = kit(*inlined)
    film = draw.film(lecture(value)[1])

    assert [len(film.operands[step["turn"]]) for step in film.steps if step["turn"] is not None] == [2, 2, 2]
    assert {change["after"] for step in film.steps for change in step["changes"]} >= {"-24", "16", "8"}
    assert all(step["derivatives"] is None for step in film.steps)


def test_an_engine_of_the_lectures_kind_is_filmed(kit):
    """PyPI's micrograd: closures, operands in a set, no labels."""
    engine = pytest.importorskip("micrograd.engine")
    draw, _ = kit()
    a, b = engine.Value(2.0), engine.Value(-3.0)
    root = (a * b + a).relu() + a
    film = draw.film(root)

    assert film.nodes == 6
    assert film.steps[-1]["grads"] == [f"{node.grad:.4g}" for node in draw.nodes_of(root)]
    assert len(turns(film)) == 6


def closures(passed_on="self.grad += other.data * out.grad; other.grad += self.data * out.grad"):
    """A class of nodes as in the lecture: a product whose closure does what is `passed_on`, and a sum."""
    names = {}
    exec(f"""
class Node:
    def __init__(self, data, _prev=(), _op=""):
        self.data, self.grad, self._prev, self._op = data, 0.0, _prev, _op
        self._backward = lambda: None

    def __mul__(self, other):
        out = Node(self.data * other.data, (self, other), "*")
        def _backward():
            {passed_on}
        out._backward = _backward
        return out

    def __add__(self, other):
        out = Node(self.data + other.data, (self, other), "+")
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out

    def backward(self):
        order, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for operand in node._prev:
                    visit(operand)
                order.append(node)
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()
""", names)
    return names["Node"]


def changes(film):
    """Return (before, local derivative, upstream, after, verdict) of each change that a node made."""
    return [(change["before"], change.get("local"), change.get("upstream"), change["after"], change.get("verdict"))
            for step in film.steps for change in step["changes"] if step["turn"] is not None]


def test_the_local_derivatives_of_closures_are_measured(kit):
    """What a closure makes of a gradient of 1; each use of a node that is used twice has its own."""
    draw, _ = kit()
    node = closures()
    a, b = node(2.0), node(-3.0)
    film = draw.film(a * b + a)

    assert changes(film) == [("0", "1", "1", "1", "added"), ("0", "1", "1", "1", "added"),
                             ("1", "-3", "1", "-2", "added"), ("0", "2", "1", "2", "added")]
    assert (a.grad, b.grad) == (-2.0, 2.0)


def test_operands_in_a_set_have_their_local_derivatives_too(kit):
    """PyPI's micrograd, where d * d has one operand."""
    engine = pytest.importorskip("micrograd.engine")
    draw, _ = kit()
    d = engine.Value(4.0)

    assert changes(draw.film(d * d)) == [("0", "4", "1", "4", "added"), ("4", "4", "1", "8", "added")]


@pytest.mark.parametrize(("passed_on", "told"), [
    ("self.grad = other.data * out.grad; other.grad = self.data * out.grad",
     [("0", "3", "1", "3", "added"), ("3", "3", "1", "3", "assigned")]),
    ("self.grad += other.data; other.grad += self.data + out.grad",
     [("0", "3", "1", "3", "added"), ("3", "4", "1", "7", "added")])])
def test_a_wrong_closure_is_measured_as_it_is(kit, passed_on, told):
    """Assigning is seen though the derivatives are right; a wrong derivative is the closure's own."""
    draw, _ = kit()
    a = closures(passed_on)(3.0)

    assert changes(draw.film(a * a)) == told


def test_an_operand_that_is_given_nothing_has_no_local_derivative(kit):
    """Nothing is claimed of the others either."""
    draw, _ = kit()
    node = closures("self.grad += out.grad")

    assert changes(draw.film(node(2.0) * node(3.0))) == [("0", None, "1", "1", None)]


CLOSURES = {
    "raises": ("1 / 0", "Here your code raised an error. ZeroDivisionError"),
    "loops": ("[None for _ in iter(int, 1)]", "this backward seems to find no end"),
    "calls others": ("self._backward(); other._backward(); self.grad += out.grad", "The end"),
}


@pytest.mark.parametrize(("passed_on", "told"), CLOSURES.values(), ids=CLOSURES)
def test_closures_that_cannot_be_measured_are_filmed_all_the_same(kit, passed_on, told):
    """What one does wrong is told where it does it; nothing hangs."""
    draw, _ = kit()
    node = closures(passed_on)
    film = draw.film((node(2.0) * node(3.0)) * node(4.0))

    assert any(told in step["note"] for step in film.steps), film.steps
    assert not any(step["derivatives"] for step in film.steps)


class Unspeakable:
    """A label that cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no")


def test_labels_that_raise_and_cycles_are_no_reason_to_fall_over(kit):
    """The first is shown as its type, the second refused with a sentence."""
    draw, _ = kit()
    node = closures()
    a = node(2.0)
    a.label = Unspeakable()
    root = a * a

    assert {"label": "<Unspeakable>", "op": "", "data": "2"} in draw.film(root).boxes
    a._prev = (root,)
    with pytest.raises(ValueError, match="this graph has a cycle"):
        draw.film(root)


FAILING = {
    "raises": (("root.grad = 1.0", "root.grad = 1.0; 1 / 0"),
               "Here your code raised an error. ZeroDivisionError: division by zero"),
    "loops": (("root.grad = 1.0", "root.grad = 1.0\n    while True: pass"), "this backward seems to find no end"),
    "swallows": (("root.grad = 1.0", "for _ in iter(int, 1):\n        try: pass\n        except Exception: pass"),
                 "this backward seems to find no end"),
    "recurses": (("root.grad = 1.0", "backward(root)"), "RecursionError"),
    "turns without end": (("root.grad = 1.0", "while True: local_derivatives(root)"),
                          "this backward seems to find no end"),
}


@pytest.mark.parametrize(("replacement", "told"), FAILING.values(), ids=FAILING)
def test_a_backward_that_fails_ends_the_film_with_a_sentence(kit, replacement, told):
    """An error and a loop without end are steps like others, and the page is made in time."""
    draw, value = kit(replacement)
    began = time.monotonic()
    film = draw.film(lecture(value)[1])

    assert any(told in step["note"] for step in film.steps), film.steps[-2:]
    assert "</html>" in film.html()
    assert time.monotonic() - began < 20        # a bound on hanging, no measurement


def test_what_cannot_be_filmed_is_refused_with_a_sentence(kit):
    """No backward, one that is not written yet, gradients that cannot be set, too many nodes."""
    draw, value = kit(("root.grad = 1.0", "raise NotImplementedError('unit 2 is yours')"))

    class Bare:
        data, grad, _prev, _op = 1.0, 0.0, (), ""

    with pytest.raises(ValueError, match="there is no backward to be filmed: Bare has no such method"):
        draw.film(Bare())
    with pytest.raises(ValueError, match="the gradients cannot be set: AttributeError"):
        draw.film(type("Shut", (), {"__slots__": (), "_prev": (), "backward": print})())
    with pytest.raises(ValueError, match="this backward is not written yet: unit 2 is yours"):
        draw.film(value.Value(1.0))
    with pytest.raises(ValueError, match="more than 100 nodes"):
        draw.film(sum((value.Value(1.0) for _ in range(60)), value.Value(0.0)))


def test_a_films_name_ends_in_html(kit, tmp_path):
    """Other names are refused before anything is written."""
    draw, value = kit()
    with pytest.raises(ValueError, match=r"must end in \.html, but this is 'film\.gif'"):
        draw.film(value.Value(1.0)).save(tmp_path / "film.gif")

    assert not (tmp_path / "film.gif").exists()


def test_the_command_writes_a_film(tmp_path, capsys):
    """`draw ... --film`: the page, and the number of nodes on the screen."""
    out = tmp_path / "film.html"

    code = main(["draw", f"{SOLUTIONS / 'value.py'}:(a * b + c).tanh()", "a=2", "b=-3", "c=10", "--film", str(out)])

    assert (code, capsys.readouterr().out) == (0, f"{out}: 6 nodes\n")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def grads(page):
    """Return the gradients on the screen, in the order of the nodes."""
    return page.eval_on_selector_all(".node .grad", "all => all.map(one => one.textContent)")


@pytest.mark.parametrize("replacements", [(), (ASSIGNS,)], ids=["right", "wrong"])
def test_the_page_ends_with_the_gradients_that_the_engine_has(kit, browser, tmp_path, replacements):
    """Step by step to the end, by button; right or wrong, the numbers are the engine's own; nothing complains."""
    draw, value = kit(*replacements)
    _, root = lecture(value)
    film = draw.film(root)
    film.save(tmp_path / "film.html")
    with page_of(browser, viewport={"width": 1600, "height": 900}) as (page, complaints):
        page.goto((tmp_path / "film.html").as_uri())
        assert set(grads(page)) == {"0"}
        while page.is_enabled("#next"):
            page.click("#next")

        assert grads(page) == [f"{node.grad:.4g}" for node in draw.nodes_of(root)]
        page.click("#back")
        page.fill("#slider", "2")
        assert page.inner_text("#count") == f"2 of {len(film.steps) - 1}"
        assert ("It was assigned, not added." in page.inner_text("#told")) == bool(replacements)
        assert page.locator(".node.turn").count() == 1
        assert complaints == []


@pytest.mark.parametrize("width", [400, 1600])
def test_the_page_is_used_with_the_keyboard_alone(kit, browser, tmp_path, width):
    """Arrows, Home, End and space; the focus is seen; the page itself never scrolls sideways."""
    draw, value = kit()
    film = draw.film(lecture(value)[1])
    film.save(tmp_path / "film.html")
    last = len(film.steps) - 1
    with page_of(browser, viewport={"width": width, "height": 800}, reduced_motion="reduce") as (page, complaints):
        page.goto((tmp_path / "film.html").as_uri())
        seen = []
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
            page.keyboard.press(key)
            seen.append(int(page.input_value("#slider")))
        page.keyboard.press("Space")
        playing = page.inner_text("#play")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")

        assert seen == [1, 2, 1, last, 0]
        assert (playing, page.inner_text("#play")) == ("Pause", "Play")
        assert outline == "3px"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (1600, "dark")])
def test_local_derivatives_stand_on_the_arrows_of_the_turn(kit, browser, tmp_path, width, scheme):
    """And on no other; in a film of closures as in one of rules. The page speaks French where that is asked for."""
    draw, _ = kit()
    node = closures()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MICROGRAD_LANG", "fr")
        draw.film(node(2.0) * node(-3.0)).save(tmp_path / "film.html")
    with page_of(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as (page, complaints):
        page.goto((tmp_path / "film.html").as_uri())
        page.keyboard.press("End")
        assert set(page.locator(".slope").all_text_contents()) == {""}
        page.fill("#slider", "2")

        assert sorted(page.locator(".slope").all_text_contents()) == ["-3", "2"]
        assert page.get_attribute("html", "lang") == "fr"
        assert page.inner_text("h2") == "#2 = #0 * #1 transmet son gradient 1."
        assert page.inner_text("#count") == "2 sur 5"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert complaints == []


def test_words_of_the_student_are_words_on_the_page(kit, browser, tmp_path):
    """A label is shown as it is written, whatever a browser would make of it; long ones are cut."""
    draw, value = kit()
    evil = "</script><img src=x onerror=alert(1)>"
    a = value.Value(1.0, label=evil)
    film = draw.film(a * 2)
    film.save(tmp_path / "film.html")
    with page_of(browser) as (page, complaints):
        page.goto((tmp_path / "film.html").as_uri())
        page.keyboard.press("End")

        assert page.locator("img").count() == 0
        assert page.locator(".node title").first.inner_html().startswith("&lt;/script&gt;")
        assert complaints == []


def test_jupyterlab_runs_the_film_in_a_frame_of_its_own(kit, browser):
    """The page inside the frame works as it does alone."""
    draw, value = kit()
    film = draw.film(lecture(value)[1])
    with page_of(browser) as (page, complaints):
        page.set_content(film._repr_html_())
        frame = page.frame_locator("iframe")
        frame.locator("#end").click()

        assert frame.locator("#count").inner_text() == f"{len(film.steps) - 1} of {len(film.steps) - 1}"
        assert complaints == []
