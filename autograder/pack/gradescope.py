"""autograder.zip: what an instructor uploads to a programming assignment on Gradescope."""

import json
from pathlib import Path

from autograder.authoring.bundle import zip_bytes
from autograder.authoring.release import requirements_for

ROOT = Path(__file__).parents[2]
PROGRAMS = ("setup.sh", "run_autograder")

#: the packages of requirements.txt that grading needs
PACKAGES = ("pytest", "numpy", "hypothesis", "rich", "Jinja2")

_NEEDED = ("autograder", "reference", "solutions")
_NOT_NEEDED = {"tests", "bench", "docs", "example_class", "__pycache__"}


def autograder_zip(*, seed, reveal, seconds, assignment=None, leaderboard=False, no_wall=False):
    """Return the bytes of the zip: the same for the same kit and settings.

    `seconds` is the time for a whole submission; `assignment` is core, full, or a file, which is packed too.
    """
    files = {name: (ROOT / "autograder" / "pack" / name).read_bytes() for name in PROGRAMS}
    settings = {"seed": seed, "reveal": reveal, "leaderboard": leaderboard, "no_wall": no_wall, "assignment": None}
    if assignment is not None:
        own = Path(assignment).is_file()
        settings["assignment"] = "assignment.toml" if own else str(assignment)
        files |= {"assignment.toml": Path(assignment).read_bytes()} if own else {}
    files["settings.json"] = json.dumps(settings, indent=1).encode()
    files["seconds"] = f"{seconds}\n".encode()
    files["requirements.txt"] = requirements_for(ROOT / "requirements.txt", PACKAGES)
    return zip_bytes(files | _kit(), executable=PROGRAMS)


def _kit():
    """Return {path: bytes} of all that a verdict needs."""
    paths = sorted(path for folder in _NEEDED for path in (ROOT / folder).rglob("*") if path.is_file())
    inside = {path.relative_to(ROOT): path for path in paths}
    return {name.as_posix(): path.read_bytes() for name, path in inside.items() if not _NOT_NEEDED & set(name.parts)}
