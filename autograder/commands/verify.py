"""`verify`: the kit proves itself."""

import os
from pathlib import Path

from autograder.commands.options import load_assignment, one_thread, positive
from autograder.terminal import new_console, progress_on


def add(command):
    """Add the command and its options."""
    add = command("verify", "prove the kit: solutions pass, stubs do not, every known mistake is caught", """\
For those who change the kit. Grades the solutions, the stubs, every prefix of the solutions and every known mistake,
and says which check catches which mistake.

  python -m autograder verify -j 2""").add_argument
    add("-j", "--jobs", type=positive, default=os.cpu_count() or 1, metavar="N",
        help="processes (default: one per core)")
    add("--matrix", type=Path, metavar="FILE", help="write the matrix of mistakes by checks as CSV")
    add("--names", type=Path, metavar="FILE", help="write which mistakes were named for which as CSV")


def run(arguments):
    """Prove the kit; return 0 where nothing was found."""
    one_thread()
    from autograder.authoring import verify as proof
    return proof.run(load_assignment("full"), new_console(), progress_on, jobs=arguments.jobs, matrix=arguments.matrix,
                     names=arguments.names)
