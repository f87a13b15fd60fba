"""A delivery: what a class handed in, however it arrived, brought to the place where nbgrader looks for it."""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from autograder.arrivals.folder import Refused
from autograder.arrivals.intake import take_in
from autograder.arrivals.place import is_litter, modules_folder
from autograder.arrivals.source import source_text
from autograder.authoring.notebook import as_text
from autograder.course.course import add_students, unfit_id
from autograder.course.gradebook import opened
from autograder.course.marking import SECRET, TIMESTAMP
from autograder.course.preprocessor import MOST_BYTES, Grade, verdicts_of
from autograder.course.spread import spread
from autograder.inert import inert
from autograder.layout import PACKAGE
from autograder.submission import wanted_files

#: of one student more files than this are not taken along
MOST_FILES = 200


@dataclass(frozen=True)
class Delivery:
    """Names of students who are new in the course, came with the same again, were replaced, or were not; and notes."""

    new: tuple
    same: tuple
    replaced: tuple
    kept: tuple
    notes: tuple


def deliver(course, path, roster=None, attempt="newest", force=False):
    """Bring the class at `path` to the folder submitted/ of the course; return the `Delivery`.

    Whoever is there with other files is left alone, unless `force` says that they are replaced. Each student is
    brought whole or not at all.
    """
    assignment = verdicts_of(Grade(config=course.config)).assignment
    intake = take_in(path, assignment, roster=roster, attempt=attempt)
    packer = _Packer(course, assignment)
    with opened(course.url, course.id) as book:
        add_students(book, roster.students if roster else ())
    done, notes = {"new": [], "same": [], "replaced": [], "kept": []}, list(intake.notes)
    times = {row.submission: row.when for row in intake.rows if row.use == "counts"}
    with TemporaryDirectory(dir=course.root, prefix=".import-") as folder:
        for student, place in intake.submissions:
            if reason := unfit_id(student):
                notes.append(f"{inert(student, 60)} is left out: {reason}")
                continue
            made = Path(folder, student)
            notes += [f"{student}: {note}" for note in packer.pack(place, times[student], made)]
            done[_arrived(made, course.path("submitted", student), force)].append(student)
    return Delivery(**{key: tuple(names) for key, names in done.items()}, notes=tuple(notes))


def _arrived(made, place, force):
    """Put the folder `made` where it belongs; return what became of it: see `Delivery`."""
    if place.exists():
        if _files(made) == _files(place):
            return "same"
        if not force:
            return "kept"
        place.rename(made.with_name(f"{made.name}.old"))
        made.rename(place)
        return "replaced"
    place.parent.mkdir(parents=True, exist_ok=True)
    made.rename(place)
    return "new"


def _files(folder):
    """Return {name: bytes} of a folder; the time at which it was handed in is no part of what was."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name not in (TIMESTAMP, SECRET)}


class _Packer:
    """Packs submissions as nbgrader wants them."""

    def __init__(self, course, assignment):
        self._wanted = wanted_files(assignment)
        self._units = {unit.file: unit.name for unit in assignment.units}
        self._plans = {path.stem: nbformat.read(path, as_version=4) for path in course.released()}

    def pack(self, place, when, made):
        """Copy modules and notebooks at `place` into the new folder `made`; return notes about the others."""
        made.mkdir()
        notes = []
        try:
            with ExitStack() as stack:
                folder, _ = modules_folder(stack.enter_context(place.opened()), self._wanted, stack)
                self._copy(folder, made, notes)
                if folder.kind(PACKAGE) == "folder":
                    (made / PACKAGE).mkdir()
                    self._copy(stack.enter_context(folder.folder(PACKAGE, PACKAGE)), made / PACKAGE, notes)
        except Refused as reason:
            notes.append(str(reason))
        for file, unit in self._units.items():
            if (made / file).is_file() and unit in self._plans and not (made / f"{unit}.ipynb").exists():
                self._spread(made / file, unit)
        if not any(made.glob("*.ipynb")):
            notes.append("no notebook, so `nbgrader autograde` passes by; `course sync` does not")
        time = datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        (made / TIMESTAMP).write_text(time, encoding="ascii")
        (made / SECRET).write_text(secrets.token_hex(64), encoding="ascii")
        return notes

    def _copy(self, folder, made, notes):
        names = [name for name, kind in folder.entries().items()
                 if kind != "folder" and name.endswith((".py", ".ipynb")) and not is_litter(name)]
        for name in names[:MOST_FILES]:
            try:
                (made / name).write_bytes(folder.read(name, inert(name, 60), MOST_BYTES))
            except Refused as reason:
                notes.append(str(reason))

    def _spread(self, path, unit):
        try:
            text = source_text(path.read_bytes(), path.name)
        except Refused:
            text = ""
        notebook = spread(self._plans[unit], text, unit)
        path.with_suffix(".ipynb").write_text(as_text(notebook), encoding="utf-8")
