"""A course: a class of notebooks graded by our commands, and by nbgrader's own kernel.

Ours is `grade` and `course sync`: hidden checks behind the wall, then marked notebooks and all rows. nbgrader's is
`autograde` without this kit's classes: it runs every cell of the same notebooks in a kernel, among them those that
check, which run the visible tests in a process each. Both train on moons. Time is CPU time of all processes.
"""

import importlib.metadata
import platform
import shutil
import tempfile
from pathlib import Path

from nbformat.v4 import new_markdown_cell

from autograder.assignment import OURS, Assignment
from autograder.authoring.notebook import as_text, notebook_of
from autograder.bench import rows
from autograder.bench.goal import Goal, exit_code, table
from autograder.bench.grading import require_times, timed
from autograder.bench.peers.members import SOLUTIONS, class_of
from autograder.course.course import CONFIG, NAME, ROOT, Course, init
from autograder.course.gradebook import opened

SIZE = 10
ROUNDS = 1
#: what is added to the course's settings so that nbgrader grades as it is; code that trains needs more than 30 s
NBGRADERS_OWN = '\ndel c["Autograde"]\nc.Execute.timeout = 300\n'


def run(arguments=None):
    """Measure and print the table; return 1 if a right submission lost a point, or scores differ, else 0."""
    require_times()
    rounds = getattr(arguments, "rounds", None) or ROUNDS
    print(f"A course of {SIZE}, notebooks of all units of the assignment core, CPU time of all processes, "
          f"rounds: {rounds}, of which the best counts")
    version = importlib.metadata.version("nbgrader")
    print(f"nbgrader {version}, Python {platform.python_version()}", end="\n\n", flush=True)
    best = measure(rounds)
    goals = [*judge(best), *rows.judge(rows.measure())]
    print(table(goals), end="\n\n")
    print("\n".join(f"{name:12}{took['seconds'] / SIZE:8.2f} CPU s for one of {SIZE}" for name, took in best.items()))
    return exit_code(goals)


def measure(rounds=ROUNDS, size=SIZE, named=None):
    """Return {way: the best of what it took}: CPU `seconds`, and the share of right submissions with `full` marks.

    `named` is the file of an assignment, None for the kit's own.
    """
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            ours = new_course(Path(folder, str(number)), size, named)
            theirs = without_the_kit(ours)
            for way, course in ((by_us, ours), (by_nbgrader, theirs)):
                took = {"seconds": way(course, named), "full": full_marks(course)}
                best[way.__name__] = min(best.get(way.__name__, took), took, key=lambda took: took["seconds"])
    return best


def new_course(root, size, named=None):
    """Make a course in which a class of this size has handed in: of each five two are right, three have a mistake."""
    assignment = Assignment.load(named or OURS)
    course = Course.open(init(root, "bench", None, assignment, named))
    timed("nbgrader", "generate_assignment", NAME, folder=root)
    derivative = (SOLUTIONS / "derivative.py").read_text(encoding="utf-8")
    for name, sources in list(class_of(4 * size).items())[::4]:
        folder = course.path("submitted", name)
        folder.mkdir(parents=True)
        for unit in assignment.units:
            notebook = notebook_of({"derivative": derivative, **sources}[unit.name], unit.name, ROOT)
            notebook.cells.append(new_markdown_cell(name))      # no two are equal
            (folder / f"{unit.name}.ipynb").write_text(as_text(notebook), encoding="utf-8")
    return course


def without_the_kit(course):
    """Return a copy of the course that grades as nbgrader does.

    nbgrader brings a student's notebooks to the folder where they run one by one, in the order of the alphabet. So
    that `backward` finds `value` there, the units' solutions lie beside them as modules.
    """
    root = course.root.with_name(f"{course.root.name}-nbgrader")
    shutil.copytree(course.root, root)
    for path in course.released():
        shutil.copyfile(SOLUTIONS / f"{path.stem}.py", root / "source" / NAME / f"{path.stem}.py")
    with open(root / CONFIG, "a", encoding="utf-8") as file:
        file.write(NBGRADERS_OWN)
    return Course.open(root)


def by_us(course, named=None):
    """Grade the class by the commands of the guide; return the CPU seconds that they took."""
    options = ["--assignment", named] if named else []
    _, graded = timed("autograder", "grade", course.root / "submitted", "--out", course.root / "graded", *options)
    _, synced = timed("autograder", "course", "sync", "--course", course.root)
    return graded + synced


def by_nbgrader(course, named=None):
    """Grade the class by nbgrader's command; return the CPU seconds that it took."""
    return timed("nbgrader", "autograde", NAME, folder=course.root)[1]


def full_marks(course):
    """Return the share of right submissions that got all points."""
    with opened(course.url, course.id) as book:
        right = [submission for submission in book.assignment_submissions(NAME)
                 if submission.student_id.startswith("right")]
        return sum(submission.score == submission.max_score for submission in right) / len(right)


def judge(best):
    """Return the goals with what was measured."""
    ours, theirs = best["by_us"], best["by_nbgrader"]
    return [
        Goal("a class: CPU of `nbgrader autograde` / ours", 15, theirs["seconds"] / ours["seconds"]),
        *(Goal(f"share of right submissions with full marks, {who}", 1, took["full"], must=True)
          for who, took in (("ours", ours), ("nbgrader", theirs))),
    ]
