"""The notebook of a unit, made from its solution: prose, pictures, a cell for each region, and cells that check it.

What a function says in the module it says in the notebook; a method stands in a cell of its own, below
`@method_of(Value)`. The metadata are nbgrader's, schema 3.
"""

import ast
import base64
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.markers import regions, strip_solutions, unit
from autograder.statements import moved

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
          "language_info": {"name": "python"}}

#: unit -> the pictures below its text: file in images/, what it shows
PICTURES = {
    "derivative": [("derivation.png", "Lines through two points of a curve approach its tangent"),
                   ("derivation equation.png", "The derivative as a limit, and as a central difference"),
                   ("step-size.png", "The error of the measured slope for steps from 1e-15 to 1")],
    "value": [("graph.png", "The graph of a * b + c, each node with its data and its gradient")],
    "backward": [("chain-rule.png", "The upstream gradient times each local derivative goes to the operands"),
                 ("diamond.png", "A node with two users, visited after both: right; after one of them only: wrong")],
    "nn": [("neuron.png", "The graph of a neuron: two products, two sums, relu")],
    "training": [("moons.png", "Two moons of points, parted by a network before and after training"),
                 ("learning.png", "The boundary between the moons after 0, 10, 50 and 500 steps")],
    "softmax": [("spirals.png", "Three spirals, and the class that a trained network gives to each point")],
    "optimizers": [("valley.png", "Plain descent, momentum and AdamW on their ways down a narrow valley")],
    "arrays": [("shapes.png", "Operands stretched to five rows and three columns, and how often each number is used")],
    "my_tests": [("kills.png", "Which of eight tests catch which of eight broken engines; none fails the right one")],
}

INTRODUCTION = """\
Run the cells from top to bottom, with Shift+Enter. A cell with a line that raises `NotImplementedError` is yours: \
replace that line, run the cell, then run the check below it."""

LAST = """\
## The whole unit

When every check above passes, *Kernel > Restart Kernel and Run All Cells*: the notebook must work from top to bottom. \
Save it, and hand it in."""


def notebooks(root, points=None):
    """Return {unit: notebook} of all units in the kit `root`, with their solutions, in the order of the units.

    They are nbgrader's source: `nbgrader generate_assignment` makes the students' notebooks of them. The last cell of
    each is worth `points[unit]`, 0 where nothing is said.
    """
    return {name: notebook_of(source, name, root, (points or {}).get(name, 0)) for name, source in _sources(root)}


def student_notebooks(root, points=None):
    """Return {unit: notebook} as students get them: with the same stubs as in exercises/."""
    return {name: notebook_of(source, name, root, (points or {}).get(name, 0), strip_solutions)
            for name, source in _sources(root)}


