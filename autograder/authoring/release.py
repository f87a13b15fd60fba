"""What students receive: exercises generated from the solutions, and the bundle they are handed out in."""

import re
import shutil
from pathlib import Path

from autograder import interrupted, language
from autograder.assignment import NAMED, Assignment
from autograder.authoring import nbgrader_release, template
from autograder.authoring.bundle import zip_bytes
from autograder.authoring.leaks import HANDED_OUT, refuse_leaks
from autograder.authoring.markers import strip_solutions
from autograder.authoring.messages import students_catalogue
from autograder.authoring.notebook import PICTURES, as_text, student_notebooks
from autograder.errors import AutograderError

#: The folder of the bundle, and its zip.
NAME = "micrograd-exercises"
ZIP = f"{NAME}.zip"

#: The packages of requirements.txt that a student needs.
STUDENT_PACKAGES = ("pytest", "numpy", "graphviz", "pygraphviz", "jupyterlab")

#: what students' own tests say in French
CATALOGUE = "tests/locale/fr/LC_MESSAGES/messages.po"

PYTEST_INI = "[pytest]\ntestpaths = exercises\naddopts = -q\n"


def generated_exercises(root):
    """Return {file name: text} of exercises/: units without their solutions, as modules and notebooks; given files."""
    root = Path(root)
    sources = sorted((root / "solutions").glob("*.py"))
    if not sources:
        raise AutograderError(f"{root / 'solutions'}: no solutions here to make exercises from")
    files = {path.name: strip_solutions(path.read_text(encoding="utf-8"), path) for path in sources}
    for path in [*HANDED_OUT, *sorted((root / "solutions" / "notebooks").glob("*.py"))]:
        files[f"notebooks/{path.name}"] = path.read_text(encoding="utf-8").replace("from autograder.", "from ")
    for module in (language, interrupted):
        files[f"tests/{Path(module.__file__).name}"] = Path(module.__file__).read_text(encoding="utf-8")
    files[CATALOGUE] = students_catalogue()
    return files | {f"notebooks/{name}.ipynb": as_text(made) for name, made in student_notebooks(root).items()}


def stale_exercises(root):
    """Return one sentence for each file in exercises/ that is not what its solution makes of it."""
    folder, generated = Path(root) / "exercises", generated_exercises(root)
    problems = []
    for name, text in generated.items():
        if not (folder / name).is_file():
            problems.append(f"exercises/{name} is missing")
        elif (folder / name).read_text(encoding="utf-8") != text:
            problems.append(f"exercises/{name} differs from {_source(name)}")
    found = {path.relative_to(folder).as_posix() for pattern in ("*.py", "notebooks/*.py", "notebooks/*.ipynb")
             for path in folder.glob(pattern)}
    strangers = found - generated.keys() - {"conftest.py"}
    return problems + [f"exercises/{name} has no source in solutions/" for name in sorted(strangers)]


def _source(name):
    """Return what the generated file `name` is made of."""
    made_of = {**{f"notebooks/{path.name}": f"autograder/{path.name}" for path in HANDED_OUT},
               "tests/language.py": "autograder/language.py", "tests/interrupted.py": "autograder/interrupted.py",
               CATALOGUE: "what autograder/authoring/messages.py finds in the kit's catalogue"}
    if name in made_of:
        return made_of[name]
    if name.endswith(".ipynb"):
        return f"what solutions/{Path(name).stem}.py and the pictures make of it"
    return f"solutions/{name} with its solutions removed"


def write_exercises(root):
    """Write what is generated in exercises/, each file whole or not at all; return the names that changed."""
    folder, changed = Path(root) / "exercises", []
    for name, text in generated_exercises(root).items():
        path, data = folder / name, text.encode()
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f".{path.name}.new")
            new.write_bytes(data)
            new.replace(path)
            changed.append(name)
    return changed


