"""nbgrader's way through a course of this kit: what nbgrader_config.py names in place of nbgrader's own classes.

    Stubs        the kit's own stubs stand in students' notebooks for its solutions
    Submitted    a notebook is read on the plan that was released, whatever became of it
    Clean        what a student wrote as Markdown or HTML runs nothing in the formgrader
    Grade        in place of `Execute`: no kernel is started, the verdict is the grader's
    SaveGrades   what could not be graded waits for a person; points of bonus units are extra credit
"""

from functools import cache
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade
from traitlets import Bool, Unicode

from autograder.arrivals.folder import Refused
from autograder.arrivals.place import Place
from autograder.authoring.notebook import notebooks, student_notebooks
from autograder.commands.options import ROOT, load_assignment
from autograder.course.marked import is_undecided, mark, mark_undecided, of_unit, part_of, restored, with_note
from autograder.course.verdicts import Verdicts
from autograder.views.markdown import fenced

#: a larger notebook is not read: outputs alone make one so
MOST_BYTES = 20 * 1024 * 1024
#: characters of Markdown in a notebook that are made harmless, in a second or two: time grows with their square
MOST_MARKUP = 32 * 1024


class Stubs(ClearSolutions):
    """Replaces solutions as nbgrader does; those of the kit by the stubs that stand in exercises/ too."""

    def preprocess(self, nb, resources):
        """Clear the notebook of a unit, or another one."""
        name = resources["nbgrader"]["notebook"]
        ours, stubs = _texts(notebooks(ROOT).get(name)), _texts(student_notebooks(ROOT).get(name))
        self._stubs = {text: stubs[part] for part, text in ours.items()}
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        """Put the kit's stub where the kit's solution is, nbgrader's where there is another one."""
        if cell.source not in self._stubs:
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = self._stubs[cell.source]
        return cell, resources


def _texts(notebook):
    return {part_of(cell): cell.source for cell in notebook.cells} if notebook else {}


class Submitted(NotebookExporter):
    """Reads what a student handed in on the plan in release/; writes notebooks as nbgrader does."""

    def from_filename(self, filename, resources=None, **options):
        """Convert the notebook in the file: a student's as `read_submitted` says, and what was made of it as it is."""
        what, course, path = resources["nbgrader"], CourseDirectory(parent=self), Path(filename)
        if path.parent != Path(course.format_path(course.submitted_directory, what["student"], what["assignment"])):
            return super().from_filename(filename, resources=resources, **options)
        released = Path(course.format_path(course.release_directory, ".", what["assignment"]), path.name)
        found = read_submitted(path, nbformat.read(released, as_version=4))
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(found, resources=resources, **options)


def read_submitted(path, plan):
    """Return the notebook at `path` on the ground `plan`; of a link or a giant it is told that it was not read."""
    try:
        with Place(path.parent).opened() as folder:
            text = folder.read(path.name, path.name, MOST_BYTES).decode("utf-8")
    except Refused as reason:
        return with_note(plan, str(reason))
    except UnicodeDecodeError:
        return with_note(plan, f"{path.name} is not taken: it is not a notebook, for it is no UTF-8.")
    return restored(text, plan, path.name)


class Clean(SanitizeHTML):
    """Makes harmless what a student wrote: the formgrader shows Markdown as it is. Locked cells are the kit's own."""

    def __init__(self, **options):
        super().__init__(**{**options, "enabled": True})

    def preprocess(self, nb, resources):
        """Clean a notebook."""
        self._left = MOST_MARKUP
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        """Clean one cell; what would take long is shown as it was written."""
        if cell.metadata.get("nbgrader", {}).get("locked"):
            return cell, resources
        if cell.cell_type == "markdown":
            self._left -= len(cell.source)
            if self._left < 0:
                cell.source = "\n".join(fenced(cell.source))
                return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class Grade(NbGraderPreprocessor):
    """Writes the verdict into the cells that are worth points."""

    out = Unicode("graded", help="The folder of reports that `grade --out` writes.").tag(config=True)
    assignment = Unicode("", help="What `grade --assignment` is given; empty for the kit's own.").tag(config=True)
    no_wall = Bool(False, help="Grade where the system offers no wall.").tag(config=True)

    def preprocess(self, nb, resources):
        """Mark the notebook of one unit."""
        what, course = resources["nbgrader"], CourseDirectory(parent=self)
        verdicts = verdicts_of(self)
        folder = Path(course.format_path(course.submitted_directory, what["student"], what["assignment"]))
        done = verdicts.verdict(what["student"], folder)
        if done.report is None:
            self.log.error("%s is not graded: %s", what["student"], done.problem)
        resources["extra"] = mark_all(nb, what["notebook"], done, verdicts)
        return nb, resources


def verdicts_of(grade):
    """Return the verdicts that a `Grade`, with its settings, asks for; the same for the same settings."""
    return _verdicts(grade.out, grade.assignment, grade.no_wall)


@cache
def _verdicts(out, assignment, no_wall):
    named = Path(assignment) if assignment else None
    return Verdicts(Path(out), load_assignment(named), named and named.name, no_wall)


def mark_all(nb, unit, done, verdicts):
    """Write the verdict `done` into each cell of `nb` that is worth points; return {cell: points beyond these}."""
    extra, names = {}, [unit.name for unit in verdicts.assignment.units]
    for cell in filter(is_grade, nb.cells):
        if done.report is None:
            mark_undecided(cell, done.problem)
        elif unit not in names:
            mark_undecided(cell, f"{unit}.ipynb is no notebook of this kit, whose units are {', '.join(names)}.")
        else:
            extra[part_of(cell)] = mark(cell, of_unit(done.report, unit), verdicts.settings.showing).extra
    return extra


class SaveGrades(SaveAutoGrades):
    """Saves the points as nbgrader does, and what it has no output for."""

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        grade = self.gradebook.find_grade(part_of(cell), self.notebook_id, self.assignment_id, self.student_id)
        grade.needs_manual_grade = grade.needs_manual_grade or is_undecided(cell)
        if extra := resources.get("extra", {}).get(part_of(cell)):
            grade.extra_credit = extra
        self.gradebook.db.commit()
