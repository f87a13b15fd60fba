"""The version: stands for all that a verdict depends on, besides submission and seed. While it stays, reports do.

What only shows, sends or stores verdicts is not in it: a new page or export must not have a course graded again.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from autograder import __version__
from autograder.assignment import Assignment

ROOT = Path(__file__).parent.parent
#: where a verdict begins: what reads and asks, and what is loaded without an import
ROOTS = ("autograder.grading", "autograder.submission", "autograder.assignment", "autograder.zygote",
         "autograder.suites", "autograder.probes", "autograder.mistakes", "reference", "solutions")
_IMPORT = re.compile(r"^ *(?:from|import) +((?:autograder|reference)[\w.]*)(?: import +([\w, ]+))?", re.MULTILINE)


def version_of(assignment):
    """Return the version of the kit, with a digest of the assignment where it is not the kit's own."""
    if assignment == Assignment.load():
        return kit_version()
    return f"{kit_version()}.{hashlib.sha256(repr(assignment).encode()).hexdigest()[:12]}"


@cache
def kit_version(root=ROOT):
    """Return the version and a digest of the kit in the folder `root`."""
    digest = hashlib.sha256((root / "autograder" / "assignment.toml").read_bytes())
    for path, content in verdict_files(root).items():
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode() + content)
    return f"{__version__}+{digest.hexdigest()[:12]}"


def verdict_files(root=ROOT):
    """Return {file: its bytes} of `ROOTS` and of all modules that they import, directly or not, sorted.

    Each is read once, for this is a part of the start of `grade` and `check`.
    """
    found, waiting, seen = {}, list(ROOTS), set(ROOTS)
    while waiting:
        for path in _files_of(root, waiting.pop()):
            if path not in found:
                found[path] = path.read_bytes()
                named = set(_imported(found[path].decode())) if path.suffix == ".py" else set()
                waiting += named - seen
                seen |= named
    return dict(sorted(found.items()))


def _files_of(root, module):
    """Return the file of a module, or all files of a package, in whose folders other kinds of files count too."""
    path = root.joinpath(*module.split("."))
    if module == "autograder":      # all of the kit is in it
        return [path / "__init__.py"]
    if path.is_dir():
        return [file for file in path.rglob("*") if file.suffix in (".py", ".toml", ".ini")
                and "tests" not in file.relative_to(root).parts]
    file = path.with_suffix(".py")
    return [file] if file.is_file() else []


def _imported(text):
    """Yield the modules that a text imports, and what may be modules in them."""
    for module, names in _IMPORT.findall(text):
        yield module
        yield from (f"{module}.{name.strip()}" for name in names.split(",") if name.strip().isidentifier())
