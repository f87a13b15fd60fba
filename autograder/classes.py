"""Several classes in one folder, each with an assignment and perhaps a roster of its own.

    PATH/CLASS/assignment.toml      units, points and limits of this class; may be two lines: format = 1, base = "full"
    PATH/CLASS/roster.csv           its students, if you want them named
    PATH/CLASS/...                  what they handed in
"""

from pathlib import Path

from autograder.arrivals.roster import load_roster
from autograder.commands.options import load_assignment
from autograder.errors import AutograderError

ASSIGNMENT = "assignment.toml"
ROSTER = "roster.csv"


def classes_in(path, out):
    """Return {name: folder} of the classes in the folder `path`, but for `out`; their settings are all in order.

    Raise AutograderError where there is none, or one has no assignment or faulty settings.
    """
    path, out = Path(path), Path(out).resolve()
    folders = sorted(folder for folder in path.glob("[!.]*") if folder.is_dir() and folder.resolve() != out)
    if not folders:
        raise AutograderError(f"{path} holds no classes: with --classes, give a folder with a folder for each class.")
    without = [folder.name for folder in folders if not (folder / ASSIGNMENT).is_file()]
    if without:
        raise AutograderError(f"{path}: no {ASSIGNMENT} in {', '.join(without)}. With --classes each folder is a class "
                              f'and needs one; two lines are enough: format = 1 and base = "core".')
    for folder in folders:
        load_assignment(folder / ASSIGNMENT)
        if (folder / ROSTER).is_file():
            load_roster(folder / ROSTER)
    return {folder.name: folder for folder in folders}


def summary_row(name, marks, missing):
    """Return {column: text} of one class with these rows, `marks`: how many were graded and not, and their mean."""
    graded = len(marks)
    mean = f"{sum(float(row['score']) for row in marks) / graded:.1f}" if graded else "-"
    most = f"{max(float(row['of']) for row in marks):g}" if graded else "-"
    return {"class": name, "graded": str(graded), "not graded": str(len(missing)), "mean": mean, "of": most}
