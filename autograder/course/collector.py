"""`nbgrader zip_collect` for a course: whose a file is, by the names that Moodle and Canvas give it, and the roster."""

import unicodedata
from functools import cached_property
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

from autograder.arrivals.arrival import sender
from autograder.arrivals.place import is_litter
from autograder.arrivals.roster import Roster, Student
from autograder.course.course import unfit_id
from autograder.course.gradebook import opened
from autograder.inert import inert


class Collector(FileNameCollectorPlugin):
    """Finds the student and the name of each notebook that `zip_collect` has unpacked.

    Students are called as in the gradebook where it knows them, by id, number, address or name; else as the system
    calls them. A folder for each student is known only by the gradebook. A `named_regexp` goes before all of this.
    """

    def collect(self, submitted_file):
        """Return {"student_id", "file_id"} of the path, or None where it is no notebook of a student."""
        path = Path(unicodedata.normalize("NFC", submitted_file))
        if self.named_regexp:
            return super().collect(submitted_file)
        if path.suffix not in self.valid_ext or any(is_litter(part) for part in path.parts[1:]):
            return None
        student, file = self._whose(path)
        reason = unfit_id(student) if student else "no student of the gradebook has such a name."
        if reason := reason or self._older(path):
            self.log.warning("%s is left out: %s", inert(path.name, 60), reason)
            return None
        return {"student_id": student, "file_id": Path(file).stem}

    def _whose(self, path):
        """Return the id of the student and the name of the file; None for the id where nobody is meant.

        The first name from the top that says whose it is decides: what lies below it, the student has named.
        """
        for part in self._unpacked(path):
            if found := sender(part, "file" if part == path.name else "folder"):
                words, file, _ = found
                known = self._roster.student(words)
                return known.student_id if known else words[-1], file or path.name
            if part != path.name and (known := self._roster.student((part,))):
                return known.student_id, path.name
        return None, path.name

    def _unpacked(self, path):
        """Return the parts of a path below the folder that `zip_collect` unpacks into; the last two of another path."""
        top = getattr(self.parent, "extracted_directory", "extracted")
        return path.parts[path.parts.index(top) + 1:] if top in path.parts else path.parts[-2:]

    def _older(self, path):
        """Return why a newer upload of the same file counts; an empty text where there is none."""
        mine = sender(path.name)
        if mine is None:
            return ""
        if path.parent not in self._folders:        # a class in one folder is looked through once
            self._folders[path.parent] = _newest(path.parent)
        number, name = self._folders[path.parent].get(mine[:2], (0, ""))
        return f"{inert(name, 60)} is newer." if number > mine[2] else ""

    @cached_property
    def _folders(self):
        return {}

    @cached_property
    def _roster(self):
        course = CourseDirectory(parent=self)
        with opened(course.db_url, course.course_id) as book:
            return Roster(Student(row.id, row.first_name or "", row.last_name or "", row.email or "",
                                  row.lms_user_id or "") for row in book.students)


def _newest(folder):
    """Return {(words, file): (number, name)} of the newest upload of each file in a folder."""
    newest = {}
    for other in folder.iterdir():
        if found := sender(unicodedata.normalize("NFC", other.name)):
            upload = found[2], other.name
            newest[found[:2]] = max(upload, newest.get(found[:2], upload))
    return newest
