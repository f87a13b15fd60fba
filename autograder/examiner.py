"""`python -m autograder.examiner UNIT PREFIX`: what the hidden checks say of a unit, as HTML for JupyterLab.

Reads modules as JSON, {name: text}, from standard input. `lab` tells the notebooks where this is; whoever has them
without the kit sees the visible tests alone.
"""

import json
import sys

from autograder.assignment import NAMED, Assignment
from autograder.grading import Grader
from autograder.hints import key_of
from autograder.language import ENGLISH, language, spoken_here
from autograder.submission import Submission
from autograder.views.pages import render
from autograder.views.reveal import revealed

SEED = 1    # the same failure until it is mended


def examined(unit, prefix, modules, say=ENGLISH):
    """Return HTML: the points of `unit` in `modules`, {name: text}, and its first failure in full.

    With a prefix of the names of visible tests, there is only the first failure that these are about, or "".
    """
    assignment = Assignment.load(NAMED["full"])
    texts = {one.name: modules[one.name] for one in assignment.units if one.name in modules}
    submission = Submission(name="yours", layout="kit", sources=texts, modules={name: name for name in texts},
                            problems={}, notes=(), digest="")
    with Grader(assignment, SEED) as grader:
        report = grader.grade(submission, units=[unit], slow=False)
        moons = any(check.slow and check.unit == unit for check in grader.checks)
    shown = revealed(report, say=say)
    failures = [one for one in shown.failures if key_of(unit, one.name).startswith(prefix)]
    if prefix and not failures:
        return ""
    return render("examined.html", unit=shown.units[0], whole=not prefix, moons=moons, failures=failures[:1],
                  say=say)


def main():
    """Print what there is to say."""
    _, unit, prefix = sys.argv
    sys.stdout.reconfigure(encoding="utf-8")
    print(examined(unit, prefix, json.load(sys.stdin), language(spoken_here())))


if __name__ == "__main__":
    main()
