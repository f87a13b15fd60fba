"""A film of `root.backward()`: what your code does to the gradients, one node at a time.

    film(root)                      in JupyterLab: shows the film
    film(root).save("film.html")    writes it to a file, for a browser; it needs no network and no other file

All gradients of the graph are set to 0.0, and then your own `backward` is run, once. Each time it changes
a `grad`, the film notes which one, what it was and what it became. Whose turn it is, is known from your
`local_derivatives`, which is called with the node. In engines of the lecture's kind it is known from
`_backward`; each is called once more before its turn, with an upstream gradient of 1, to see its local
derivatives. So right or wrong, the film shows what your code did. Afterwards the nodes hold their
gradients as after any `backward`.
"""

import contextlib
import html
import importlib
import math
import sys
from pathlib import Path

from draw import nodes_of, text, word
from screen import page
from words import say

#: Longer films tell nobody anything.
MOST_NODES = 100
MOST_STEPS = 400
#: Instructions of Python after which a `backward` is taken for one without an end.
MOST_INSTRUCTIONS = 1_000_000


class Film:
    """A film, with all that it shows.

    nodes   how many nodes the graph has; they are numbered, operands before their users
    boxes   of each node the `label`, `op` and `data`, as texts
    steps   list of dictionaries: whose `turn` it is (number of the node, or None), the local
            `derivatives` (as your code gave them, or None), the `changes` to gradients, a `note`, and
            the `grads` of all nodes when the step is over
    """

    def __init__(self, nodes, operands, steps):
        self.boxes = [{"label": word(node, "label"), "op": word(node, "_op"), "data": word(node, "data")}
                      for node in nodes]
        self.nodes, self.operands, self.steps = len(nodes), operands, steps

    def html(self):
        """Return the page, complete in itself."""
        return page(self.boxes, self.operands, self.steps)

    def save(self, path):
        """Write the page to a file whose name ends in .html."""
        path = Path(path)
        if path.suffix not in (".html", ".htm"):
            raise ValueError(say("a film's name must end in .html, but this is {name}", name=repr(path.name)))
        path.write_text(self.html(), encoding="utf-8")

    def _repr_html_(self):
        # A frame of its own: the page's script runs in it, and its styles stay inside.
        title = html.escape(say("A film of backward"))
        return (f'<iframe srcdoc="{html.escape(self.html())}" sandbox="allow-scripts" title="{title}" '
                'style="width: 100%; height: 40rem; border: 0"></iframe>')


def film(root):
    """Run `root.backward()` once, and return the Film of it.

    Any engine will do whose nodes have `data`, `grad` and `_prev`. A ValueError says why there is nothing
    to be filmed: too many nodes, a cycle, no `backward`, or one that is not written yet. Where your code
    raises an error or finds no end, the film ends there, and says so.
    """
    nodes = nodes_of(root, MOST_NODES)
    if not callable(getattr(root, "backward", None)):
        raise ValueError(say("there is no backward to be filmed: {type} has no such method", type=type(root).__name__))
    recorder = Recorder(nodes)
    recorder.clear()
    with contextlib.ExitStack() as stack:
        for name_space in _name_spaces(root):
            stack.enter_context(_told_by_local_derivatives(name_space, recorder))
        stack.enter_context(_told_by_closures(nodes, recorder))
        stack.enter_context(_told_by_assignments(nodes, recorder))
        recorder.run(root.backward)
    recorder.end()
    return Film(nodes, recorder.operands, recorder.steps)


class Endless(BaseException):
    """Raised inside a `backward` that runs too long; no `except Exception` of its own stops that."""


