"""Notebook cells put together as the module that they are. Nothing is run: text goes in, text comes out.

A unit's notebook has its functions and methods in cells of their own, a method below `@method_of(Value)`. The stub of
the unit says what belongs to the module; for each of its parts the last definition in the cells counts, as when the
notebook is run from top to bottom. What else the module needs to run (imports, functions and constants of the
student's own) comes along; what nothing in it uses, such as an experiment, stays in the notebook.

Students get this file too: the grader and the check cells of JupyterLab put a module together in the same way.
"""

import ast
import io
import re
import symtable
import tokenize
import warnings
from dataclasses import dataclass
from functools import cached_property

#: more cells, code or statements at the left margin than this is no exercise
MOST_CELLS = 1_000
MOST_CODE = 256 * 1024
MOST_STATEMENTS = 2_000
#: modules that are there for the notebook only
HELPERS = {"checks", "cells"}
#: cell magics below which there is plain Python
TIMERS = re.compile(r"%%(time|timeit|capture|prun)\b")
MAGIC = re.compile(r"([ \t]*)(?![ \t])([%!?]|[^#'\"=]*=\s*[%!](?!=)|[\w.]+\?\??\s*$)")
BROKEN = re.compile(r"^(?:@method_of\((\w+)\)[ \t]*\n)?def (\w+)", re.MULTILINE)
COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}
#: where a string with braces begins and ends, from Python 3.12 on
FSTRING_START, FSTRING_END = (getattr(tokenize, name, None) for name in ("FSTRING_START", "FSTRING_END"))
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


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


class _Statement:
    """A statement at the left margin of a cell: its text, its tree, and which names it needs and gives."""

    def __init__(self, text, node):
        self.text, self.node = text, node

    @cached_property
    def _tables(self):
        found = [symtable.symtable(self.text, "cell", "exec")]
        for table in found:
            found += table.get_children()
        return found

    @cached_property
    def gives(self):
        """The names that it binds in the module, or changes something of."""
        bound = {s.get_name() for s in self._tables[0].get_symbols() if s.is_assigned() or s.is_imported()}
        return bound | set(_changed(self.node))

    @cached_property
    def needs(self):
        """The names of the module that it uses, now or when a function in it is called."""
        return {symbol.get_name() for table in self._tables for symbol in table.get_symbols()
                if symbol.is_referenced() and (table is self._tables[0] or symbol.is_global())}

    @cached_property
    def needs_now(self):
        """Those that it uses while it is carried out: in decorators, defaults, bases, but not in functions."""
        now = [table for table in self._tables
               if table.get_type() != "function" or table.get_name() in COMPREHENSIONS]
        return {symbol.get_name() for table in now for symbol in table.get_symbols() if symbol.is_referenced()}


def _changed(node):
    """Yield the names of what a statement changes without binding it: `OPS["+"] = f`, `Value.twice = f`, setattr."""
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_name(node.value.func, "setattr"):
        targets = [ast.Attribute(value=argument) for argument in node.value.args[:1]]
    for target in targets:
        while isinstance(target, ast.Attribute | ast.Subscript):
            target = target.value
            if isinstance(target, ast.Name):
                yield target.id


def _assigned_methods(node):
    """Yield the names of methods that are assigned: `Value.__radd__ = add` or, in a class, `__radd__ = __add__`."""
    for target in getattr(node, "targets", ()):
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            yield f"{target.value.id}.{target.attr}"
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        yield from (f"{node.name}.{t.id}" for t in getattr(inner, "targets", ()) if isinstance(t, ast.Name))


def _is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


