"""Options that several commands share, and what they mean."""

import argparse
from pathlib import Path

from autograder.errors import AutograderError
from autograder.layout import LAYOUTS

ROOT = Path(__file__).parents[2]


def add_assignment_and_layout(add):
    """Add --layout and --assignment."""
    add("--layout", choices=LAYOUTS, metavar="NAME",
        help="kit, micrograd or lecture: overrules the guess from the files' names")
    add("--assignment", type=Path, metavar="FILE",
        help="your own copy of autograder/assignment.toml, with other limits or fewer units")


def positive(text):
    """Return the whole number from 1 on that `text` is, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def load_assignment(path=None):
    """Return the kit's assignment or the one in the file `path`, whose files the kit must have."""
    from autograder.assignment import OURS, Assignment
    assignment = Assignment.load(path or OURS)
    for file in (*assignment.given, *[unit.file for unit in assignment.units]):
        if not (ROOT / "solutions" / file).is_file():
            raise AutograderError(f"{path}: this kit has no {file}: units can be left out, not added.")
    return assignment
