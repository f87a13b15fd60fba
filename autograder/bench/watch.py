"""From a save to the answer on the screen: `check --watch`, with units 0 to 3 saved wrong and right in turn.

The clock runs from before the file is written until the answer's last line has come; of several rounds the best counts.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from autograder.bench.goal import Goal, exit_code, table
from autograder.mistakes import mistakes

ROOT = Path(__file__).parents[2]
UNITS = ("derivative", "value", "backward", "nn", "training")
#: what is saved in turn with the solution
MISTAKES = ("D2", "V3", "B1-tanh", "N2")
ROUNDS = 5
END = "Ctrl-C to end)"


def run(arguments=None):
    """Measure and print the table; return 0, for a time depends on the machine."""
    print(f"check --watch: seconds from a save to its answer, best of {ROUNDS} rounds", end="\n\n", flush=True)
    goals = [Goal(what, 1, seconds, least=False) for what, seconds in measure().items()]
    print(table(goals))
    return exit_code(goals)


def measure(rounds=ROUNDS, chosen=MISTAKES):
    """Return {what was saved: seconds until its answer}."""
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for unit in UNITS:
            (Path(folder) / f"{unit}.py").write_text(_solution(unit), encoding="utf-8")
        with _watching(folder) as answered:
            for _ in range(rounds):
                for what, path, text in _saves(Path(folder), chosen):
                    start = time.perf_counter()
                    path.write_text(text, encoding="utf-8")
                    answered()
                    best[what] = min(best.get(what, 1e9), time.perf_counter() - start)
    return best


def _saves(folder, chosen):
    """Yield what is saved, as words, its path and its text: each mistake, and then the solution again."""
    for mistake in (mistake for mistake in mistakes() if mistake.id in chosen):
        text, path = _solution(mistake.unit), folder / f"{mistake.unit}.py"
        yield f"{path.name}, wrong ({mistake.id})", path, mistake.apply(text)
        yield f"{path.name}, right", path, text


@contextmanager
def _watching(folder):
    """Watch `folder`; yield a function that waits for the next answer."""
    command = [sys.executable, "-u", "-m", "autograder", "check", "--watch", "--seed", "1", "--code", folder]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        def answered():
            next(line for line in process.stdout if line.rstrip().endswith(END))

        try:
            answered()
            time.sleep(1)       # the watch begins after its first answer
            yield answered
        finally:
            process.kill()


def _solution(unit):
    return (ROOT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")
