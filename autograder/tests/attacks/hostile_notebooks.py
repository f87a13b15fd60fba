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
    deep = ("(" * 100_000, "-" * 100_000 + "1", "x" + ".a" * 50_000, "1" + "+1" * 50_000, "f" + "()" * 20_000)
    write(folder, *map(code, deep[:3]), code(STUB))
    (folder / "value.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [code(source) for source in deep[3:]]}))


def host_script_in_markdown(folder, root):
    """Script in Markdown, in a cell's source, in its id, and in the message of an error.

    Survived: Markdown is not read, and what is shown of the rest is text.

    says: right|Not valid
    """
    script = "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>"
    write(folder, text(script), code(f"# {script}\n{STUB}", id=script),
          code(f"%{script}\n", metadata={"nbgrader": {"grade_id": script}}))
