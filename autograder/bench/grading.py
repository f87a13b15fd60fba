"""What a submission costs: ours, with a class graded by one command, and plain pytest, started once for each.

Ours asks the hidden checks behind the wall, and writes reports and feedback; pytest runs the visible tests of the
same units in its own process. Both leave out the training on moons. Time is CPU time of all processes: each of ours
waits for those that it started, so the system adds them up. Ours and the peer take turns, and of several rounds the
best counts.
"""

import importlib.metadata
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.bench.goal import Goal, exit_code, table
from autograder.errors import AutograderError

try:
    import resource
except ImportError:     # Windows
    resource = None

ROOT = Path(__file__).parents[2]
SIZE = 20
ROUNDS = 3
EXAMPLES = Path("autograder", "example_class")

#: class -> what its members hand in, in turn; each of these comes to its end by itself
CLASSES = {
    "right": [Path("solutions")],
    "mixed": [EXAMPLES / name for name in
              ("amara", "bruno", "emil", "fatima", "goran", "hana", "ivo", "jonas", "kim", "lena")],
}


def run(arguments=None):
    """Measure and print the table; return 1 if a right submission lost a point, else 0."""
    require_times()
    print(f"Grading a class of {SIZE}, CPU time of all processes, best of {ROUNDS} rounds")
    print(f"pytest {importlib.metadata.version('pytest')}, Python {platform.python_version()}", end="\n\n", flush=True)
    best = measure()
    goals = judge(best)
    print(table(goals), end="\n\n")
    print(breakdown(best))
    return exit_code(goals)


def require_times():
    """Raise AutograderError where the system does not tell what processes took."""
    if resource is None:
        raise AutograderError("grading cannot be measured on Windows: it does not add up the time of processes")


def measure(rounds=ROUNDS, size=SIZE):
    """Return {what ran: the best of what it took}: see `_round`."""
    best = {}
    for _ in range(rounds):
        for name, took in _round(size):
            best[name] = min(best.get(name, took), took, key=lambda took: took["seconds"])
    return best


def _round(size):
    """Yield what each took: `alone`, a class of one; each class of `size`; pytest for one of it, on average."""
    yield "alone", grade(CLASSES["right"][:1])
    for name, members in CLASSES.items():
        yield name, grade([members[i % len(members)] for i in range(size)])
        yield f"pytest, {name}", {"seconds": statistics.mean(map(plain_pytest, members))}


def grade(members):
    """Grade a class of these folders; return what `classroom` says, and the `seconds` and the `size` of the class."""
    with tempfile.TemporaryDirectory() as folder:
        for number, member in enumerate(members):
            shutil.copytree(ROOT / member, Path(folder, "class", f"{number:03}"))
        printed, seconds = timed("autograder.bench.classroom", f"{folder}/class", f"{folder}/out")
    return json.loads(printed.splitlines()[-1]) | {"seconds": seconds, "size": len(members)}


def plain_pytest(member):
    """Return the CPU seconds of the visible tests on one folder; that some fail is no matter."""
    return timed("pytest", "exercises", "--code", str(member), "-k", "not moons", good=(0, 1))[1]


def timed(module, *arguments, good=(0,), folder=ROOT):
    """Run `python -m module ...` in `folder`; return what it printed, and the CPU seconds of it and its children."""
    before = children_seconds()
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode not in good:
        raise AutograderError(f"{module} ended with exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout, children_seconds() - before


def children_seconds():
    """Return the CPU seconds of all processes that were waited for here, with those that they waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def judge(best):
    """Return the goals with what was measured.

    When 0.35 s was made the goal, pytest took 1.05 s for such an assignment: hence the ratio, which does not depend
    on the machine.
    """
    return [
        *(Goal(f"CPU seconds for one of a {name} class of {best[name]['size']}", 0.35, cost(best[name]), least=False)
          for name in CLASSES),
        *(Goal(f"pytest's / ours, {name} class", 3, ratio(best, name)) for name in CLASSES),
        Goal("share of right submissions with full marks", 1, best["right"]["full"] / best["right"]["size"], must=True),
    ]


def cost(took):
    """Return the CPU seconds for one submission of a class, with its share of what is paid once."""
    return took["seconds"] / took["size"]


def ratio(best, name):
    """Return how many times the seconds of ours pytest takes."""
    return best[f"pytest, {name}"]["seconds"] / cost(best[name])


def paid_once(best, what):
    """Return the seconds that a class of any size takes to start: by a class of one and one of many of the same."""
    one, many = best["alone"], best["right"]
    return (many["size"] * one[what] - many[what]) / (many["size"] - 1)


def breakdown(best):
    """Return as text where the seconds go, a column for each class."""
    took = [best[name] for name in CLASSES]
    once, once_workers = paid_once(best, "seconds"), paid_once(best, "workers")
    workers = [(t["workers"] - once_workers) / t["size"] for t in took]
    rows = {
        "start, shared by the class": [once / t["size"] for t in took],
        "workers behind the wall": workers,
        "grader": [cost(t) - once / t["size"] - w for t, w in zip(took, workers, strict=True)],
        "together": map(cost, took),
        "naming, for one that fails": [t["naming"] / max(t["size"] - t["full"], 1) for t in took],
        "pytest": [best[f"pytest, {name}"]["seconds"] for name in CLASSES],
    }
    head = f"CPU seconds for one{'':12}" + "".join(f"{name:>8}" for name in CLASSES)
    lines = [f"{what:31}" + "".join(f"{number:8.3f}" for number in numbers) for what, numbers in rows.items()]
    about = f"{took[0]['checks']} checks, wall: {took[0]['wall']}; a class starts in {once:.2f} s"
    return "\n".join([head, *lines, about])
