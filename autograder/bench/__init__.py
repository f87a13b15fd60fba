"""Benchmarks: every figure is a ratio to a peer, measured in the same run on the same machine.

    engine      the reference engine against micrograd, PyTorch and numpy by hand
    arrays      the unit arrays: its race, and what its checks cost
    grading     a class graded by the command, against plain pytest for each submission
    peers       25 checks graded by the command, by nbgrader, by otter and by pytest
    watch       the time from a save to the answer of `check --watch`
    shrinking   the sizes of the failing graphs that students are shown
    moons       how often right code misses the threshold of the check on moons
    course      a course graded by our commands, and by nbgrader's own kernel
    rows        a class's rows in the gradebook, all at once and one by one
    goal        a figure, its target, and the table of both
    contender   one way to train the demo's network, in a process of its own
    classroom   a class graded, in a process of its own

A benchmark is a module with `run(arguments) -> exit code`.
"""

from importlib import import_module

#: name -> whether it runs where none is named: what takes long, or installs something, waits to be asked for
BENCHMARKS = {"engine": True, "arrays": True, "grading": True, "course": False, "peers": False, "watch": False,
              "shrinking": False, "moons": False}


def run(arguments=None):
    """Run the benchmark that `arguments` name, or all that need no asking; return 1 if one of them failed, else 0."""
    named, codes = getattr(arguments, "name", None), []
    for name in [named] if named else [name for name, always in BENCHMARKS.items() if always]:
        codes.append(import_module(f"autograder.bench.{name}").run(arguments))
        print()
    return max(codes)
