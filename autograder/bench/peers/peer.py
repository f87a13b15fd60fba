"""The peers: how each lays out a course with the chosen checks, grades a class, and what points it gave.

All hold the same tests, written by `plain`, and get the same submission: the units one after another in one module, or
in one cell of a notebook.
"""

import json
import re
import shutil
import sqlite3
import subprocess
import textwrap
from xml.etree import ElementTree

import nbformat
from nbformat import v4

from autograder.bench.peers.environment import Environment
from autograder.errors import AutograderError

#: lines of a unit that mean nothing where all units are one module
_LINES = re.compile(r"^ *(?:from (?:value|backward|nn|training) import|### (?:BEGIN|END) SOLUTION).*\n", re.MULTILINE)


def flat(sources):
    """Return the units as one module: without the imports of each other, and without marks."""
    return "\n\n".join(_LINES.sub("", source) for source in sources.values())


class Peer:
    """A grader in an environment of its own. A course lies in a folder `root`; `tests` is {name: text of a body}.

        lay_out(root, tests, solution)   once for a course
        hand_in(root, name, source)      a submission
        grade(root)                      all of them; what the system counts as our children's time is what it took
        scores(root)                     {submission: points, 1 for each test; None without a result}
    """

    def __init__(self):
        self.environment = Environment(self.name, self.packages)

    def version(self):
        """Return the name and version of what is installed."""
        return self.environment.version(self.packages[0].partition("==")[0])

    def call(self, root, program, *arguments, good=(0,)):
        """Run a program of the environment in `root`; raise AutograderError unless its exit code is `good`."""
        done = subprocess.run([str(self.environment.bin / program), *map(str, arguments)], cwd=root, text=True,
                              env=self.environment.variables(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode not in good:
            raise AutograderError(f"{self.name}: {program} {arguments[0]} ended with exit code {done.returncode}:\n"
                                  f"{done.stdout[-1000:]}")


class Pytest(Peer):
    """`python -m pytest`, started for each submission."""

    name, packages = "pytest", ("pytest", "numpy")

    def lay_out(self, root, tests, solution):
        """Write one file of tests."""
        head = "import numpy\nfrom micrograd_units import *\n"
        bodies = [f"def test_{number}():\n{textwrap.indent(body, '    ')}"
                  for number, body in enumerate(tests.values())]
        (root / "test_units.py").write_text("\n\n\n".join([head, *bodies]) + "\n", encoding="utf-8")

    def hand_in(self, root, name, source):
        """Write the submission's module into a folder of its own, with the tests."""
        (root / "class" / name).mkdir(parents=True)
        (root / "class" / name / "micrograd_units.py").write_text(source, encoding="utf-8")
        shutil.copy(root / "test_units.py", root / "class" / name)

    def grade(self, root):
        """Run the tests in each folder."""
        for folder in sorted((root / "class").iterdir()):
            self.call(folder, "python", "-m", "pytest", "-q", "--junitxml=result.xml", good=(0, 1, 2))

    def scores(self, root):
        """Count what junit's file lists as passed."""
        return {folder.name: self._passed(folder / "result.xml") for folder in (root / "class").iterdir()}

    @staticmethod
    def _passed(path):
        if not path.is_file():
            return None
        suite = next(ElementTree.parse(path).getroot().iter("testsuite"))
        return int(suite.get("tests")) - int(suite.get("failures")) - int(suite.get("errors"))


def _notebook(cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _graded(grade_id, **said):
    nothing = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": nothing | {"grade_id": grade_id} | said}


class Nbgrader(Peer):
    """`nbgrader autograde`: one notebook, a solution cell, an autograded cell of one point for each test."""

    name, packages = "nbgrader", ("nbgrader==0.9.6", "ipykernel", "numpy")

    def lay_out(self, root, tests, solution):
        """Write the instructor's notebook and generate the assignment from it."""
        asked = "### BEGIN SOLUTION\n...\n### END SOLUTION"
        cells = [v4.new_code_cell(asked, metadata=_graded("units", solution=True))]
        for number, body in enumerate(tests.values()):
            text = f"import numpy\n### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS"
            cells.append(v4.new_code_cell(text, metadata=_graded(f"test{number}", grade=True, locked=True, points=1)))
        (root / "source" / "units").mkdir(parents=True)
        nbformat.write(_notebook(cells), root / "source" / "units" / "units.ipynb")
        (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'units'\n")
        self.call(root, "nbgrader", "generate_assignment", "units")

    def hand_in(self, root, name, source):
        """Write the released notebook with the source in its solution cell."""
        notebook = nbformat.read(root / "release" / "units" / "units.ipynb", as_version=4)
        notebook.cells[0].source = source
        folder = root / "submitted" / name / "units"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "units.ipynb")

    def grade(self, root):
        """Grade the class by one command."""
        self.call(root, "nbgrader", "autograde", "units")

    def scores(self, root):
        """Add up what the gradebook has of each student."""
        gradebook = sqlite3.connect(root / "gradebook.db")
        rows = gradebook.execute("""
            select assignment.student_id, sum(coalesce(grade.auto_score, 0)) from grade
            join submitted_notebook as notebook on grade.notebook_id = notebook.id
            join submitted_assignment as assignment on notebook.assignment_id = assignment.id
            group by assignment.student_id""").fetchall()
        gradebook.close()
        return dict.fromkeys(path.name for path in (root / "submitted").iterdir()) | dict(rows)


class Otter(Peer):
    """`otter run`, started for each notebook, on what `otter assign` made once; as it does without a container."""

    name, packages = "otter", ("otter-grader==7.0.0", "ipykernel", "numpy")

    def lay_out(self, root, tests, solution):
        """Write the instructor's notebook and let `otter assign` make of it what grades."""
        raw, code = v4.new_raw_cell, v4.new_code_cell
        cells = [raw("# ASSIGNMENT CONFIG\nname: units\nexport_cell: false\ngenerate: true\ntests:\n  files: true\n"),
                 raw(f"# BEGIN QUESTION\nname: q1\npoints: {len(tests)}\n"), raw("# BEGIN SOLUTION"),
                 code(f"# BEGIN SOLUTION\n{solution}# END SOLUTION"), raw("# END SOLUTION"), raw("# BEGIN TESTS"),
                 *[code(f"# HIDDEN\nimport numpy\n{body}") for body in tests.values()],
                 raw("# END TESTS"), raw("# END QUESTION")]
        nbformat.write(_notebook(cells), root / "units.ipynb")
        self.call(root, "otter", "assign", "--no-pdfs", "units.ipynb", "dist")
        (archive,) = (root / "dist" / "autograder").glob("*.zip")
        archive.rename(root / "autograder.zip")

    def hand_in(self, root, name, source):
        """Write the student's notebook with the source in its solution cell."""
        notebook = nbformat.read(root / "dist" / "student" / "units.ipynb", as_version=4)
        cell = next(cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip() == "...")
        cell.source = source
        (root / "class").mkdir(exist_ok=True)
        nbformat.write(notebook, root / "class" / f"{name}.ipynb")

    def grade(self, root):
        """Grade one notebook after the other."""
        for path in sorted((root / "class").iterdir()):
            (root / "results" / path.stem).mkdir(parents=True)
            self.call(root, "otter", "run", "--no-logo", "-a", "autograder.zip", "-o", f"results/{path.stem}",
                      f"class/{path.name}")

    def scores(self, root):
        """Read the points of each result."""
        return {path.stem: self._points(root / "results" / path.stem / "results.json")
                for path in (root / "class").iterdir()}

    @staticmethod
    def _points(path):
        if not path.is_file():
            return None
        return round(sum(test.get("score", 0) for test in json.loads(path.read_text(encoding="utf-8"))["tests"]), 6)


PEERS = (Pytest, Nbgrader, Otter)
