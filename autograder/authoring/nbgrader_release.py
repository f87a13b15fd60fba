"""The nbgrader release: what `generate_assignment` makes of the kit's notebooks, without a course.

    nbgrader/micrograd/UNIT.ipynb      the students' notebooks, with points and checksums
    nbgrader/micrograd/*.py, tests/    what they import and run
"""

from pathlib import PurePosixPath

#: The folder in a release.
NAME = "nbgrader"

ASSIGNMENT = "micrograd"


def nbgrader_files(files, points):
    """Return {path: bytes} of the release, made of the students' `files`; `points` are {unit: what it is worth}."""
    units = {PurePosixPath(name).stem for name in files if name.endswith(".ipynb")}
    made = {}
    for name, data in files.items():
        path = PurePosixPath(name)
        if path.suffix == ".ipynb":
            made[path.name] = _locked(data, points.get(path.stem, 0))
        elif path.match("tests/test_*.py"):
            made[f"tests/{path.name}"] = data
        elif path.suffix == ".py" and path.parent.name != "tests" and path.stem not in {*units, "conftest"}:
            made[path.name] = data
    return {f"{ASSIGNMENT}/{name}": made[name] for name in sorted(made)}


def _locked(data, points):
    """Return the notebook with its points and what nbgrader adds: locks, and checksums that tell changes."""
    import nbformat
    from nbgrader.preprocessors import ComputeChecksums, LockCells

    from autograder.authoring.notebook import as_text
    notebook = nbformat.reads(data.decode(), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade:
            cell.metadata.nbgrader.points = points
    for step in (LockCells, ComputeChecksums):
        notebook, _ = step().preprocess(notebook, {})
    return as_text(notebook).encode()
