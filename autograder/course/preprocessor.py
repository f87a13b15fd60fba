"""nbgrader's way through a course of this kit: what nbgrader_config.py names in place of nbgrader's own classes.

    Stubs        the kit's own stubs stand in students' notebooks for its solutions
    Submitted    a notebook is read on the plan that was released, whatever became of it
    Clean        what a student wrote as Markdown or HTML runs nothing in the formgrader
    Grade        in place of `Execute`: no kernel is started, the verdict is the grader's
    SaveGrades   what could not be graded waits for a person; points of bonus units are extra credit
"""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, SaveAutoGrades

from autograder.authoring.notebook import notebooks, student_notebooks
from autograder.commands.options import ROOT
from autograder.course import verdicts
from autograder.course.marked import is_grade, is_locked, is_undecided, mark, mark_undecided, of_unit, part_of
from autograder.course.submitted import cleaned, read_submitted


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


class Clean(SanitizeHTML):
    """Makes harmless what a student wrote: the formgrader shows Markdown as it is. Locked cells are the kit's own."""

    def __init__(self, **options):
        super().__init__(**{**options, "enabled": True})

    def preprocess(self, nb, resources):
        """Clean a notebook."""
        return super().preprocess(cleaned(nb), resources)

    def preprocess_cell(self, cell, resources, cell_index):
        """Clean the outputs of a cell; its text is clean."""
        if is_locked(cell) or cell.cell_type != "code":
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class Grade(NbGraderPreprocessor, verdicts.Grade):
    """Writes the verdict into the cells that are worth points."""

    def preprocess(self, nb, resources):
        """Mark the notebook of one unit."""
        what, course = resources["nbgrader"], CourseDirectory(parent=self)
        folder = Path(course.format_path(course.submitted_directory, what["student"], what["assignment"]))
        done = self.verdicts.verdict(what["student"], folder)
        if done.report is None:
            self.log.error("%s is not graded: %s", what["student"], done.problem)
        resources["extra"] = mark_all(nb, what["notebook"], done, self.verdicts)
        return nb, resources


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
