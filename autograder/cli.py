"""The command line: arguments in, exit code out. Errors are caught here and nowhere else."""

import os
import sys
from contextlib import suppress

from autograder.arguments import build_parser
from autograder.commands import module_of
from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.language import READABLE


def main(argv=None):
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):      # a name that the terminal cannot show must not end the run
            stream.reconfigure(errors=READABLE)
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:     # `... | head`: whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(argv):
    words = sys.argv[1:] if argv is None else argv
    arguments = build_parser(words).parse_args(words)
    try:
        return module_of(arguments.run).run(arguments)
    except AutograderError as problem:
        print(f"error: {inert(problem)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        more = ": what was finished is kept, and the same command goes on from there" * (arguments.run == "grade")
        print(f"\ninterrupted{more}.", file=sys.stderr)
        return 130