class Recorder:
    """Notes what happens to the gradients of some nodes.

    operands   for each node the numbers of its operands
    steps      see Film
    uses       while a closure is tried, what it would assign: (number of the node, gradient); otherwise None
    """

    def __init__(self, nodes):
        self.nodes, self.numbers = nodes, {id(node): number for number, node in enumerate(nodes)}
        self.operands = [[self.numbers[id(operand)] for operand in node._prev] for node in nodes]
        self.grads, self.steps, self.uses, self.watching = [text(0.0)] * len(nodes), [], None, True
        self.open(None, note=say("Before: all gradients are 0."))

    def clear(self):
        """Set all gradients to 0.0."""
        try:
            for node in self.nodes:
                node.grad = 0.0
        except Exception as problem:
            told = f"{type(problem).__name__}: {text(problem)}"
            raise ValueError(say("the gradients cannot be set: {error}", error=told)) from None

    def open(self, turn, derivatives=None, note=""):
        """Begin a step."""
        if len(self.steps) >= MOST_STEPS:
            raise Endless
        self.steps.append({"turn": turn, "derivatives": derivatives, "changes": [], "note": note,
                           "grads": self.grads[:]})

    def turn(self, node, derivatives=None):
        """Note that it is the turn of `node`, whose local derivatives may be known."""
        number = self.numbers.get(id(node))
        if number is not None:
            self.open(number, _listed(derivatives))

    def measured(self, node, closure):
        """Return the local derivatives in a `closure`: what it would give its node's operands of a gradient of 1.

        No gradient is changed. None where that cannot be seen: it raises, or gives an operand nothing.
        """
        around = [node, *map(self.nodes.__getitem__, self.operands[self.numbers[id(node)]])]
        kept, uses, self.watching = [(other, other.grad) for other in around], [], False
        try:
            for other in around:
                other.grad = float(other is node)
            self.uses = uses
            closure()
        except Exception:       # it will be raised again, and told, when the closure is called in earnest
            return None
        finally:
            self.uses = None
            for other, grad in kept:
                other.grad = grad
            self.watching = True
        return self.by_slot(self.operands[self.numbers[id(node)]], uses)

    def by_slot(self, operands, uses):
        """Return for each of `operands` what it is given by its use, or None where one is given nothing."""
        found = []
        for slot, operand in enumerate(operands):
            given = [gradient for number, gradient in uses if number == operand]
            found += given[operands[:slot].count(operand):][:1] or given[-1:]
        return found if len(found) == len(operands) else None

    def change(self, node, before, after, names):
        """Note that the gradient of `node` changes; `names` are those in the function that changes it."""
        number, step = self.numbers[id(node)], self.steps[-1]
        if step["turn"] is None or number not in self.operands[step["turn"]]:
            turn = self.user(number, names)
            if turn != step["turn"] or len(self.steps) == 1:
                self.open(turn, note="" if turn is not None else self.unnamed(number))
                step = self.steps[-1]
        self.grads[number] = step["grads"][number] = text(after)
        step["changes"].append(self.explained(number, step, before, after))

    def unnamed(self, number):
        """Return what is said where a gradient changes and it is nobody's turn."""
        if number == len(self.nodes) - 1:
            return say("The gradient of the root is set: the root changes as fast as itself.")
        return say("Gradients are changed here, and the film cannot tell which node passes them on.")

    def user(self, number, names):
        """Return the number of a user of node `number` among what a function has names for, or None."""
        named = [self.numbers[id(thing)] for thing in names.values() if id(thing) in self.numbers]
        users = [user for user in named if number in self.operands[user]]
        # The root is mostly at hand as such: another user says more about whose turn it is.
        return min(users, default=None)

    def explained(self, number, step, before, after):
        """Return a change with the numbers that it was made of, as far as they are known."""
        turn = step["turn"]
        known = {"node": number, "before": text(before), "after": text(after), "slot": None}
        if turn is None or number not in self.operands[turn]:
            return known
        slots = [slot for slot, operand in enumerate(self.operands[turn]) if operand == number]
        used = [change["node"] for change in step["changes"]].count(number)
        slot = known["slot"] = slots[min(used, len(slots) - 1)]
        upstream, derivatives = self.nodes[turn].grad, step["derivatives"]
        known["upstream"] = text(upstream)
        local = derivatives[slot] if derivatives and slot < len(derivatives) else None
        if all(map(_is_number, (before, after, upstream, local))):
            product = local * upstream
            known |= {"local": text(local), "product": text(product), "verdict": _verdict(before, product, after)}
        return known

    def run(self, backward):
        """Run the student's `backward`; where it fails, the last step says how."""
        before = sys.gettrace()
        try:
            sys.settrace(_ending_after(MOST_INSTRUCTIONS))
            backward()
        except NotImplementedError as problem:
            raise ValueError(say("this backward is not written yet: {stub}", stub=text(problem, 200))) from None
        except Endless:
            self.remark(say("Here the film was stopped: this backward seems to find no end."))
        except Exception as problem:
            told = f"{type(problem).__name__}: {text(problem, 200)}"
            self.remark(say("Here your code raised an error. {error}", error=told))
        finally:
            sys.settrace(before)

    def remark(self, sentence):
        """Add a sentence to the note of the last step."""
        self.steps[-1]["note"] = f"{self.steps[-1]['note']} {sentence}".strip()

    def end(self):
        """Add the last step: the gradients as they are now, whoever changed them."""
        now = [text(getattr(node, "grad", None)) for node in self.nodes]
        note = say("The end: these gradients are what your backward gave.")
        self.steps.append({"turn": None, "derivatives": None, "changes": [], "note": note, "grads": now})
        if now != self.grads:
            self.remark(say("Some were changed in a way that the film cannot see."))