class _Module:
    """The module that is being put together.

    parts    name of a part of the stub (`backward`, `Value.__add__`) -> its text; for a class (`Value`) what is above
             its methods
    own      the student's own statements
    """

    def __init__(self, stub, unit):
        self._unit, self._notes, self._defined, self._counted = unit, [], {}, 0
        self._head, self._stubs, self.parts, self.own = [], {}, {}, []
        for statement in _statements(stub):
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
            text, dropped = _python(cell.text)
            self._count(text)
            statements = _statements(text)
        except Unfit:
            raise
        except UNPARSABLE as problem:
            self._add_broken(cell, wanted, problem)
            return
        if dropped:
            self._notes.append(f"Cell {cell.number}: {dropped} is for Jupyter, not Python, and left out.")
        for statement in statements:
            self._add(cell, wanted, statement)
            for name in _assigned_methods(statement.node):
                self._defined.setdefault(name, []).append(cell.number)
        if wanted and cell.number not in self._defined.get(wanted, ()):
            self._drop_renamed(cell, wanted, statements)

    def _count(self, text):
        """Raise `Unfit` where there are more statements than can be put in order in little time."""
        self._counted += len(_parsed(text).body)
        if self._counted > MOST_STATEMENTS:
            raise Unfit(f"its code cells hold more than {MOST_STATEMENTS} statements.")

    def _add(self, cell, wanted, statement):
        node, (owner, _, method) = statement.node, (wanted or "").partition(".")
        if _is_import(node, HELPERS | {self._unit}):
            return
        if isinstance(node, ast.FunctionDef) and node.name == method and not _class_of(node):
            self._notes.append(f"Cell {cell.number} has lost its line @method_of({owner}).")
            self._put(wanted, statement.text, cell)
        elif not self._take_part(statement, cell):
            self.own += _attached(statement)

    def _take_part(self, statement, cell=None, new=False):
        """Keep a definition that belongs to the stub, or with `new` is the stub's; say whether it was one."""
        node = statement.node
        if isinstance(node, ast.ClassDef) and (new or node.name in self.parts):
            for name, text in _class_parts(statement):
                self._put(name, text, cell)
            return True
        owner = isinstance(node, ast.FunctionDef) and _class_of(node)
        if owner in self.parts:
            self._put(f"{owner}.{node.name}", _without_decorator(statement), cell)
            return True
        if isinstance(node, ast.FunctionDef) and not owner and (new or node.name in {**self.parts, **self._stubs}):
            self._put(node.name, statement.text, cell)
            return True
        return False

    def _put(self, name, text, cell):
        self.parts[name] = text
        if cell:
            self._defined.setdefault(name, []).append(cell.number)

    def _drop_renamed(self, cell, wanted, statements):
        """Where the cell for one function defines another one, drop the stub: the module has no such function."""
        functions = [s.node for s in statements if isinstance(s.node, ast.FunctionDef)]
        found = [f.name for f in functions if ".".join(filter(None, (_class_of(f), f.name))) not in self._stubs]
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
        everything = [*self._head, *self._definitions(), *self._needed_own()]
        return "".join(_set(_in_order(everything))) + "\n"

    def _definitions(self):
        """Return functions and classes, each class with its methods, in the order of the stub."""
        whole = {}
        for name, text in self.parts.items():
            owner, _, method = name.partition(".")
            whole.setdefault(owner, []).append(moved(text, 4) if method else text)
        return [_statements("\n\n".join(texts))[0] for texts in whole.values()]

    def _needed_own(self):
        """Return the student's own statements that give something which is needed, in the order of the notebook."""
        waiting = set().union(*(statement.needs for statement in [*self._head, *self._definitions()]))
        waiting |= {name.partition(".")[0] for name in self.parts}
        givers, names, taken = _givers(self.own), set(), set()
        while waiting:
            names.add(name := waiting.pop())
            for giver in givers.get(name, ()):
                taken.add(id(giver))
                waiting |= giver.needs - names
        known = {s.text for s in self._head}
        return [s for s in self.own if id(s) in taken and s.text not in known]


def _givers(statements):
    """Return {name: the statements that give it}."""
    givers = {}
    for statement in statements:
        for name in statement.gives:
            givers.setdefault(name, []).append(statement)
    return givers


def _in_order(statements):
    """Return `statements` so that what one uses while it is carried out stands before it; as they are otherwise."""
    givers, names, order, seen = _givers(statements), set(), [], set()
    position = {id(s): k for k, s in enumerate(statements)}

    def needed(statement):
        """What carrying `statement` out may use, also what the functions use that it calls, and none before it did."""
        found, waiting = [], [statement.needs_now]
        while waiting:
            for name in waiting.pop() - names:
                names.add(name)
                found += givers.get(name, [])
                waiting += [giver.needs for giver in givers.get(name, [])]
        return sorted({id(s): s for s in found}.values(), key=lambda s: position[id(s)])

    for statement in statements:
        for one in (*needed(statement), statement):
            if id(one) not in seen:
                seen.add(id(one))
                order.append(one)
    return sorted(order, key=lambda s: not _is_future(s.node)) if any(_is_future(s.node) for s in order) else order


def _is_future(node):
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _set(statements):
    """Yield the texts of `statements` and the space between them, as style guides want it."""
    before = None
    for statement in statements:
        kind = type(statement.node)
        if before:
            small = kind in (ast.Import, ast.ImportFrom, ast.Assign)
            yield "\n" * (1 if small and kind is before else 2 if kind in (ast.Import, ast.ImportFrom) else 3)
        yield statement.text
        before = kind


