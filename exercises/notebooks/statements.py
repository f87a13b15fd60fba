"""The statements of source text: taken apart, moved, and put in an order in which they run. Nothing is run here.

Students get this file too, for `cells.py`.
"""

import ast
import io
import re
import symtable
import tokenize
import warnings
from functools import cached_property, lru_cache

#: cell magics below which there is plain Python
TIMERS = re.compile(r"%%(time|timeit|capture|prun)\b")
MAGIC = re.compile(r"([ \t]*)(?![ \t])([%!?]|[^#'\"=]*=\s*[%!](?!=)|[\w.]+\?\??\s*$)")
COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}
#: without any of these a text has no string over several lines
LONG = re.compile(r"""\"{3}|'{3}|\\$|[fFtT][rR]?["']""", re.MULTILINE)
#: where a string with braces begins and ends, from Python 3.12 on
FSTRING_START, FSTRING_END = (getattr(tokenize, name, None) for name in ("FSTRING_START", "FSTRING_END"))
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError)


class Statement:
    """A statement at the left margin: its text, its tree, and which names it needs and gives."""

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
                if (symbol.is_referenced() or symbol.is_declared_global())      # `global n` above `n += 1`
                and (table is self._tables[0] or symbol.is_global())}

    @cached_property
    def needs_now(self):
        """Those that it uses while it is carried out: in decorators, defaults, bases, but not in functions."""
        now = [table for table in self._tables
               if table.get_type() != "function" or table.get_name() in COMPREHENSIONS]
        return {symbol.get_name() for table in now for symbol in table.get_symbols() if symbol.is_referenced()}


def _changed(node):
    """Yield the names of what a statement changes without binding it: `OPS["+"] = f`, `Value.twice = f`, setattr.

    In loops and branches too.
    """
    for inner in _inside(node):
        yield from _changed(inner)
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    if _is_setattr(node):
        targets = [ast.Attribute(value=argument, attr="") for argument in node.value.args[:1]]
    for target in targets:
        while isinstance(target, ast.Attribute | ast.Subscript):
            target = target.value
            if isinstance(target, ast.Name):
                yield target.id


def _inside(node):
    """Return the statements in a loop or a branch; none of a function or a class."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    parts = [getattr(node, part, None) or [] for part in ("body", "orelse", "finalbody")]
    parts += [handler.body for handler in getattr(node, "handlers", ())]
    return [inner for part in parts if isinstance(part, list) for inner in part]


def _is_setattr(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_name(node.value.func, "setattr")


def statements_of(text):
    """Return the statements of `text`, those of each line; raise one of `UNPARSABLE`."""
    tree, lines, found = parsed(text), text.split("\n"), []
    starts, ends = [_first_line(node) for node in tree.body], [node.end_lineno for node in tree.body]
    for k, node in enumerate(tree.body):
        shares = starts[k:k + 1] == ends[k - 1:k] or ends[k:k + 1] == starts[k + 1:k + 2]
        own = ast.unparse(node) if shares else _ended("\n".join(lines[starts[k] - 1:node.end_lineno]))
        statement = Statement(own, node)
        _ = statement.gives, statement.needs      # what Python refuses later than its parser does is refused here
        found.append(statement)
    return found


def _first_line(node):
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])


@lru_cache(maxsize=1)       # a cell is looked at three times in a row
def parsed(text):
    """Return the syntax tree of `text`; raise one of `UNPARSABLE`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # a strange escape in a string is the student's business
        return ast.parse(text)


def without_magics(text):
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
        parsed(text)
    except UNPARSABLE:
        return False
    return True


def class_of(node):
    """Return the class that `@method_of(CLASS)` names above the function `node`, or None."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and _is_name(decorator.func, "method_of"):
            if len(decorator.args) == 1 and isinstance(decorator.args[0], ast.Name):
                return decorator.args[0].id
    return None


def assigned_methods(node):
    """Yield the names of methods that are assigned: `Value.__radd__ = add` or, in a class, `__radd__ = __add__`.

    And of those in a class that extends itself, and by `setattr(Value, "__radd__", add)`.
    """
    match node.value.args if _is_setattr(node) else ():
        case [ast.Name(id=owner), ast.Constant(value=name), _]:
            yield f"{owner}.{name}"
    if extends_itself(node):
        yield from (f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef))
    for target in getattr(node, "targets", ()):
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            yield f"{target.value.id}.{target.attr}"
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        yield from (f"{node.name}.{t.id}" for t in getattr(inner, "targets", ()) if isinstance(t, ast.Name))


def extends_itself(node):
    """Whether the statement is `class Value(Value)`: what notebooks have where a class goes on in another cell."""
    return isinstance(node, ast.ClassDef) and any(_is_name(base, node.name) for base in node.bases)


def is_more(statement):
    """Whether a class that extends itself has methods alone, which could as well stand in the class from the start."""
    node = statement.node
    return (len(node.bases) == 1 and not node.keywords and not node.decorator_list and "super" not in statement.needs
            and all(isinstance(inner, ast.FunctionDef) for inner in node.body))


def _is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


def is_import(node, modules):
    """Whether the statement imports from one of `modules`."""
    if isinstance(node, ast.Import):
        return any(alias.name in modules for alias in node.names)
    return isinstance(node, ast.ImportFrom) and node.module in modules


def is_forgetting(node):
    """Whether the statement is `del name`: a module need not forget."""
    return isinstance(node, ast.Delete) and all(isinstance(target, ast.Name) for target in node.targets)


def is_star(node):
    """Whether the statement is `from math import *`, which does not say what it gives."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def attached(statement):
    """Return `statement`; a method of a class of the student's own as a function, and a line that attaches it."""
    owner = isinstance(statement.node, ast.FunctionDef) and class_of(statement.node)
    if not owner:
        return [statement]
    name = statement.node.name
    return statements_of(f"{without_decorator(statement)}\n{owner}.{name} = {name}")


