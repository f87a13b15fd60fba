"""The reference engine against PyPI's micrograd, PyTorch and numpy by hand: the training of micrograd's demo.

PyTorch is optional: it takes a gigabyte, and without it its row is left out, which is said.

Each contender runs in a process of its own and counts its own CPU time; the contenders take turns, and of
several rounds the best counts. So a busy machine slows down both sides of a ratio.
"""

import importlib.metadata
import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np

from autograder.bench.goal import Goal, exit_code, table
from autograder.errors import AutograderError

ROOT = Path(__file__).parents[2]
ROUNDS = 3

#: contender -> steps of the demo in a run, runs in a process
RUNS = {
    "micrograd": (4, 1),
    "numbers, collector on": (4, 2),
    "numbers": (4, 3),
    "columns": (20, 3),
    "matrices": (100, 5),
    "torch": (100, 5),
    "by hand": (100, 10),
}
TORCH = "torch==2.13.0"


def run(arguments=None):
    """Measure and print the table; return 1 if losses disagree, else 0. There are no `arguments` yet."""
    _require_micrograd()
    if not installed("torch"):
        print(f"without PyTorch: its goal is skipped; to measure it, pip install {TORCH}\n")
    print(f"Reference engine on micrograd's demo, CPU time, best of {ROUNDS} rounds")
    print(_versions(), end="\n\n", flush=True)
    measured, bytes_per_node = measure()
    goals = judge(measured, bytes_per_node)
    print(table(goals), end="\n\n")
    for name, best in measured.items():
        print(f"{name:22} {best['seconds'] * 1e3:10.3f} ms a step")
    return exit_code(goals)


def measure(rounds=ROUNDS, runs=RUNS):
    """Return each contender's best answer (`seconds` a step, `losses`), and both engines' bytes per node.

    Torch contends where it is installed.
    """
    measured = {}
    for _ in range(rounds):
        for name, (steps, repeats) in runs.items():
            if name == "torch" and not installed("torch"):
                continue
            answer = _contend(name, steps, repeats)
            measured[name] = min(measured.get(name, answer), answer, key=lambda a: a["seconds"])
    return measured, {name: _contend(name, 0, 0)["bytes"] for name in ("micrograd", "numbers")}


def judge(measured, bytes_per_node):
    """Return the goals with what was measured."""

    def speed(name, peer="micrograd"):
        return measured[peer]["seconds"] / measured[name]["seconds"]

    size = bytes_per_node["numbers"] / bytes_per_node["micrograd"]
    return [
        Goal("speed / micrograd's: numbers, collector on for both", 4, speed("numbers, collector on")),
        Goal("  numbers, each as it is used: our loop suspends the collector", 10, speed("numbers")),
        Goal("  columns of all points, through the same Neuron and Layer", 120, speed("columns")),
        Goal("  matrices, with @", 3000, speed("matrices")),
        Goal("time / numpy's by hand: matrices, with @", 5, speed("by hand", "matrices"), least=False),
        *(Goal(f"time / {name} eager's: matrices, with @", 1.25, speed(name, "matrices"), least=False)
          for name in measured if name == "torch"),
        Goal("bytes per node / micrograd's", 0.3, size, least=False),
        Goal("largest difference between two losses", 1e-12, disagreement(measured), least=False, must=True),
    ]


def disagreement(measured):
    """Return the largest difference between the losses of any two contenders at one step; nan for a nan."""
    curves = [best["losses"] for best in measured.values()]
    steps = range(max(map(len, curves)))
    at = [[curve[step] for curve in curves if step < len(curve)] for step in steps]
    return float(np.max([np.ptp(losses) for losses in at]))


def _contend(name, steps, repeats):
    """Run a contender in a process of its own; return its answer."""
    # One thread each: the matrices are too small for more, and waiting threads would count as CPU time.
    env = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "autograder.bench.contender", name, str(steps), str(repeats)]
    return json.loads(subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True).stdout)


def installed(package):
    """Whether `package` is there to be imported."""
    return importlib.util.find_spec(package) is not None


def _require_micrograd():
    if not installed("micrograd"):
        raise AutograderError("the peer to compare with is not installed: pip install micrograd==0.1.0")


def _versions():
    packages = [name for name in ("micrograd", "numpy", "torch") if installed(name)]
    told = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return f"{told}, Python {platform.python_version()}"