def _python(text):
    """Return `text` without the lines that only Jupyter understands, and these lines for a note."""
    if _parses(text):
        return text, ""
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("%%"):
        return (f"\n{rest}" if TIMERS.match(first) else ""), first.split()[0]
    lines, dropped = text.split("\n"), []
    for k, line in enumerate(lines):
        if match := MAGIC.match(line):
            lines[k] = f"{match[1]}pass"
            dropped.append(line.strip()[:30])
    return "\n".join(lines), ", ".join(dropped[:3])


def _parses(text):
    try:
        _parsed(text)
    except UNPARSABLE:
        return False
    return True


def _parsed(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # a strange escape in a string is the student's business
        return ast.parse(text)


def _statements(text):
    """Return the statements of `text`, those of each line; raise one of `UNPARSABLE`."""
    tree, lines, found = _parsed(text), text.split("\n"), []
    starts, ends = [_first_line(node) for node in tree.body], [node.end_lineno for node in tree.body]
    for k, node in enumerate(tree.body):
        shares = starts[k:k + 1] == ends[k - 1:k] or ends[k:k + 1] == starts[k + 1:k + 2]
        own = ast.unparse(node) if shares else "\n".join(lines[starts[k] - 1:node.end_lineno])
        statement = _Statement(own, node)
        _ = statement.gives, statement.needs      # what Python refuses later than its parser does is refused here
        found.append(statement)
    return found


def _first_line(node):
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])


def _class_of(node):
    """Return the class that `@method_of(CLASS)` names above the function `node`, or None."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and _is_name(decorator.func, "method_of"):
            if len(decorator.args) == 1 and isinstance(decorator.args[0], ast.Name):
                return decorator.args[0].id
    return None


def _attached(statement):
    """Return `statement`; a method of a class of the student's own as a function, and a line that attaches it."""
    owner = isinstance(statement.node, ast.FunctionDef) and _class_of(statement.node)
    if not owner:
        return [statement]
    name = statement.node.name
    return _statements(f"{_without_decorator(statement)}\n{owner}.{name} = {name}")


def _without_decorator(statement):
    lines = statement.text.split("\n")
    return "\n".join(line for line in lines if not line.startswith("@method_of("))


def _is_import(node, modules):
    """Whether the statement imports from one of `modules`."""
    if isinstance(node, ast.Import):
        return any(alias.name in modules for alias in node.names)
    return isinstance(node, ast.ImportFrom) and node.module in modules


def _class_parts(statement):
    """Yield (name, text) of the class itself, down to its first method, and of each statement below, at the margin.

    A method goes by its name; what is none, or stands there twice (a property and its setter), by a longer one.
    """
    node, lines = statement.node, statement.text.split("\n")
    shift, names = _first_line(node) - 1, set()
    body = [inner for inner in node.body if inner.lineno > node.lineno]
    first = next((k for k, inner in enumerate(body) if isinstance(inner, ast.FunctionDef)), len(body))
    below = _first_line(body[first]) - shift if first < len(body) else len(lines) + 1
    yield node.name, "\n".join(lines[:below - 1]).rstrip()
    for inner in body[first:]:
        text = moved("\n".join(lines[_first_line(inner) - shift - 1:inner.end_lineno - shift]), -4)
        name = getattr(inner, "name", text)
        yield f"{node.name}.{name if name not in names else text}", text
        names.add(name)


def moved(text, blanks):
    """Return the statement `text` so many blanks to the right, or to the left where negative.

    Strings over several lines in it stay as they are, but a docstring moves along.
    """
    fixed, margin, cut = _fixed_lines(text), " " * max(blanks, 0), max(-blanks, 0)
    return "\n".join(line if k in fixed or not line else margin + line[cut:]
                     for k, line in enumerate(text.split("\n")))


def _fixed_lines(text):
    """Return the numbers, from 0, of the lines of the statement `text` that begin inside a string."""
    fixed, opened, before = set(), [], tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(f"if 1:\n{text}\n" if text[:1].isspace() else text).readline):
        if token.type == FSTRING_START:
            opened.append(token.start[0])
        elif token.type == FSTRING_END:
            fixed |= set(range(opened.pop(), token.end[0]))
        elif token.type == tokenize.STRING and before not in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            fixed |= set(range(token.start[0], token.end[0]))
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            before = token.type
    return {line - text[:1].isspace() for line in fixed}


def _raising(stub, sentence):
    """Return `stub` so that it raises a SyntaxError with this sentence."""
    above = stub[:stub.index("raise NotImplementedError(")]
    return f"{above}raise SyntaxError({sentence!r})"


def _listed(numbers):
    numbers = sorted(set(numbers))
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
