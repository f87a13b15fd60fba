"""Attacks by notebook: cells, metadata and outputs that claim, hide or break something. As in builders.py."""

import json

STUB = "def derivative(f, x, h=1e-6):\n    return 0.0\n"


def code(source, grade_id="", **more):
    """Return a code cell."""
    metadata = {"nbgrader": {"grade_id": grade_id, "schema_version": 3}} if grade_id else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None} | more


def text(source):
    """Return a Markdown cell."""
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def write(folder, *cells, **more):
    """Write derivative.ipynb with these cells."""
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)} | more
    (folder / "derivative.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def points_forged_outputs(folder, root):
    """Outputs that look like a verdict: a number of points, a table in which all has passed, a claim in HTML.

    Survived: outputs are never read.

    says: right
    sample: yes
    """
    claims = [{"output_type": "execute_result", "data": {"text/plain": "10.0", "text/html": "<b>10 / 10</b>"},
               "metadata": {}, "execution_count": 1}]
    write(folder, code(STUB, "derivative-derivative"), code("10.0", "check-derivative", outputs=claims))


def points_forged_metadata(folder, root):
    """Points, locks and grade ids of its own: a thousand points for an empty cell, the check under the solution's name.

    Survived: points stand beside the checks, and the text of the cells decides what they are.

    says: right
    """
    forged = {"grade": True, "solution": False, "locked": True, "points": 1000, "task": False, "schema_version": 99}
    write(folder, code(STUB, metadata={"nbgrader": forged | {"grade_id": "derivative-derivative"}}),
          code("1000", metadata={"nbgrader": forged | {"grade_id": "derivative-gradient"}}),
          code("", metadata={"nbgrader": [forged] * 100}))


def points_magics(folder, root):
    """Shell commands, magics and cell magics, before and inside the functions.

    Survived: they are Jupyter's and left out; the note names them.

    says: %%bash is for Jupyter, not Python, and left out
    sample: yes
    """
    write(folder, code("%%bash\ntouch /ROOT/class/new; kill -9 -1".replace("/ROOT", str(root))),
          code("!cat ../ada/derivative.py > answer.txt\nx = !id\n" + STUB),
          code("%load_ext autograder\n%run ../ada/derivative.py\nget_ipython().system('id')"))


def points_patches_ipython(folder, root):
    """Cells that transform what other cells mean: input transformers, a patched shell, a display hook.

    Survived: there is no shell where the module is graded, and what the module does not use is not run.

    says: right
    """
    write(folder, code("ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['pass'])"),
          code("import IPython\nIPython.core.interactiveshell.InteractiveShell.run_cell = lambda *a: None"),
          code("import sys\nsys.displayhook = print\nsys.modules['autograder'] = sys"), code(STUB))


def points_edits_locked_cells(folder, root):
    """The checks are rewritten to pass, the helpers replaced, `check` redefined.

    Survived: cells that check are no part of the module.

    says: right
    """
    write(folder, code("def check(part):\n    return 'passed'", "derivative-given-begin"), code(STUB),
          code("check = lambda part: 10\nassert True", "check-derivative"))


def points_runs_at_import(folder, root):
    """A constant that the module uses runs code of its own when the module is put together and imported.

    Survived: nothing of it runs before the wall is up, and there it may do what any module may.

    says: No report|may not|not permitted|right|raised
    """
    write(folder, code("X = __import__('os').system('touch /ROOT/class/new')".replace("/ROOT", str(root))),
          code("def derivative(f, x, h=1e-6):\n    return X\n"))


def secrets_reads_a_neighbour(folder, root):
    """Magics and imports that would load a neighbour's notebook or the solutions.

    Survived: nothing is loaded; the import fails behind the wall.

    says: is for Jupyter, not Python, and left out
    """
    write(folder, code("%load ../../kit/solutions/derivative.py\nfrom solutions.derivative import *"), code(STUB))


def halt_hundred_thousand_cells(folder, root):
    """A notebook of a hundred thousand cells.

    Survived: it is refused by their number.

    says: derivative\\.ipynb is not taken: it has more than 1000 cells
    sample: yes
    """
    write(folder, *[{"cell_type": "code", "source": "x = 1"}] * 100_000)


def halt_giant_output(folder, root):
    """An output of a hundred megabytes.

    Survived: the size of the file is looked at first.

    says: derivative\\.ipynb is larger than 8192 KiB
    """
    with open(folder / "derivative.ipynb", "wb") as file:
        file.write(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": ["')
        file.truncate(100 << 20)


def halt_nested_json(folder, root):
    """Lists in lists, two hundred thousand deep.

    Survived: the reader of JSON stops, and the sentence says so.

    says: it is nested too deeply for a notebook
    """
    (folder / "derivative.ipynb").write_text('{"nbformat": 4, "cells": ' + "[" * 200_000)


def halt_nested_cells(folder, root):
    """Cells whose Python is nested so deeply that parsers give up: brackets, signs, attributes, sums, calls.

    Survived: each is left out with a note, and the others are taken.

    says: Not valid Python: cell 1
    sample: yes
    """
    deep = ("(" * 20_000, "-" * 20_000 + "1", "x" + ".a" * 10_000, "1" + "+1" * 15_000, "f" + "()" * 15_000)
    write(folder, *map(code, deep[:3]), code(STUB))
    (folder / "value.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(source) for source in deep[3:]]}))


def halt_nested_beside_a_module(folder, root):
    """Code that a parser takes and a reader of trees does not: deep sums beside the same as a module, deep methods.

    Survived: what cannot be compared is different, and what cannot be put together is left out with a note.

    says: Value\\.__add__ is written in a way that does not fit into a class
    sample: yes
    """
    deep = "if 1:\n    x = 1\n" + "elif 2:\n    x = 2\n" * 400 + "y = 1" + " + 1" * 1500 + "\n"
    (folder / "derivative.py").write_text(deep + STUB)
    write(folder, code(deep), code(STUB))
    levels = "".join(f"{' ' * k}if 1:\n" for k in range(1, 99))
    method = f"@method_of(Value)\ndef __add__(self, other):\n{levels}{' ' * 99}return 1\n"
    (folder / "value.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(method)]}))


def host_script_in_markdown(folder, root):
    """Script in Markdown, in a cell's source, in its id, and in the message of an error.

    Survived: Markdown is not read, and what is shown of the rest is text.

    says: right|Not valid
    """
    script = "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>"
    write(folder, text(script), code(f"# {script}\n{STUB}", id=script),
          code(f"%{script}\n", metadata={"nbgrader": {"grade_id": script}}))


def halt_a_name_twice_at_the_end(folder, root):
    """An object of seven hundred thousand names, the last of which is there twice.

    Survived: the name that is there twice is found in one pass.

    says: it says "x" twice in one place
    sample: yes
    """
    names = "".join(f'"{k:x}":0,' for k in range(700_000))
    (folder / "derivative.ipynb").write_text(f'{{"nbformat": 4, "cells": [], "metadata": {{{names} "x": 1, "x": 2}}}}')


def halt_thousands_of_statements(folder, root):
    """More statements than can be put in order, in one line, in lines, and behind magics.

    Survived: they are counted first.

    says: its code cells hold more than 2000 statements
    sample: yes
    """
    write(folder, code("0;" * 32_000))
    sources = {"value": "x = x\n" * 10_000, "backward": "!a\n" * 20_000, "nn": "def f(): pass\n" * 4_500}
    for unit, source in sources.items():
        (folder / f"{unit}.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(source)]}))


def halt_statements_in_a_class(folder, root):
    """Thirty thousand statements in one line of a class, below its first method; each has the line for its text.

    Survived: those of classes are counted too, and those of one line are one part.

    says: its code cells hold more than 2000 statements
    sample: yes
    """
    write(folder, code("class Mine:\n    def f(self): pass\n    " + "0;" * 32_000 + "0"), code(STUB))


def halt_statements_in_a_chain(folder, root):
    """Two thousand statements each of which needs the next one, and as many that need all others.

    Survived: each name is followed once.

    says: right
    """
    chain = "\n".join(f"a{k} = lambda: a{k + 1}()" for k in range(1_900))
    web = "a, b, c, d, e, f, g, h = h, g, f, e, d, c, b, a\n" * 1_200
    write(folder, code(chain), code(STUB.replace("0.0", "0.0 if a0 else 1.0")))
    (folder / "value.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [
        code(web), code("class Value:\n    def __init__(self, data):\n        self.data = a")]}))


def halt_a_line_of_blanks(folder, root):
    """A line of sixty thousand blanks and no Python, for whoever looks for magics in it.

    Survived: a blank is looked at once.

    says: Not valid Python: cell 1
    """
    write(folder, code("(\n" + " \t" * 30_000 + "x"), code(STUB))


def halt_fields_of_a_string(folder, root):
    """An f-string of eighty thousand fields in a line, as a notebook and in the module beside it.

    Survived: of code that Python's parser takes a minute for, there is too much.

    says: its code cells hold more than 64 KiB
    """
    text = f'told = f"{"{a}" * 80_000}"\n{STUB}'
    write(folder, code(text))
    (folder / "value.py").write_text("x = 1\n" + text)
    (folder / "value.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(STUB)]}))


def halt_millions_of_lines(folder, root):
    """A cell of two million empty lines in a list, and metadata of lists in lists.

    Survived: they are read, and there is nothing in them.

    says: right|There is no|No cell defines
    """
    write(folder, code([""] * 2_000_000), code(STUB), metadata={"a": [[]] * 200_000})


def points_cells_of_other_formats(folder, root):
    """Cells in worksheets, in attachments, in outputs and in metadata, beside an empty list of cells.

    Survived: cells are those of the list.

    says: No cell defines|right
    """
    cell = code("def derivative(f, x, h=1e-6):\n    return 0.0")
    write(folder, text("# nothing"), worksheets=[{"cells": [cell]}], metadata={"cells": [cell]},
          attachments={"x.py": {"text/plain": cell["source"]}})