def without_decorator(statement):
    """Return the text of a function without its `@method_of(...)`, over however many lines it goes."""
    lines, (node,) = statement.text.split("\n"), parsed(statement.text).body
    gone = {line for mark in node.decorator_list if isinstance(mark, ast.Call) and _is_name(mark.func, "method_of")
            for line in range(mark.lineno, mark.end_lineno + 1)}
    return "\n".join(line for number, line in enumerate(lines, start=1) if number not in gone)


def class_parts(statement):
    """Yield (name, text) of the class itself, down to its first method, and of each statement below, at the margin.

    A method goes by its name; what is none, or stands there twice (a property and its setter), by a longer one.
    The class itself is indented by four blanks, however it was.
    """
    node, lines, names = statement.node, statement.text.split("\n"), set()
    shift, body = _first_line(node) - 1, node.body
    column, top = body[0].col_offset, _first_line(body[0]) - shift - 1
    if lines[top].encode()[:column].strip():        # class Value: pass
        yield from class_parts(statements_of(ast.unparse(node))[0])
        return
    first = next((k for k, inner in enumerate(body) if isinstance(inner, ast.FunctionDef)), len(body))
    below = _first_line(body[first]) - shift - 1 if first < len(body) else len(lines)
    inside = "\n".join(lines[top:below]).rstrip()
    if inside and column != 4:
        inside = moved(moved(inside, -column), 4)
    yield node.name, "\n".join([*lines[:top], *[inside][:len(inside)]])
    for inner, start, end in on_lines(body[first:]):
        text = moved(_ended("\n".join(lines[start - shift - 1:end - shift])), -column)
        name = getattr(inner, "name", text)
        yield f"{node.name}.{name if name not in names else text}", text
        names.add(name)


def on_lines(nodes):
    """Return (node, first line, last line) of each statement; of those that share a line, of the first for all."""
    found = []
    for node in nodes:
        if found and _first_line(node) <= found[-1][2]:
            found[-1] = (*found[-1][:2], node.end_lineno)
        else:
            found.append((node, _first_line(node), node.end_lineno))
    return found


def fits_into_class(text):
    """Whether `text` is as many statements in a class as at the margin: levels and continued lines may hinder."""
    try:
        return len(parsed(f"class _:\n{moved(text, 4)}").body[0].body) == len(parsed(text).body)
    except UNPARSABLE:
        return False


def _ended(text):
    """Return `text` without a backslash at its end, which would go on with what comes to stand behind it."""
    return text.rstrip("\\ \t") if text.endswith("\\") else text


def moved(text, blanks):
    """Return the statements `text` so many blanks to the right, or to the left where negative.

    Strings over several lines in it stay as they are, but a docstring moves along.
    """
    fixed, margin, cut = _fixed_lines(text), " " * max(blanks, 0), max(-blanks, 0)
    return "\n".join(line if k in fixed or not line else _moved_line(line, margin, cut)
                     for k, line in enumerate(text.split("\n")))


def _moved_line(line, margin, cut):
    """Return one line, cut by no more than its blanks; a form feed among these begins it anew."""
    blanks = len(line) - len(line.lstrip())
    again = line.rfind("\f", 0, blanks) + 1
    return margin + line[again + min(cut, blanks - again):]


def _fixed_lines(text):
    """Return the numbers, from 0, of the lines of the statement `text` that begin inside a string."""
    fixed, opened, before = set(), [], tokenize.NEWLINE
    if not LONG.search(text):
        return fixed
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


def givers_of(statements):
    """Return {name: the statements that give it}."""
    givers = {}
    for statement in statements:
        for name in statement.gives:
            givers.setdefault(name, []).append(statement)
    return givers


def in_order(statements):
    """Return `statements` so that what one uses while it is carried out stands before it; as they are otherwise.

    Of several that give what it uses, those behind it come first only where none is before it.
    """
    givers, names, order, seen = givers_of(statements), set(), [], set()
    position = {id(s): k for k, s in enumerate(statements)}

    def needed(statement):
        """What carrying `statement` out may use, also what the functions use that it calls, and none before it did."""
        found, waiting = [], [statement.needs_now]
        while waiting:
            for name in waiting.pop() - names:
                names.add(name)
                giving = givers.get(name, [])
                giving = [giver for giver in giving if position[id(giver)] < position[id(statement)]] or giving
                found += giving
                waiting += [giver.needs for giver in giving]
        return sorted({id(s): s for s in found}.values(), key=lambda s: position[id(s)])

    for statement in statements:
        for one in (*needed(statement), statement):
            if id(one) not in seen:
                seen.add(id(one))
                order.append(one)
    return sorted(order, key=lambda s: not _is_future(s.node)) if any(_is_future(s.node) for s in order) else order


def _is_future(node):
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def spaced(statements):
    """Yield the texts of `statements` and the space between them, as style guides want it."""
    before = None
    for statement in statements:
        kind = type(statement.node)
        if before:
            small = kind in (ast.Import, ast.ImportFrom, ast.Assign)
            yield "\n" * (1 if small and kind is before else 2 if kind in (ast.Import, ast.ImportFrom) else 3)
        yield statement.text
        before = kind
