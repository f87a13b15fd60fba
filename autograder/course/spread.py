"""A module spread over the cells of its unit's notebook: what `cells.stitched` puts together, taken apart.

For looking at: a mark in its metadata says that the module beside it is what is graded.
"""

import ast
from copy import deepcopy

from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.arrivals.notebook import OF_MODULE
from autograder.cells import MOST_CODE
from autograder.course.marked import part_of
from autograder.statements import UNPARSABLE, moved, on_lines

REST = "What else stands in the module:"


def spread(plan, text, unit):
    """Return the notebook `plan` with the functions and methods of the module `text` in the cells meant for them.

    What is neither one of them nor given stands in a cell at the end: all of it, where the text is not Python, nested
    too deeply, or longer than what is parsed of a notebook.
    """
    notebook = deepcopy(plan)
    notebook.metadata[OF_MODULE] = True
    meant = {part_of(cell) for cell in plan.cells if cell.metadata.nbgrader.solution}
    given = {part for cell in plan.cells if cell.cell_type == "code" for part in _given(cell.source)}
    try:
        own = dict(_parts(text))
        rest = [part for name, part in own.items() if _grade_id(unit, name) not in meant and _dump(part) not in given]
    except UNPARSABLE:
        own, rest = {}, [text.rstrip()]
    for cell in notebook.cells:
        if cell.metadata.nbgrader.solution:
            names = [name for name in own if _grade_id(unit, name) == part_of(cell)]
            cell.source = own[names[0]] if names else cell.source
    if rest:
        notebook.cells += [new_markdown_cell(REST, id="own-about"),
                           new_code_cell("\n\n\n".join(rest), id="own-rest")]
    return notebook


def _grade_id(unit, name):
    return f"{unit}.{name}".replace(".", "-")


def _given(source):
    try:
        return [_dump(part) for _, part in _parts(source)]
    except UNPARSABLE:
        return []


def _dump(part):
    return ast.dump(ast.parse(part))


def _parts(text):
    """Yield (name, text) of each statement but the docstring; of a class, and of its methods at the margin."""
    if len(text) > MOST_CODE:
        raise ValueError("too long to be parsed")
    lines = text.replace("\r\n", "\n").split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and any(isinstance(inner, ast.FunctionDef) for inner in node.body):
            yield from _of_class(node, lines)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield getattr(node, "name", f"line {node.lineno}"), _source(node, lines)


def _of_class(node, lines):
    first = next(inner for inner in node.body if isinstance(inner, ast.FunctionDef))
    head = "\n".join(lines[_top(node) - 1:_top(first) - 1]).rstrip()
    yield node.name, head if node.body[0] is not first else f"{head}\n    pass"
    for inner, start, end in on_lines(node.body[node.body.index(first):]):
        text = moved("\n".join(lines[start - 1:end]), -4)
        name = getattr(inner, "name", f"line {inner.lineno}")
        yield f"{node.name}.{name}", f"@method_of({node.name})\n{text}" if isinstance(inner, ast.FunctionDef) else text


def _source(node, lines):
    return "\n".join(lines[_top(node) - 1:node.end_lineno])


def _top(node):
    return min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