def _ending_after(most):
    """Return a function for sys.settrace that ends what runs longer than `most` instructions."""
    count = 0

    def trace(frame, *_):
        nonlocal count
        frame.f_trace_opcodes = True        # a loop on a single line passes no other line
        count += 1
        if count > most:
            raise Endless
        return trace

    return trace


def _is_number(thing):
    return isinstance(thing, (int, float))


def _verdict(before, product, after):
    """Say how `after` came about, where it is not `before` + `product`."""
    def close(a, b):
        return a == b or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(a) and math.isnan(b))

    if close(after, before + product):
        return "added"
    return "assigned" if close(after, product) else "other"


def _listed(derivatives):
    try:
        return None if derivatives is None else [d if _is_number(d) else text(d) for d in derivatives]
    except TypeError:
        return [text(derivatives)]


def _name_spaces(root):
    """Return the names of the module `backward`, if there is one, and of the one where `root.backward` was written."""
    spaces = [getattr(getattr(type(root), "backward", None), "__globals__", {})]
    with contextlib.suppress(Exception):        # what is wrong with it, root.backward() will say
        spaces.append(vars(importlib.import_module("backward")))
    return [space for space in spaces if callable(space.get("local_derivatives"))]


@contextlib.contextmanager
def _told_by_local_derivatives(name_space, recorder):
    """Each call of the student's `local_derivatives` begins a turn."""
    own = name_space["local_derivatives"]

    def local_derivatives(node):
        derivatives = own(node)
        if not isinstance(derivatives, (tuple, list)):
            derivatives = tuple(derivatives)        # a generator can be read once
        recorder.turn(node, derivatives)
        return derivatives

    name_space["local_derivatives"] = local_derivatives
    try:
        yield
    finally:
        name_space["local_derivatives"] = own


@contextlib.contextmanager
def _told_by_closures(nodes, recorder):
    """In engines of the lecture's kind, each call of a node's `_backward` begins a turn."""
    own = [(node, node._backward) for node in nodes if callable(getattr(node, "_backward", None))]

    def told(node, closure):
        def _backward(*arguments):
            if recorder.uses is not None:
                raise RuntimeError("a closure that calls another one says nothing of its own node")
            recorder.turn(node, None if arguments else recorder.measured(node, closure))
            return closure(*arguments)
        return _backward

    with contextlib.suppress(AttributeError):       # a method of a class with slots: the assignments tell
        for node, closure in own:
            node._backward = told(node, closure)
    try:
        yield
    finally:
        with contextlib.suppress(AttributeError):
            for node, closure in own:
                node._backward = closure


@contextlib.contextmanager
def _told_by_assignments(nodes, recorder):
    """Each assignment to a node's `grad` is noted."""
    def watching(kind):
        assign = kind.__setattr__

        def __setattr__(node, name, value):
            watched = name == "grad" and id(node) in recorder.numbers
            if watched and recorder.uses is not None:
                recorder.uses.append((recorder.numbers[id(node)], value))
                return
            before = getattr(node, name, None) if watched else None
            assign(node, name, value)
            if watched and recorder.watching:
                recorder.change(node, before, value, sys._getframe(1).f_locals)

        return __setattr__

    kinds = [(kind, vars(kind).get("__setattr__")) for kind in {type(node) for node in nodes}]
    for kind, _ in kinds:
        kind.__setattr__ = watching(kind)
    try:
        yield
    finally:
        for kind, own in kinds:
            if own is None:
                del kind.__setattr__
            else:
                kind.__setattr__ = own
