"""A whole class marked at once: the verdicts that `grade` formed, as notebooks and as rows of the gradebook.

What `nbgrader autograde` does student by student; the result is the same.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from autograder.arrivals.folder import Refused
from autograder.arrivals.place import Place
from autograder.authoring.notebook import as_text
from autograder.course.course import NAME, unfit_id
from autograder.course.gradebook import Entry, write_class
from autograder.course.marked import is_grade, is_solution, mark, of_unit, part_of
from autograder.course.submitted import cleaned, read_submitted, with_note
from autograder.course.verdicts import Grade
from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.run import not_graded

TIMESTAMP = "timestamp.txt"
#: by it nbgrader's exchange knows whose feedback is whose: `release_feedback` ends where it is missing
SECRET = "submission_secret.txt"      # noqa: S105 (the name of a file)
#: neither of these is longer
MOST_BYTES = 4096


@dataclass(frozen=True)
class Marking:
    """What became of a class: who was marked, who has no verdict yet, sentences about the rest."""

    marked: tuple
    missing: tuple
    notes: tuple


def mark_class(course, tell=lambda student: None):
    """Mark everybody in submitted/ who has a verdict in graded/; `tell` is called after each of them.

    All rows are written in one transaction, then the notebooks are put in their places: whoever is stopped between
    the two goes on with the same call.
    """
    desk, entries, notes = _Desk(course), {}, []
    with TemporaryDirectory(dir=course.root, prefix=".marking-") as folder:
        for student in course.students():
            if reason := unfit_id(student):
                notes.append(f"{inert(student, 60)} is left out: {reason}")
            else:
                try:
                    entries[student] = desk.entry(student, Path(folder, student))
                except (AutograderError, OSError):      # a disk that fails does so for everybody
                    raise
                except Exception as problem:    # one student that we stumble over must not cost the others their grades
                    notes.append(f"{student} is left out: {not_graded(student, problem).problem}")
            tell(student)
        missing = [student for student, entry in entries.items() if entry is None]
        entries = {student: entry for student, entry in entries.items() if entry}
        write_class(course.url, course.id, NAME, entries.values(), course.penalty)
        for student in entries:
            _put(Path(folder, student), course.path("autograded", student))
    return Marking(tuple(entries), tuple(missing), (*notes, *desk.notes))


def _put(made, place):
    if place.exists():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    made.rename(place)


class _Desk:
    """Marks the students of a course, one after another.

    verdicts   what `grade` wrote
    notes      sentences about what was met
    """

    def __init__(self, course):
        self._course, self.notes = course, []
        self._plans = {path.stem: nbformat.read(path, as_version=4) for path in course.released()}
        self.verdicts = Grade(config=course.config).verdicts

    def entry(self, student, folder):
        """Write the marked notebooks of a student into the new `folder`; return the `Entry` for the gradebook.

        None where there is no verdict yet.
        """
        report = self.verdicts.kept(student, self._course.path("submitted", student))
        return report and self._marked(student, report, folder)

    def _marked(self, student, report, folder):
        submitted, scores, extra, unanswered = self._course.path("submitted", student), {}, {}, set()
        folder.mkdir()
        for unit, plan in self._plans.items():
            notebook = self._notebook(submitted / f"{unit}.ipynb", plan)
            stubs = {part_of(cell): cell.source for cell in plan.cells if is_solution(cell)}
            unanswered |= {(unit, part_of(cell)) for cell in filter(is_solution, notebook.cells)
                           if cell.source == stubs[part_of(cell)]}
            for cell in filter(is_grade, notebook.cells):
                marked = mark(cell, of_unit(report, unit), self.verdicts.settings.showing)
                scores[unit, part_of(cell)] = marked.earned
                if marked.extra:
                    extra[unit, part_of(cell)] = marked.extra
            (folder / f"{unit}.ipynb").write_text(as_text(notebook), encoding="utf-8")
        return Entry({"id": student}, self._handed_in(student, submitted, folder), scores, extra, frozenset(unanswered))

    def _notebook(self, path, plan):
        found = read_submitted(path, plan) if os.path.lexists(path) else with_note(plan, f"There is no {path.name}.")
        return cleaned(found)

    def _handed_in(self, student, submitted, folder):
        """Return when it was handed in, and take along what nbgrader's other steps look for beside notebooks."""
        from nbgrader.utils import parse_utc
        kept, time = _kept(submitted), None
        try:
            if text := kept.get(TIMESTAMP, b"").decode("ascii", "replace").strip():
                time = parse_utc(text)      # as nbgrader reads it
        except (ValueError, OverflowError, TypeError, AttributeError):
            self.notes.append(f"{inert(student, 60)}: {TIMESTAMP} holds no time")
            del kept[TIMESTAMP]
        for name, content in kept.items():
            (folder / name).write_bytes(content)
        return time


def _kept(submitted):
    """Return {name: bytes} of these files of a student's that are files, and small."""
    found = {}
    for name in (SECRET, TIMESTAMP):
        with suppress(Refused), Place(submitted).opened() as folder:
            found[name] = folder.read(name, name, MOST_BYTES)
    return found
