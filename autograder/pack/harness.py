"""What runs inside of Gradescope's image: one submission in, results.json out, whatever happens between.

    ROOT/source                     this kit, and settings.json
    ROOT/submission                 what the student handed in
    ROOT/submission_metadata.json   whose it is
    ROOT/results/results.json       what Gradescope reads
"""

import json
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from autograder.arrivals.intake import take_in
from autograder.commands.options import load_assignment
from autograder.errors import AutograderError
from autograder.exports.gradescope import failed, results
from autograder.grading import Grader
from autograder.inert import inert
from autograder.report import write_whole
from autograder.submission import read_submission
from autograder.views.feedback import feedback

SOURCE = Path(__file__).parents[2]
STOPPED = ("Grading did not end in time, so there are no points. Is there a loop that never ends? Hand in again, or "
           "ask your instructor.")
FAILED = "The grader itself failed, so there are no points. Please tell your instructor."
NO_WALL = ("This system offers no wall, so the code was not run. Please tell your instructor, who can pack the grader "
           "anew with --no-wall.")


def main(root, step):
    """Take one step: `begin` writes results that say that grading did not end, `grade` those of the submission."""
    root = Path(root)
    (root / "results").mkdir(exist_ok=True)
    text, told = (failed(STOPPED), "") if step == "begin" else graded(root)
    write_whole(root / "results" / "results.json", text)
    with suppress(OSError, ValueError):     # the points are written: nobody loses them to a name that cannot be shown
        print(told, end="", flush=True)


def graded(root):
    """Return the text of results.json, and what the instructor sees beside it."""
    settings = json.loads((SOURCE / "settings.json").read_bytes())
    try:
        report = _report(root, settings)
    except AutograderError as problem:
        return failed(inert(problem)), ""
    except Exception:
        traceback.print_exc()
        return failed(FAILED), ""
    return results(report, settings["reveal"], settings["leaderboard"]), feedback(report)


def _report(root, settings):
    assignment = load_assignment(settings["assignment"])
    found = take_in(root / "submission", assignment).submissions
    if len(found) > 1:
        names = ", ".join(name for name, _ in found)
        raise AutograderError(f"This holds {len(found)} folders with exercises: {names}. Hand in one of them.")
    with Grader(assignment, settings["seed"]) as grader:
        if grader.host.tier == "none" and not settings["no_wall"]:
            raise AutograderError(NO_WALL)
        report = grader.grade(read_submission(*found[0], assignment))
    return replace(report, submission=_student(root))


def _student(root):
    """Return the names of those who handed in."""
    try:
        users = json.loads((root / "submission_metadata.json").read_bytes())["users"]
        return ", ".join(str(user["name"]) for user in users) or "submission"
    except (OSError, ValueError, KeyError, TypeError):
        return "submission"


if __name__ == "__main__":
    main(*sys.argv[1:])
