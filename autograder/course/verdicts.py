"""Verdicts on the submissions of a course: those that `grade` wrote, and where there is none yet, one made now."""

import atexit
import secrets
from functools import cache, cached_property
from pathlib import Path

from traitlets import Bool, Unicode
from traitlets.config import Configurable

from autograder.arrivals.filename import safe_names
from autograder.arrivals.place import Place
from autograder.commands.options import load_assignment
from autograder.errors import AutograderError
from autograder.run import Done, Settings, kept_report, not_graded, open_output
from autograder.submission import read_submission
from autograder.version import version_of
from autograder.views.handout import showing_of

NO_WALL = ("this system offers no wall (Linux with seccomp is needed), so student code could read and change your "
           "files. Grade on Linux, or set `c.Grade.no_wall = True` in nbgrader_config.py if you trust all of them.")


class Grade(Configurable):
    """What nbgrader_config.py says of grading."""

    out = Unicode("graded", help="The folder of reports that `grade --out` writes.").tag(config=True)
    assignment = Unicode("", help="What `grade --assignment` is given; empty for the kit's own.").tag(config=True)
    no_wall = Bool(False, help="Grade where the system offers no wall.").tag(config=True)

    @property
    def verdicts(self):
        """The `Verdicts` that these settings ask for; the same for the same settings."""
        return _verdicts(self.out, self.assignment, self.no_wall)


@cache
def _verdicts(out, assignment, no_wall):
    named = Path(assignment) if assignment else None
    return Verdicts(Path(out), load_assignment(named), named and named.name, no_wall)


class Verdicts:
    """Reports in the folder `out`, as `grade --out` writes them; a submission that has none is graded behind the wall.

    assignment   what is asked; `named` is what it is called in `grade --assignment`, None for the kit's own
    no_wall      whether to grade where the system has none
    """

    def __init__(self, out, assignment, named=None, no_wall=False):
        self.out, self.assignment, self._no_wall = out, assignment, no_wall
        self._options = {"layout": None, "assignment": named}

    @cached_property
    def settings(self):
        """The settings of the run in `out`, which is begun where there is none: its seed is everybody's."""
        seed = open_output(self.out, None, self._options, False, lambda: secrets.randbelow(10**9))
        return Settings(self.assignment, version_of(self.assignment), self.out, seed,
                        "none" if self._no_wall else "wall", showing=showing_of(self.out))

    def verdict(self, student, folder):
        """Return what became of the submission of `student` in `folder`: a `Done`."""
        (name,) = safe_names([student])
        try:
            if report := self.kept(student, folder):
                return Done(name, report, kept=True)
            from autograder.batch import grade_one
            return grade_one(self._grader, self.settings, name, Place(folder))
        except Exception as problem:        # it is told in the notebook, and costs nobody points
            return not_graded(name, problem)

    def kept(self, student, folder):
        """Return the report on these very files that is there already, or None."""
        (name,) = safe_names([student])
        return kept_report(self.settings, read_submission(name, Place(folder), self.assignment))

    @cached_property
    def _grader(self):
        from autograder.grading import Grader
        grader = Grader(self.assignment, self.settings.seed)
        atexit.register(grader.__exit__)
        if grader.host.tier == "none" and not self._no_wall:
            raise AutograderError(NO_WALL)
        return grader


def points_of(assignment):
    """Return {unit: points} of the assignment."""
    from autograder.plugin import Suites
    from autograder.points import asked, worth
    points = worth(asked(Suites().checks, assignment), assignment)
    return {unit.name: sum(points[check] for check in points if check.unit == unit.name) for unit in assignment.units}


def notebook_points(assignment):
    """Return {unit: what its notebook is worth}: nothing for a bonus unit, whose points are extra credit."""
    return {unit: 0 if unit in assignment.bonus else points for unit, points in points_of(assignment).items()}
