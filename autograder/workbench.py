"""A folder of the learner's own to work in: what is missing is copied, and what is there stays as it is."""

from pathlib import Path

from autograder.authoring.release import student_files
from autograder.errors import AutograderError


def work_in(folder, root):
    """Make sure that `folder` has everything that students get in exercises/ of the kit `root`; return its full path.

    Raise `AutograderError` where it is a file, cannot be written, or would be written through a link.
    """
    folder = Path(folder).expanduser().resolve()
    if folder.is_file():
        raise AutograderError(f"{folder} is a file: give a folder with --code.")
    try:
        for name, data in student_files(root).items():
            if name.startswith("exercises/"):
                _add(folder / name.removeprefix("exercises/"), data)
    except OSError as problem:
        raise AutograderError(f"{problem.filename or folder} cannot be written: {problem.strerror}.") from None
    return folder


def _add(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        pass
