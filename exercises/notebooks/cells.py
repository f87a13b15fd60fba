"""Notebook cells put together as the module that they are. Nothing is run: text goes in, text comes out.

A unit's notebook has its functions and methods in cells of their own, a method below `@method_of(Value)`. The stub of
the unit says what belongs to the module; for each of its parts the last definition in the cells counts, as when the
notebook is run from top to bottom. What else the module needs to run (imports, functions and constants of the
student's own) comes along; what nothing in it uses, such as an experiment, stays in the notebook.

Students get this file too, and `statements.py`: the grader and the check cells of JupyterLab put a module together in
the same way.
"""

import ast
import builtins
import re
from dataclasses import dataclass
from functools import cache

from statements import (
    UNPARSABLE,
    assigned_methods,
    attached,
    class_of,
    class_parts,
    extends_itself,
    fits_into_class,
    givers_of,
    in_order,
    is_forgetting,
    is_import,
    is_more,
    is_star,
    moved,
    parsed,
    spaced,
    statements_of,
    without_decorator,
    without_magics,
)

#: more cells, code or statements, at the left margin and in the classes there, than this is no exercise. Of some code,
#: as an f-string of thousands of fields, Python's parser takes four times as long for twice as much
MOST_CELLS = 1_000
MOST_CODE = 64 * 1024
MOST_STATEMENTS = 2_000
#: modules that are there for the notebook only
HELPERS = {"checks", "cells", "statements"}
BROKEN = re.compile(r"^(?:@method_of\((\w+)\)[ \t]*\n)?def (\w+)", re.MULTILINE)


class Unfit(ValueError):
    """Cells that no module can be made of; the text is a sentence that says why."""


@dataclass(frozen=True)
class Cell:
    """A cell: its number, counted from 1; the id that nbgrader has for it, or ""; its text; whether it is code."""

    number: int
    grade_id: str
    text: str
    is_code: bool = True


def cells_of(notebook):
    """Return the cells of `notebook`, the data of an .ipynb file of format 4; raise `Unfit` where it is none."""
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells", notebook.get("worksheets")), list):
        raise Unfit("it is not a notebook: there is no list of cells.")
    if notebook.get("nbformat") != 4:
        raise Unfit("it is not a notebook of format 4: open it in JupyterLab and save it again.")
    if len(notebook["cells"]) > MOST_CELLS:
        raise Unfit(f"it has more than {MOST_CELLS} cells.")
    cells = [_cell(number, cell) for number, cell in enumerate(notebook["cells"], start=1)]
    if sum(len(cell.text) for cell in cells if cell.is_code) > MOST_CODE:
        raise Unfit(f"its code cells hold more than {MOST_CODE // 1024} KiB.")
    return cells


def _cell(number, cell):
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise Unfit(f"cell {number} is neither code nor text.")
    text = cell.get("source")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    if not isinstance(text, str):
        raise Unfit(f"cell {number} holds no text.")
    grade_id = cell.get("metadata")
    for key in ("nbgrader", "grade_id"):
        grade_id = grade_id.get(key) if isinstance(grade_id, dict) else None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Cell(number, grade_id if isinstance(grade_id, str) else "", text, cell["cell_type"] == "code")


def stitched(cells, stub, unit):
    """Return the text of the module that `cells` make of `stub`, the unit's stub; and notes, a sentence each."""
    module = _Module(stub, unit)
    for cell in cells:
        module.add(cell)
    return module.text(), module.notes()


def further(module, notebook):
    """Return that of two texts of a unit, either may be None, in which fewer stubs are left; the first where equal."""
    texts = [text for text in (module, notebook) if text is not None]
    return min(texts, key=lambda text: text.count("raise NotImplementedError("), default=None)


@cache      # a class has one stub for a unit
def _statements_of_stub(stub):
    return statements_of(stub)


