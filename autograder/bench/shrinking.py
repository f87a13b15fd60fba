"""How small failing graphs become: the steps of those by which known mistakes are told to students."""

import statistics
from pathlib import Path

from autograder.assignment import Assignment
from autograder.grading import Grader
from autograder.mistakes import mistakes
from autograder.submission import Submission

ROOT = Path(__file__).parents[2]
UNITS = ("value", "backward")
#: the checks that shrink what they find
CHECKS = ("random_arithmetic", "random_expressions", "random_graphs")


def run(arguments=None):
    """Measure and print; return 0."""
    sizes = sorted(measure(mistake for mistake in mistakes() if mistake.unit in UNITS))
    print(told(sizes))
    return 0


def told(sizes):
    """Return sorted numbers of steps as a sentence."""
    last = sizes[min(len(sizes) - 1, int(0.95 * len(sizes)))]
    return (f"{len(sizes)} failing random graphs of known mistakes, shrunk: {statistics.median(sizes):g} steps at the "
            f"median, {last} at 95 %, {sizes[-1]} at most, inputs and constants among them")


def measure(chosen):
    """Yield the number of steps of each graph that is shown for one of the `chosen` mistakes."""
    assignment = Assignment.load()
    sources = {unit.name: (ROOT / "solutions" / unit.file).read_text(encoding="utf-8") for unit in assignment.units}
    with Grader(assignment, seed=1) as grader:
        for mistake in chosen:
            changed = sources | {mistake.unit: mistake.apply(sources[mistake.unit])}
            submission = Submission(name=mistake.id, layout="kit", sources=changed, modules={n: n for n in changed},
                                    problems={}, notes=(), digest="")
            report = grader.grade(submission, units=[mistake.unit], slow=False)
            yield from (len(check.evidence["used"]) for check in report.checks
                        if check.name in CHECKS and check.evidence)