def left_out(assignment):
    """Return the names of the kit's modules that `assignment` does not hand out: units, and files given for them."""
    handed_out, every = (_modules(one) for one in (assignment, Assignment.load(NAMED["full"])))
    return every - handed_out


def _modules(assignment):
    return {Path(file).stem for file in (*assignment.files, *[unit.file for unit in assignment.units])}


def release(root, out, force=False, without=(), points=None):
    """Make the folder `out` with what students get; return the paths of what is in it.

    The bundle is there as a folder and as a zip, and once more as a template repository for GitHub Classroom and as a
    release of nbgrader. `without` names modules that are left out, with tests, notebooks and pictures; `points` are
    {unit: what its notebook is worth in nbgrader}.

    The stubs are made afresh from the solutions, whatever stands in exercises/. Nothing is written when something
    that is kept from students would leak. An existing `out` is an error; with `force` it is replaced, but only if it
    is an earlier release. The same sources give the same files, byte for byte.
    """
    out = Path(out).resolve()
    folders = released_files(root, without, points)
    for files in folders.values():
        refuse_leaks(root, files)
    _refuse_existing(out, force)
    new, old = (out.with_name(f".{out.name}.{word}") for word in ("new", "old"))
    shutil.rmtree(new, ignore_errors=True)
    try:
        for name, files in folders.items():
            _write_folder(new / name, files)
        bundle = zip_bytes({f"{NAME}/{name}": data for name, data in folders[NAME].items()})
        _write_folder(new, {ZIP: bundle})
        if out.exists():
            out.rename(old)
        new.rename(out)
    except OSError as problem:
        raise AutograderError(f"{out} cannot be written: {problem.strerror}.") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return [out / ZIP, *[out / name for name in folders]]


def released_files(root, without=(), points=None):
    """Return {folder in the release: {path in it: bytes}}; see `release`."""
    files = student_files(root, without)
    requirements = requirements_for(Path(root) / "requirements.txt", template.PACKAGES)
    return {NAME: files, template.NAME: template.template_files(files, requirements),
            nbgrader_release.NAME: nbgrader_release.nbgrader_files(files, points or {})}


def student_files(root, without=()):
    """Return {path in the bundle: bytes}: what is named here is handed out, and nothing else; see `release`."""
    root = Path(root)
    files = {f"exercises/{name}": text.encode() for name, text in generated_exercises(root).items()}
    files["README.md"] = _without_rows(_read(root / "exercises" / "README.md"), without)
    files["requirements.txt"] = requirements_for(root / "requirements.txt", STUDENT_PACKAGES)
    files["pytest.ini"] = PYTEST_INI.encode()
    files["exercises/conftest.py"] = _read(root / "exercises" / "conftest.py")
    for pattern in ("exercises/tests/*.py", "exercises/tests/hints/*.toml", "exercises/*/*.md", "images/*.[ps][nv]g"):
        files |= {path.relative_to(root).as_posix(): _read(path) for path in root.glob(pattern)}
    pictures = {f"images/{file}" for module in without for file, _ in PICTURES.get(module, ())}
    return {name: data for name, data in sorted(files.items())
            if Path(name).stem.removeprefix("test_") not in without and name not in pictures}


def _without_rows(readme, without):
    """Return the README without the rows that tables have for the files of modules that are left out."""
    of_them = re.compile("|".join(rf"\| `{name}\.py` \|" for name in sorted(without)) or "(?!)")
    return "".join(line for line in readme.decode().splitlines(keepends=True) if not of_them.search(line)).encode()


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
    names = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if not {NAME, ZIP} <= names <= {NAME, ZIP, template.NAME, nbgrader_release.NAME}:
        raise AutograderError(f"{out} is not a release, so it is not replaced: choose another folder")


def _write_folder(folder, files):
    """Write `files` into the folder, with modes that do not depend on who does it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o644)
    for path in (folder, *filter(Path.is_dir, folder.rglob("*"))):
        path.chmod(0o755)


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AutograderError(f"{path} is missing, and students need it") from None