class _Module:
    """The module that is being put together.

    parts    name of a part of the stub (`backward`, `Value.__add__`) -> its text; for a class (`Value`) what is above
             its methods
    own      the student's own statements
    """

    def __init__(self, stub, unit):
        self._unit, self._notes, self._defined, self._counted = unit, [], {}, 0
        self._head, self._stubs, self.parts, self.own = [], {}, {}, []
        for statement in _statements_of_stub(stub):
            if not self._take_part(statement, new=True):
                self._head.append(statement)
        self._stubs = {name: text for name, text in self.parts.items() if "raise NotImplementedError(" in text}
        self._wanted = {f"{unit}.{name}".replace(".", "-"): name for name in self._stubs}

    def add(self, cell):
        """Take what `cell` defines."""
        wanted = self._wanted.get(cell.grade_id)
        if not cell.is_code:
            if wanted:
                self._notes.append(f"Cell {cell.number}, for {wanted}, is no code cell any more, so it is not read: "
                                   "make it one again.")
            return
        try:
            text, dropped = without_magics(cell.text)
            self._count(text)
            statements = statements_of(text)
        except Unfit:
            raise
        except UNPARSABLE as problem:
            self._add_broken(cell, wanted, problem)
            return
        if dropped:
            self._notes.append(f"Cell {cell.number}: {dropped} is for Jupyter, not Python, and left out.")
        assigned = dict.fromkeys(name for statement in statements for name in assigned_methods(statement.node))
        for statement in statements:
            self._add(cell, wanted if wanted not in assigned else None, statement)
        for name in assigned:
            self._defined.setdefault(name, []).append(cell.number)
        if wanted and cell.number not in self._defined.get(wanted, ()):
            if any(wanted.partition(".")[0] in statement.gives for statement in statements):    # by a loop, a subclass
                self._defined.setdefault(wanted, []).append(cell.number)
            else:
                self._drop_renamed(cell, wanted, statements)

    def _count(self, text):
        """Raise `Unfit` where there are more statements than can be put in order in little time."""
        body = parsed(text).body
        self._counted += len(body) + sum(len(node.body) for node in body if isinstance(node, ast.ClassDef))
        if self._counted > MOST_STATEMENTS:
            raise Unfit(f"its code cells hold more than {MOST_STATEMENTS} statements.")

    def _add(self, cell, wanted, statement):
        node, (owner, _, method) = statement.node, (wanted or "").partition(".")
        if is_import(node, HELPERS | {self._unit}) or is_forgetting(node):
            return
        if isinstance(node, ast.FunctionDef) and node.name == method and not class_of(node):
            self._notes.append(f"Cell {cell.number} has lost its line @method_of({owner}).")
            self._put(wanted, statement.text, cell)
        elif not self._take_part(statement, cell):
            self._take_own(cell, statement)

    def _take_own(self, cell, statement):
        """Keep a statement of the student's own: `derivative = partial(...)` is in place of the stub of this name."""
        self.own += attached(statement)
        for name in sorted(statement.gives & self._stubs.keys()):
            self._defined.setdefault(name, []).append(cell.number)
            if self.parts.get(name) == self._stubs[name]:
                del self.parts[name]

    def _take_part(self, statement, cell=None, new=False):
        """Keep a definition that belongs to the stub, or with `new` is the stub's; say whether it was one."""
        node = statement.node
        extends = extends_itself(node)
        if isinstance(node, ast.ClassDef) and (new or node.name in self.parts) and (not extends or is_more(statement)):
            for name, text in class_parts(statement):
                if not extends or name != node.name:
                    self._put(name, text, cell)
            return True
        owner = isinstance(node, ast.FunctionDef) and class_of(node)
        if owner in self.parts:
            self._put(f"{owner}.{node.name}", without_decorator(statement), cell)
            return True
        if isinstance(node, ast.FunctionDef) and not owner and (new or node.name in {**self.parts, **self._stubs}):
            self._put(node.name, statement.text, cell)
            return True
        return False

    def _put(self, name, text, cell):
        if cell:
            if "." in name and not fits_into_class(text):
                self._notes.append(f"Cell {cell.number}: {name} is written in a way that does not fit into a class, "
                                   "so it is left out.")
                return
            self._defined.setdefault(name, []).append(cell.number)
        self.parts[name] = text

    def _drop_renamed(self, cell, wanted, statements):
        """Where the cell for one function defines another one, drop the stub: the module has no such function."""
        functions = [s.node for s in statements if isinstance(s.node, ast.FunctionDef)]
        found = [f.name for f in functions if ".".join(filter(None, (class_of(f), f.name))) not in self._stubs]
        if found and self.parts.get(wanted) == self._stubs[wanted]:
            self._notes.append(f"Cell {cell.number}, for {wanted}, defines {', '.join(found[:3])} instead.")
            del self.parts[wanted]

    def _add_broken(self, cell, wanted, problem):
        line = getattr(problem, "lineno", None)
        place = f"cell {cell.number}, line {line}" if line else f"cell {cell.number}"
        sentence = f"{place}: {getattr(problem, 'msg', None) or 'nested too deeply'}"
        self._notes.append(f"Not valid Python: {sentence}.")
        match = BROKEN.search(cell.text)
        found = [".".join(filter(None, match.groups()))] if match else []
        for name in filter(self._stubs.get, (wanted, *found)):
            self._put(name, _raising(self._stubs[name], sentence), cell)
            return

    def notes(self):
        """Return what is to be told, a sentence each."""
        notes = [*self._notes]
        for name, numbers in self._defined.items():
            if name in self._stubs and len(set(numbers)) > 1:
                notes.append(f"{name} is defined in cells {_listed(numbers)}: the last one counts.")
        missing = [name for name in self.parts if name in self._stubs and name not in self._defined]
        if missing:
            notes.append(f"No cell defines {', '.join(missing)}.")
        return tuple(notes)

    def text(self):
        """Return the text of the module."""
        definitions = self._definitions()
        own = self._needed_own(definitions)
        stars = [s for s in self.own if is_star(s.node)] if self._lacking([*self._head, *definitions, *own]) else []
        everything = [*self._head, *stars, *definitions, *own]
        return "".join(spaced(in_order(everything))) + "\n"

    def _definitions(self):
        """Return functions and classes, each class with its methods, in the order of the stub."""
        whole = {}
        for name, text in self.parts.items():
            owner, _, method = name.partition(".")
            whole.setdefault(owner, []).append(moved(text, 4) if method else text)
        return [statements_of("\n\n".join(texts))[0] for texts in whole.values()]

    def _found_by_pytest(self):
        """Return the student's own names that nobody has to use: in a unit of tests, functions, classes and marks."""
        if not any(name.startswith("test") for name in self._stubs):
            return set()
        return {name for s in self.own for name in s.gives
                if isinstance(s.node, ast.FunctionDef | ast.ClassDef) or name == "pytestmark"}

    def _lacking(self, statements):
        """Return the names that these statements need and none of them gives, nor Python."""
        needed, given = (set().union(*(getattr(s, which) for s in statements)) for which in ("needs", "gives"))
        return needed - given - set(dir(builtins)) - {"__name__", "__file__", "__doc__"}

    def _needed_own(self, definitions):
        """Return the student's own statements that give something which is needed, in the order of the notebook."""
        waiting = set().union(*(statement.needs for statement in [*self._head, *definitions]))
        waiting |= {name.partition(".")[0] for name in (*self.parts, *self._stubs)} | self._found_by_pytest()
        givers, names, taken = givers_of(self.own), set(), set()
        while waiting:
            names.add(name := waiting.pop())
            for giver in givers.get(name, ()):
                taken.add(id(giver))
                waiting |= giver.needs - names
        known = {s.text for s in self._head}
        return [s for s in self.own if id(s) in taken and s.text not in known]


def _raising(stub, sentence):
    """Return `stub` so that it raises a SyntaxError with this sentence."""
    above = stub[:stub.index("raise NotImplementedError(")]
    return f"{above}raise SyntaxError({sentence!r})"


def _listed(numbers):
    numbers = sorted(set(numbers))
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
