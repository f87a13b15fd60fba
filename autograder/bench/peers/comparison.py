"""The comparison: every grader grades the class, in turn, and the figures are put beside their targets."""

import math
import platform
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from autograder.bench.goal import Goal, exit_code, table
from autograder.bench.grading import require_times
from autograder.bench.peers.chosen import CHECKS
from autograder.bench.peers.graded import grade, timed
from autograder.bench.peers.members import class_of, right_ones
from autograder.bench.peers.peer import PEERS, flat
from autograder.bench.peers.plain import check_text
from autograder.bench.peers.questions import recorded

ROUNDS = 2
SMALL, MIDDLE, LARGE = 20, 200, 1000
#: what is over in a second is run so often in a round, and its median counts: the peers take as long as all of these
TIMES = 5
#: the same class with the wall and without, so often in a round, one after the other: the median of the ratios counts
PAIRS = 3
FORKS = "200, no wall but the same forks"
#: name -> the class, its size, jobs, wall
RUNS = {
    "ours": (class_of, SMALL, 1, "walled"),
    "ours, all right": (right_ones, SMALL, 1, "walled"),
    "20, tier none": (class_of, SMALL, 1, "none"),
    "1000": (class_of, LARGE, 1, "walled"),
    "1000, -j 2": (class_of, LARGE, 2, "walled"),
}


def run(rounds=None):
    """Measure and print the table; return 1 if a grader took points from a right submission, else 0."""
    require_times()
    rounds = rounds or ROUNDS
    peers = [peer() for peer in PEERS]
    for peer in peers:
        peer.environment.make()
    print(f"Grading a class of {SMALL}, {sum(map(len, CHECKS.values()))} checks, CPU time of all processes, "
          f"rounds: {rounds}, of which the best counts")
    print(f"Python {platform.python_version()}, {', '.join(peer.version() for peer in peers)}", end="\n\n", flush=True)
    best = measure(peers, rounds)
    goals = judge(best)
    print(table(goals), end="\n\n")
    print(costs(best))
    return exit_code(goals)


def measure(peers, rounds=ROUNDS, runs=RUNS, size=SMALL):
    """Return {what ran: the best of what it took}: `seconds` of CPU, `wall_seconds`, `size`, what it says itself."""
    best = {}
    tests = {name: check_text(questions) for name, questions in recorded().items()}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            for peer in peers:
                root = course(peer, Path(folder, peer.name, str(number)), tests, size)
                keep_best(best, peer.name, timed(peer.grade, root) | full_marks(peer.scores(root), tests, size))
            ours = Path(folder, "ours", str(number))
            for name, settings in runs.items():
                keep_best(best, name, typical(ours / name, *settings))
            measure_wall(best, ours / "wall")
            measure_two_at_once(best, ours / "at once")
    return best


