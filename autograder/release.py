"""What students receive: exercises generated from the solutions, and the bundle they are handed out in."""

import re
import shutil
from pathlib import Path

from autograder.assignment import NAMED, Assignment
from autograder.bundle import zip_bytes
from autograder.errors import AutograderError, FileProblem
from autograder.markers import regions, strip_solutions

#: The folder inside the bundle.
NAME = "micrograd-exercises"

#: The packages of requirements.txt that a student needs.
STUDENT_PACKAGES = ("pytest", "numpy", "graphviz", "pygraphviz", "jupyterlab")

PYTEST_INI = "[pytest]\ntestpaths = exercises\naddopts = -q\n"

#: What gives a solution away: an answer, or a line that is long enough and does more than open a block.
#: `losses = []`, `loss.backward()` or `return order` may stand anywhere.
TELLING = re.compile(r"return .{9,}|[^#].{18,}[^:]")


def generated_exercises(root):
    """Return {file name: text} of exercises/*.py: units without their solutions, given files as they are."""
    sources = sorted((Path(root) / "solutions").glob("*.py"))
    if not sources:
        raise AutograderError(f"{Path(root) / 'solutions'}: no solutions here to make exercises from")
    return {path.name: strip_solutions(path.read_text(encoding="utf-8"), path) for path in sources}


def stale_exercises(root):
    """Return one sentence for each file in exercises/ that is not what its solution makes of it."""
    folder, generated = Path(root) / "exercises", generated_exercises(root)
    problems = []
    for name, text in generated.items():
        if not (folder / name).is_file():
            problems.append(f"exercises/{name} is missing")
        elif (folder / name).read_text(encoding="utf-8") != text:
            problems.append(f"exercises/{name} differs from solutions/{name} with its solutions removed")
    strangers = {path.name for path in folder.glob("*.py")} - generated.keys() - {"conftest.py"}
    return problems + [f"exercises/{name} has no source in solutions/" for name in sorted(strangers)]


def write_exercises(root):
    """Write exercises/*.py from solutions/, each whole or not at all; return the names that changed."""
    folder, changed = Path(root) / "exercises", []
    for name, text in generated_exercises(root).items():
        data = text.encode()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data:
            new = folder / f".{name}.new"
            new.write_bytes(data)
            new.replace(folder / name)
            changed.append(name)
    return changed


def left_out(assignment):
    """Return the names of the kit's modules that `assignment` does not hand out: units, and files given for them."""
    handed_out, every = (_modules(one) for one in (assignment, Assignment.load(NAMED["full"])))
    return every - handed_out


def _modules(assignment):
    return {Path(file).stem for file in (*assignment.files, *[unit.file for unit in assignment.units])}


def release(root, out, force=False, without=()):
    """Make the folder `out` with the students' files, as a folder and as a zip; return the path of the zip.

    `without` names modules that are left out, with their tests and notebooks.

    The stubs are made afresh from the solutions, whatever stands in exercises/. Nothing is written when a
    solution would leak. An existing `out` is an error; with `force` it is replaced, but only if it is an
    earlier release. The same sources give the same zip, byte for byte.
    """
    out = Path(out).resolve()
    files = student_files(root, without)
    refuse_leaks(root, files)
    _refuse_existing(out, force)
    new, old = (out.with_name(f".{out.name}.{word}") for word in ("new", "old"))
    shutil.rmtree(new, ignore_errors=True)
    try:
        _write_folder(new / NAME, files)
        (new / f"{NAME}.zip").write_bytes(zip_bytes({f"{NAME}/{name}": data for name, data in files.items()}))
        if out.exists():
            out.rename(old)
        new.rename(out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return out / f"{NAME}.zip"


def student_files(root, without=()):
    """Return {path in the bundle: bytes}: what is named here is handed out, and nothing else; see `release`."""
    root = Path(root)
    files = {f"exercises/{name}": text.encode() for name, text in generated_exercises(root).items()}
    files["README.md"] = _read(root / "exercises" / "README.md")
    files["requirements.txt"] = requirements_for(root / "requirements.txt", STUDENT_PACKAGES)
    files["pytest.ini"] = PYTEST_INI.encode()
    files["exercises/conftest.py"] = _read(root / "exercises" / "conftest.py")
    for pattern in ("exercises/tests/test_*.py", "exercises/notebooks/*.ipynb", "images/*.[ps][nv]g"):
        files |= {path.relative_to(root).as_posix(): _read(path) for path in root.glob(pattern)}
    return {name: data for name, data in sorted(files.items()) if Path(name).stem.removeprefix("test_") not in without}


def refuse_leaks(root, files):
    """Raise a FileProblem if one of `files` contains a line of a solution."""
    secrets = _solution_lines(root)
    for name, data in files.items():
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
            line = " ".join(line.split())
            for secret, function in secrets.items():
                if secret in line:
                    raise FileProblem(name, number, f"this gives away a line of {function}: {secret}")


def _solution_lines(root):
    """Return {line: function that it is from} of the telling lines of all solutions."""
    lines = {}
    for path in sorted((Path(root) / "solutions").glob("*.py")):
        for region in regions(path.read_text(encoding="utf-8"), path):
            for line in region.lines:
                line = " ".join(line.split())
                if TELLING.fullmatch(line):
                    lines[line] = f"{path.stem}.{region.function}"
    return lines


def requirements_for(path, packages):
    """Return the lines of requirements.txt that name `packages`, without the comments, as bytes."""
    lines = [line.partition("#")[0].strip() for line in _read(path).decode().splitlines()]
    by_name = {re.split(r"[<>=~!\[ ]", line)[0]: line for line in lines if line}
    missing = [name for name in packages if name not in by_name]
    if missing:
        raise AutograderError(f"{path} names no {', '.join(missing)}, which is needed")
    return "".join(f"{by_name[name]}\n" for name in packages).encode()


def _refuse_existing(out, force):
    if not out.exists():
        return
    if not force:
        raise AutograderError(f"{out} exists already: choose another folder, or --force to replace it")
    if not out.is_dir() or {path.name for path in out.iterdir()} != {NAME, f"{NAME}.zip"}:
        raise AutograderError(f"{out} is not a release, so it is not replaced: choose another folder")


def _write_folder(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AutograderError(f"{path} is missing, and students need it") from None
