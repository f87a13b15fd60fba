"""Benchmarks: every figure is a ratio to a peer, measured in the same run on the same machine.

    engine      the reference engine against micrograd and against numpy by hand
    grading     a class graded by the command, against plain pytest for each submission
    goal        a figure, its target, and the table of both
    contender   one way to train the demo's network, in a process of its own
    classroom   a class graded, in a process of its own

A benchmark is a module with `run(arguments) -> exit code`; `run` here goes through all of `BENCHMARKS`.
"""

from importlib import import_module

BENCHMARKS = ("engine", "grading")


def run(arguments=None):
    """Run all benchmarks, each of which prints its table; return 1 if one of them failed, else 0."""
    codes = []
    for name in BENCHMARKS:
        codes.append(import_module(f"autograder.bench.{name}").run(arguments))
        print()
    return max(codes)