def typical(folder, members, size, jobs, wall):
    """Return what a run took; of a small class, the run in the middle of several."""
    runs = [grade(folder / str(number), members, size, jobs, wall) for number in range(TIMES if size == SMALL else 1)]
    return sorted(runs, key=lambda took: took["seconds"])[len(runs) // 2]


def measure_wall(best, folder, size=MIDDLE):
    """Put into `best` what a class takes with the wall, what without, and the `ratios` of all pairs of runs."""
    for number in range(PAIRS):
        took = {name: grade(folder / f"{number} {wall}", class_of, size, 1, wall)
                for name, wall in (("200", "walled"), (FORKS, "forks"))}
        for name, one in took.items():
            keep_best(best, name, one)
        best.setdefault("wall", {"ratios": []})["ratios"].append(took["200"]["seconds"] / took[FORKS]["seconds"])


def measure_two_at_once(best, folder, size=LARGE):
    """Put into `best` how long two commands take that grade half of a class each, at the same time."""
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda half: grade(folder / half, class_of, size // 2, 1, "walled"), ("one", "other")))
    before = best.get("two at once", {"wall_seconds": math.inf})
    best["two at once"] = {"wall_seconds": min(before["wall_seconds"], time.monotonic() - started)}


def keep_best(best, name, took):
    """Put what a run took into `best` where it took less than the one there; times on the clock are judged alone."""
    print(row(name, took), flush=True)
    before = best.get(name, took)
    wall = min(before["wall_seconds"], took["wall_seconds"])
    best[name] = min(before, took, key=lambda took: took["seconds"]) | {"wall_seconds": wall}


def course(peer, root, tests, size):
    """Lay out a peer's course in `root` with a class of this size; return `root`."""
    root.mkdir(parents=True)
    members = {name: flat(sources) for name, sources in class_of(size).items()}
    peer.lay_out(root, tests, next(iter(members.values())))
    for name, source in members.items():
        peer.hand_in(root, name, source)
    return root


def full_marks(scores, tests, size):
    """Return the share of right submissions with all points, and how many there are altogether."""
    right = [score for name, score in scores.items() if name.startswith("right")]
    return {"full": sum(score == len(tests) for score in right) / len(right), "size": size}


def cost(took):
    """Return the CPU seconds for one submission of a class, with its share of what is paid once."""
    return took["seconds"] / took["size"]


def one_more(small, large):
    """Return the CPU seconds that each further submission takes, from a smaller class to a larger one."""
    return (large["seconds"] - small["seconds"]) / (large["size"] - small["size"])


def judge(best):
    """Return the goals with what was measured."""
    ours, middle, large, two = (best[name] for name in ("ours", "200", "1000", "1000, -j 2"))
    right, none = best["ours, all right"], best["20, tier none"]
    return [
        *(Goal(f"CPU of {name} / ours, for each of {SMALL}", bound, cost(best[name]) / cost(ours))
          for name, bound in (("nbgrader", 20), ("otter", 30), ("pytest", 7))),
        *(Goal(f"  the same where all of ours are right, {name}", bound, cost(best[name]) / cost(right))
          for name, bound in (("nbgrader", 20), ("otter", 30), ("pytest", 7))),
        Goal(f"speed of -j 2 / -j 1, class of {LARGE}", 1.8, large["wall_seconds"] / two["wall_seconds"]),
        Goal(f"CPU of one more, {MIDDLE} to {LARGE} / {SMALL} to {MIDDLE}", 1.1,
             one_more(middle, large) / one_more(ours, middle), least=False),
        Goal(f"CPU of one of the last hundred / of the first, of {LARGE}", 1.1,
             large["hundreds"][-1] / large["hundreds"][0], least=False),
        Goal(f"memory of the grader after {LARGE} / after a hundred", 1.1, large["mib"][-1] / large["mib"][0],
             least=False),
        Goal(f"memory of the largest worker, last fifth / first, of {LARGE}", 1.1, large["last"] / large["first"],
             least=False),
        Goal("the wall: CPU with it / the same forks without", 1.05, median(best["wall"]["ratios"]), least=False),
        Goal(f"  CPU with it / tier none, a new Python for each worker, {SMALL}", 1.05,
             ours["seconds"] / none["seconds"], least=False),
        *(Goal(f"share of right submissions with full marks, {name}", 1, best[name]["full"], must=True)
          for name in ("nbgrader", "otter", "pytest", "ours")),
    ]


def costs(best):
    """Return as text what one submission costs each."""
    head = f"{'for one submission':34}{'CPU s':>9}{'on the clock':>14}"
    large, rows = best[str(LARGE)], [row(name, took) for name, took in best.items() if "size" in took]
    at_once = large["wall_seconds"] / best["two at once"]["wall_seconds"]
    return "\n".join([head, *rows, f"wall: {best['ours']['wall']}; tests of the peers run without any",
                      f"CPU with it / the same forks without: {listed(sorted(best['wall']['ratios']), '.2f')}",
                      f"two commands at once, half of {LARGE} each: {at_once:.2f} times as fast as one",
                      f"each hundred of {LARGE}, CPU s for one: {listed(large['hundreds'], '.3f')}",
                      f"MiB of the grader after it: {listed(large['mib'], '.0f')}"])


def listed(numbers, form):
    """Return numbers as text, in a row."""
    return " ".join(format(number, form) for number in numbers)


def row(name, took):
    """Return as text what one submission cost in a run."""
    return f"{name:34}{cost(took):9.3f}{took['wall_seconds'] / took['size']:14.3f}"
