"""A delivery: what a class handed in, however it arrived, brought to the place where nbgrader looks for it."""

import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from autograder.arrivals.archive import is_archive
from autograder.arrivals.folder import Refused
from autograder.arrivals.intake import take_in
from autograder.arrivals.notebook import is_untouched, stub_of
from autograder.arrivals.place import is_litter, modules_folder
from autograder.authoring.notebook import as_text
from autograder.course.course import unfit_id
from autograder.course.gradebook import opened, put_students
from autograder.course.marking import SECRET, TIMESTAMP
from autograder.course.spread import spread
from autograder.course.submitted import MOST_BYTES
from autograder.course.verdicts import Grade
from autograder.inert import inert
from autograder.layout import PACKAGE
from autograder.submission import NOTEBOOKS, read_submission, wanted_files

#: of one student more files than this are not taken along
MOST_FILES = 200

def _is_code(name):
    return name.endswith((".py", ".ipynb"))


def _is_notebook(name):
    return name.endswith(".ipynb")


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
    assignment = Grade(config=course.config).verdicts.assignment
    intake = take_in(path, assignment, roster=roster, attempt=attempt)
    packer = _Packer(course, assignment)
    with opened(course.url, course.id) as book:
        put_students(book, roster.students if roster else ())
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
        place.rename(made.with_name(f".{made.name}"))       # which nobody is called
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
        self._assignment, self._wanted = assignment, wanted_files(assignment)
        self._plans = {path.stem: nbformat.read(path, as_version=4) for path in course.released()}

    def pack(self, place, when, made):
        """Copy modules and notebooks at `place` into the new folder `made`; return notes about the others."""
        made.mkdir()
        notes = []
        try:
            with ExitStack() as stack:
                folder, told = modules_folder(stack.enter_context(place.opened()), self._wanted, stack)
                notes += told
                self._copy(folder, made, notes)
                for name, into, fits in ((PACKAGE, made / PACKAGE, _is_code), (NOTEBOOKS, made, _is_notebook)):
                    if folder.kind(name) == "folder":
                        into.mkdir(exist_ok=True)
                        self._copy(stack.enter_context(folder.folder(name, name)), into, notes, fits)
        except Refused as reason:
            notes.append(str(reason))
        self._add_notebooks(made)
        if not any(made.iterdir()):
            self._copy_archives(place, made, notes)
        if not notes and not any(made.glob("*.ipynb")):
            notes.append("no notebook, so `nbgrader autograde` passes by; `course sync` does not")
        (made / SECRET).write_text(secrets.token_hex(64), encoding="ascii")
        if when:
            time = datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
            (made / TIMESTAMP).write_text(time, encoding="ascii")
            for path in made.rglob("*"):    # files that are younger than the time beside them look like a forgery
                os.utime(path, (when, when))
        return notes

    def _copy_archives(self, place, made, notes):
        """Copy an archive of which nothing is taken: graded in the course, it gets the same sentence as elsewhere."""
        with suppress(Refused), place.holder().opened() as folder:
            self._copy(folder, made, notes, is_archive)

    def _copy(self, folder, made, notes, fits=_is_code):
        names = [name for name, kind in folder.entries().items()
                 if kind != "folder" and fits(name) and not is_litter(name) and
                 len(os.fsencode(name)) <= 255]     # more is a name in archives only
        for name in names[:MOST_FILES]:
            if (made / name).exists():      # the notebook beside the modules goes before one in a folder
                continue
            try:
                (made / name).write_bytes(folder.read(name, inert(name, 60), MOST_BYTES))
            except Refused as reason:
                notes.append(str(reason))

    def _add_notebooks(self, made):
        """Make a notebook of each module that has none, or an untouched one: nbgrader passes by modules."""
        submission = read_submission("", made, self._assignment)
        for unit, plan in self._plans.items():
            path, module = made / f"{unit}.ipynb", submission.modules.get(unit)
            text = submission.sources.get(module, "")
            if _is_idle(path, text) if path.exists() else module or path.with_suffix(".py").is_file():
                path.write_text(as_text(spread(plan, text, unit)), encoding="utf-8")


def _is_idle(path, text):
    """Whether the notebook at `path` is as it was handed out, and `text`, which is graded, is not."""
    file = f"{path.stem}.py"
    return text not in ("", stub_of(file)) and is_untouched(path.read_bytes(), file)
