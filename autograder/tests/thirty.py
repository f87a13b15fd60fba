"""A class of thirty as Moodle hands it out: modules and notebooks, whole and in parts, hostile ones among them.

Most hand in two units only, and many the same ones: what is looked at is the way of the scores, not of the code.
"""

import json
import zipfile
from pathlib import Path

from classroom import KIT, SOLUTION, STUB, TWICE

from autograder.authoring.notebook import as_text, notebook_of, notebooks
from autograder.mistakes import mistakes

UNITS = ("derivative", "value", "backward", "nn", "training")
RIGHT = {unit: (KIT / "solutions" / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
NOTEBOOKS = {unit: as_text(made) for unit, made in notebooks(KIT).items()}
FAMILIES = ("Abel", "Bell", "Curie", "Dirac", "Euler", "Fermi", "Gauss", "Hopper", "Ito", "Jacobi")
FIRST = ("Ada", "Bob", "Eve")


def _modules(**changed):
    """Return the files of two units, all right but for what is `changed`."""
    return {f"{unit}.py": changed.get(unit, RIGHT[unit]) for unit in ("derivative", "value")}


def _notebooks(**changed):
    return {f"{unit}.ipynb": changed.get(unit, NOTEBOOKS[unit]) for unit in ("derivative", "value")}


def _as_notebook(unit, text):
    return as_text(notebook_of(text, unit, KIT))


def _with_cell(unit, **cell):
    data = json.loads(NOTEBOOKS[unit])
    data["cells"].append({"metadata": {}, "id": "own"} | cell)
    return json.dumps(data)


def _forged():
    data = json.loads(NOTEBOOKS["derivative"])
    for cell in data["cells"]:
        cell["metadata"]["nbgrader"] |= {"points": 1000, "grade": True, "locked": False}
        if cell["metadata"]["nbgrader"]["grade_id"] == "derivative-derivative":
            cell["source"] = "def derivative(f, x, h=1e-6):\n    return 1000"
    return json.dumps(data)


MISTAKE, = [mistake for mistake in mistakes() if mistake.id == "V3"]
WRONG = MISTAKE.apply(RIGHT["value"])
SCRIPT = {"cell_type": "markdown", "source": "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>"}
HOSTILE = (
    _modules(value="import os\nos._exit(0)\n"),
    _modules(derivative='print(\'{"score": 100}\')\nclass A:\n    __eq__ = lambda *_: True\n'
                        "derivative = lambda *_: A()\n"),
    _modules(derivative=b"\xff\xfe\x00", value="def f(:\n"),
    _notebooks(derivative=_forged()),
    _notebooks(value="{"),
    _notebooks(derivative=_with_cell("derivative", **SCRIPT)),
)
#: files of each of the thirty, in the order of the roster
HANDED_IN = [
    {f"{unit}.py": RIGHT[unit] for unit in UNITS},
    {f"{unit}.ipynb": NOTEBOOKS[unit] for unit in UNITS},
    *[_modules()] * 5, *[_notebooks()] * 5,
    *[_modules(derivative=TWICE)] * 3, *[_notebooks(derivative=_as_notebook("derivative", TWICE))] * 3,
    *[_modules(value=WRONG)] * 2, *[_notebooks(value=_as_notebook("value", WRONG))] * 2,
    {"derivative.py": STUB}, {"derivative.py": SOLUTION},
    *HOSTILE,
]


def students():
    """Return (id, first name, last name, number in Moodle and Canvas) of the thirty, and of one without a hand-in."""
    names = [(first, family) for first in FIRST for family in FAMILIES] + [("Zoe", "Late")]
    return [(f"s{k:02}", first, family, 100 + k) for k, (first, family) in enumerate(names, start=1)]


def write_thirty(folder):
    """Write class.zip, roster.csv, and what Moodle and Canvas export for them: worksheet.csv and gradebook.csv."""
    folder = Path(folder)
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for (_, first, last, number), files in zip(students(), HANDED_IN, strict=False):
            for name, text in files.items():
                archive.writestr(f"{first} {last}_{number}_assignsubmission_file/{name}", text)
    sheets = {
        "roster.csv": ("student_id,first_name,last_name,email,lms_user_id", "{0},{1},{2},{0}@uni.example,{3}"),
        "worksheet.csv": ("Identifier,Full name,Email address,Grade,Maximum grade,Feedback comments",
                          "Participant {3},{1} {2},{0}@uni.example,,100.00,"),
        "gradebook.csv": ("Student,ID,SIS User ID,SIS Login ID,Section,Micrograd (12)\n    Points Possible,,,,,100.00",
                          '"{2}, {1}",{3},{0},{0},A,'),
    }
    for name, (head, row) in sheets.items():
        lines = [head, *(row.format(*student) for student in students())]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
