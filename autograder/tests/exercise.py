"""An exercise: a function that a notebook asks for, with a known mistake in it, and right."""

import re

from student import ROOT, SOLUTIONS

from autograder.authoring.markers import LOOKS_LIKE_A_MARKER, regions, strip_solutions
from autograder.authoring.notebook import notebook_of
from autograder.mistakes import mistakes


class Exercise:
    """The function of a unit in which the known mistake `mistake_id` is made.

    unit, function   their names
    mistake          the known mistake
    number           of its cell, counted from 0 among the code cells of the notebook
    wrong, right     the text of that cell with the mistake, and without
    above            (number, text) of the code cells before it that are no checks and not the first; no text where
                     the cell is given, else the solution
    """

    def __init__(self, unit, mistake_id):
        self.unit, self._path = unit, SOLUTIONS / f"{unit}.py"
        self.mistake = next(mistake for mistake in mistakes() if mistake.id == mistake_id)
        right, wrong = self._cells(self._source), self._cells(self.mistake.apply(self._source))
        self.number = next(k for k, cell in enumerate(right) if cell.source != wrong[k].source)
        self.right, self.wrong = right[self.number].source, wrong[self.number].source
        self.function = right[self.number].metadata["nbgrader"]["grade_id"].removeprefix(f"{unit}-").replace("-", ".")
        self.above = [(k, cell.source if cell.metadata["nbgrader"]["solution"] else None)
                      for k, cell in enumerate(right[:self.number]) if k and not cell.source.startswith("check(")]

    @property
    def _source(self):
        return self._path.read_text(encoding="utf-8")

    def _cells(self, source):
        notebook = notebook_of(source, self.unit, ROOT, shown=lambda source, path: _unmarked(source))
        return [cell for cell in notebook.cells if cell.cell_type == "code"]

    def module(self):
        """Return the unit's module as far as it is then written: this function and those above it, stubs below."""
        end = next(region.end for region in regions(self._source, self._path) if region.function == self.function)
        lines = self._source.split("\n")
        written = _unmarked("\n".join(lines[:end]))
        return strip_solutions("\n".join([written, *lines[end:]]), self._path)

    def named(self):
        """Return what is said of the mistake, as a page shows it."""
        return re.sub("`", "", f"These are the numbers you get when {self.mistake.name}")


def _unmarked(source):
    return "\n".join(line for line in source.split("\n") if not LOOKS_LIKE_A_MARKER.search(line))