def _sources(root):
    """Return (name, text) of each unit's solution, in the order of the units."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (Path(root) / "solutions").glob("*.py")}
    units = {name: text for name, text in texts.items() if regions(text, f"{name}.py")}
    return sorted(units.items(), key=lambda item: unit(item[1], f"{item[0]}.py"))


def notebook_of(source, name, root, points=0, shown=lambda source, path: source):
    """Return the notebook of the unit `name` with the solution `source`, its code as `shown(source, path)` has it.

    `root` is the kit, which has the pictures.
    """
    path = f"{name}.py"
    number, _ = unit(source, path)
    cells = _Cells(name, {region.function for region in regions(source, path)})
    cells.add_module(number, shown(source, path), root)
    # In JupyterLab the checks need the stub; the grader has its own.
    return new_notebook(cells=[*cells, cells.last(points)], metadata=KERNEL | {"stub": strip_solutions(source, path)})


def as_text(notebook):
    """Return the text of the .ipynb file; the same notebook always gives the same."""
    return nbformat.v4.writes(notebook) + "\n"


class _Cells(list):
    """The cells of one notebook, while it is made."""

    def __init__(self, name, functions):
        """`functions` are the names of those that the student writes."""
        super().__init__()
        self._name, self._functions = name, functions

    def add_module(self, number, text, root):
        """Add the whole module `text`."""
        statements = list(_chunks(ast.parse(text).body, text.split("\n"), 1))
        docstring, *rest = statements
        self._add_prose(number, ast.literal_eval(docstring[1]), root)
        imports = [chunk for node, chunk in rest if isinstance(node, ast.Import | ast.ImportFrom)]
        classes = any(isinstance(node, ast.ClassDef) for node, _ in rest)
        helpers = f'from checks import begin, check{", method_of" * classes}\n\nbegin("{self._name}")'
        self._add_given("begin", "\n\n".join([helpers, *["\n".join(imports)] * bool(imports)]))
        for node, chunk in rest:
            if isinstance(node, ast.ClassDef):
                self._add_class(node, chunk)
            elif isinstance(node, ast.FunctionDef) and node.name in self._functions:
                self._add_exercise(node.name, chunk)
            elif chunk not in imports:
                self._add_given(getattr(node, "name", f"line{node.lineno}"), chunk)

    def last(self, points):
        """Return the cell at the end, which checks the whole unit."""
        self._add_text("last", LAST)
        return _cell(new_code_cell, f"check-{self._name}", f'check("{self._name}")', grade=True, locked=True,
                     points=points)

    def _add_prose(self, number, docstring, root):
        title, _, text = docstring.strip().partition("\n\n")
        title = re.sub(r"^Unit \d+, \w+: ", "", " ".join(title.split())).rstrip(".")
        self._add_text("title", f"# Unit {number}: {title}\n\n{INTRODUCTION}\n\n{text}")
        for k, (file, shows) in enumerate(PICTURES.get(self._name, ())):
            path = Path(root) / "images" / file
            if path.is_file():
                picture = base64.b64encode(path.read_bytes()).decode()
                name = file.replace(" ", "-")
                self._add_text(f"picture{k}", f"![{shows}](attachment:{name})",
                               attachments={name: {"image/png": picture}})

    def _add_class(self, node, chunk):
        """Add a class: what is given in one cell, each method that the student writes in its own."""
        lines = chunk.split("\n")
        top = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        parts = list(_chunks(node.body, lines, top))
        own = [(inner, text) for inner, text in parts if f"{node.name}.{getattr(inner, 'name', '')}" in self._functions]
        given = [text for inner, text in parts if (inner, text) not in own]
        head = "\n".join(lines[:node.body[0].lineno - top])
        self._add_text(f"about-{node.name}", f"## `{node.name}`")
        self._add_given(node.name, "\n\n".join([f"{head}\n{given[0]}", *given[1:]]))
        for inner, text in own:
            self._add_exercise(f"{node.name}.{inner.name}", f"@method_of({node.name})\n{moved(text, -4)}")

    def _add_exercise(self, function, text):
        part = f"{self._name}.{function}"
        self._add_text(f"about-{function}", f"### `{function}`")
        self.append(_cell(new_code_cell, part, text, solution=True))
        self.append(_cell(new_code_cell, f"check-{part}", f'check("{part}")', locked=True))

    def _add_given(self, name, text):
        self.append(_cell(new_code_cell, f"{self._name}-given-{name}", text, locked=True))

    def _add_text(self, name, text, **more):
        self.append(_cell(new_markdown_cell, f"{self._name}-{name}", text, locked=True, **more))


def _cell(make, part, text, attachments=None, **nbgrader):
    """Return a cell whose id, and grade id, is `part` with dashes for dots: the same every time."""
    kind, part = "code" if make is new_code_cell else "markdown", part.replace(".", "-")
    nbgrader = {"schema_version": 3, "grade_id": part, "cell_type": kind, "task": False,
                "grade": False, "locked": False, "solution": False} | nbgrader
    metadata = {"nbgrader": nbgrader}
    if nbgrader["locked"]:
        metadata |= {"deletable": False, "editable": False}
    more = {"attachments": attachments} if attachments else {}
    return make(text, id=part, metadata=metadata, **more)


def _chunks(statements, lines, top):
    """Yield each of the statements with its lines, with the comments below it; `lines` begin with line `top`."""
    starts = [min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))]) for node in statements]
    for node, start, end in zip(statements, starts, [*starts[1:], top + len(lines)], strict=True):
        yield node, "\n".join(lines[start - top:end - top]).rstrip()

