"""A course: a folder that nbgrader takes as its own, with the kit's notebooks as its assignment.

    DIR/nbgrader_config.py      settings, short enough to be read
    DIR/source/ASSIGNMENT/      notebooks with their solutions, and the files beside them
    DIR/gradebook.db            nbgrader's gradebook, unless it is on a server
    DIR/graded/                 what `grade --out` writes: verdicts are taken from there
    DIR/submitted/, release/, autograded/, feedback/, exchange/     nbgrader's own
"""

import os
import re
import secrets
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.gradebook import opened, put_students
from autograder.errors import AutograderError
from autograder.inert import inert, inert_name
from autograder.report import write_whole
from autograder.unasked import import_nbgrader

ROOT = Path(__file__).parents[2]
NAME = "micrograd"
CONFIG = "nbgrader_config.py"
TEMPLATE = "autograder/templates/nbgrader_config.jinja"
#: characters of a text in nbgrader's gradebook
LONGEST = 128
_ID = re.compile(r"[\w.-]{1,128}", re.ASCII)


@dataclass(frozen=True)
class Course:
    """An open course: its settings as nbgrader reads them."""

    root: Path
    config: object

    @classmethod
    def open(cls, root):
        """Return the course in the folder `root`; raise AutograderError where there is none, or nbgrader is missing."""
        root = Path(root).resolve()
        if not (root / CONFIG).is_file():
            raise AutograderError(f"{root} is no course: it has no {CONFIG}. Make one with `course init DIR`.")
        try:
            from traitlets.config.loader import PyFileConfigLoader
            config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
        except Exception as problem:
            raise AutograderError(f"{root / CONFIG}: {type(problem).__name__}: {inert(problem, 300)}") from None
        return cls(root, config)

    @cached_property
    def directory(self):
        """nbgrader's own object for the places of things."""
        import_nbgrader()
        from nbgrader.coursedir import CourseDirectory
        return CourseDirectory(config=self.config)

    @property
    def id(self):
        """What nbgrader calls the course."""
        return self.directory.course_id

    @property
    def url(self):
        """The address of the gradebook."""
        return self.directory.db_url

    def path(self, step, student):
        """Return the folder of a student in one of nbgrader's steps: submitted, autograded."""
        return Path(self.directory.format_path(step, student, NAME))

    def students(self):
        """Return the names of those who handed in, sorted."""
        return sorted(path.parent.name for path in self.path("submitted", "").parent.glob(f"*/{NAME}")
                      if path.is_dir() and not path.parent.name.startswith("."))

    def released(self):
        """Return the paths of the released notebooks; raise AutograderError where there are none yet."""
        found = sorted(self.path("release", ".").glob("*.ipynb"))
        if not found:
            raise AutograderError(f"{self.root} has released nothing yet: run `nbgrader generate_assignment {NAME}` "
                                  "in it.")
        return found

    def penalty(self, student, score, seconds):
        """Return how many points a student loses for a notebook with this score that is so late, or None."""
        return self._late.late_submission_penalty(student, score, seconds)

    @cached_property
    def _late(self):
        from nbgrader.preprocessors import AssignLatePenalties
        late = AssignLatePenalties(config=self.config)
        late.init_plugin()
        return late.plugin_inst


def init(root, course, url, assignment, named=None, students=()):
    """Make a course in the new folder `root`; return its path.

    course   what nbgrader calls it; None for the name of the folder
    url      the address of the gradebook; None for a file in the course
    named    what `grade --assignment` is given for `assignment`; None for the kit's own
    """
    root = Path(root).absolute()
    if os.path.lexists(root):
        raise AutograderError(f"{root} exists already, {_what_is_at(root)}, and nothing is overwritten: give a folder "
                              "that is new.")
    course = course or re.sub(r"[^\w.-]+", "-", root.name, flags=re.ASCII)
    if not _ID.fullmatch(course):
        raise AutograderError(f"--course {course}: give a name of letters, digits, `.`, `_` and `-`.")
    part = root.with_name(f".{root.name}.{secrets.token_hex(4)}.part")
    try:
        _write_course(part, course, url, assignment, named)
        # In the part that is renamed a new gradebook lies too: it is there with the course, or not at all.
        with opened(url or f"sqlite:///{part}/gradebook.db", course) as book:
            put_students(book, students)
        part.rename(root)
    except OSError as problem:
        raise AutograderError(f"{root} cannot be made: {problem.strerror}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return root


def _what_is_at(root):
    if (root / CONFIG).is_file():
        return "and is a course"
    if not root.is_dir():
        return "and is a link that leads nowhere" if root.is_symlink() else "and is a file"
    found = sorted(os.listdir(root))
    return f"with {inert_name(found[0])} in it" if found else "and is empty"


def _write_course(part, course, url, assignment, named):
    from jinja2 import Template

    from autograder.authoring.notebook import as_text, notebooks
    from autograder.course.verdicts import notebook_points
    source = part / "source" / NAME
    source.mkdir(parents=True)
    (part / "exchange").mkdir()     # without it the formgrader begins with a complaint
    points = notebook_points(assignment)
    for unit, notebook in notebooks(ROOT, points).items():
        if unit in points:
            write_whole(source / f"{unit}.ipynb", as_text(notebook))
    for path, name in _beside(assignment):
        (source / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, source / name)
    template = Template((ROOT / TEMPLATE).read_text(encoding="utf-8"), keep_trailing_newline=True)
    settings = template.render(kit=repr(str(ROOT)), course=repr(course),
                                 url=repr(url) if url else 'f"sqlite:///{COURSE}/gradebook.db"',
                               assignment=repr(_settled(named)))
    write_whole(part / CONFIG, settings)


def _beside(assignment):
    """Yield (path, name in the assignment) of what the notebooks need beside them; no unit's module is among it."""
    exercises = ROOT / "exercises"
    for path in sorted((exercises / "notebooks").glob("*.py")):
        yield path, path.name
    for name in [*assignment.files, *(f"tests/test_{unit.name}.py" for unit in assignment.units)]:
        yield exercises / name, name


def _settled(named):
    """Return the name of the assignment, or the whole path of its file: the course may be used from anywhere."""
    return str(named.resolve() if named.is_file() else named) if named else ""


def unfit_id(student):
    """Return why nbgrader cannot take a student of this name, a sentence; an empty text where it can."""
    if len(student) > LONGEST:
        return f"nbgrader takes at most {LONGEST} characters."
    if not student or student.startswith(".") or student.strip() != student:
        return "nbgrader does not find a name that begins with a dot, or with a blank at an end."
    if inert_name(student, LONGEST) != student:
        return "nbgrader shows it as it is, and there are characters in it that cannot be seen."
    if strange := sorted(set(student) & set("*?[]+/\\:%#&'\"<>|;")):
        return f"nbgrader cannot take {' '.join(strange)} in a name; use letters, digits, `.`, `_`, `-` and `@`."
    return ""


def unfit_student(student):
    """Return why nbgrader cannot take this student of a roster, a sentence; an empty text where it can."""
    if reason := unfit_id(student.student_id):
        return f"the student_id {inert_name(student.student_id)}: {reason}"
    long = [name for name, text in vars(student).items() if len(text) > LONGEST]
    return f"the {long[0]}: nbgrader takes at most {LONGEST} characters." if long else ""
