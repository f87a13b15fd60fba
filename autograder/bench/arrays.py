"""What the unit arrays promises: less time than an engine of numbers takes, and checks that cost little.

The race is the one that students start, `race.py`, on the solutions. The checks are those of a right submission, the
training on moons among them: CPU time of the grader and of the worker behind no wall, the best of several rounds.
"""

import json
import os
import subprocess
import sys
import time

from autograder.assignment import NAMED, Assignment
from autograder.bench.goal import Goal, exit_code, table
from autograder.bench.grading import ROOT, require_times
from autograder.grading import Grader
from autograder.submission import read_submission
from autograder.usage import total

ROUNDS = 3


def run(arguments=None):
    """Measure and print the table; return 1 if the solution lost a point, else 0. There are no `arguments` yet."""
    require_times()
    print(f"The unit arrays on the solutions, CPU time, best of {ROUNDS} rounds", end="\n\n", flush=True)
    goals = judge(race(), checks())
    print(table(goals))
    return exit_code(goals)


def race():
    """Return ((seconds, nodes) of a step with Values, the same with arrays), each in the same process."""
    command = [sys.executable, "-c", "import json, race; print(json.dumps(race.race()))"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "solutions")},
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def checks(rounds=ROUNDS):
    """Return the least CPU seconds that the checks of unit arrays take on the solutions, and their share that passes.

    Starting the grader, and drawing the random shapes, which a class does once, are not in it.
    """
    assignment, seconds = Assignment.load(NAMED["full"]), []
    submission = read_submission("solutions", ROOT / "solutions", assignment)
    with Grader(assignment, seed=20, tier="none") as grader:
        grader.grade(submission, units=["arrays"])
        for _ in range(rounds):
            started = time.process_time()
            report = grader.grade(submission, units=["arrays"])
            seconds.append(time.process_time() - started + total(grader.usage).cpu_seconds)
    passed = [check.score == check.max_score for check in report.checks]
    return min(seconds), sum(passed) / len(passed)


def judge(raced, checked):
    """Return the goals with what was measured."""
    (slow, many), (fast, few) = raced
    return [
        Goal("CPU of a step with Values / with arrays", 50, slow / fast),
        Goal("  nodes of its graph with Values / with arrays", 50, many / few, must=True),
        Goal("CPU seconds of the checks of a right submission", 1, checked[0], least=False),
        Goal("share of its checks that pass", 1, checked[1], must=True),
    ]
