"""Options that several commands share, and what they mean."""

import argparse
import os
from pathlib import Path

from autograder.errors import AutograderError, did_you_mean
from autograder.language import language, spoken_here
from autograder.layout import LAYOUTS
from autograder.views.reveal import LEVELS

ROOT = Path(__file__).parents[2]


def add_assignment_and_layout(add):
    """Add --layout and --assignment."""
    add("--layout", choices=LAYOUTS, metavar="NAME",
        help="kit, micrograd or lecture: overrules the guess from the files' names")
    add_assignment(add)


def add_assignment(add):
    """Add --assignment."""
    add("--assignment", type=Path, metavar="NAME",
        help="core (units 0-4, the default), full (with the optional units), or a file of yours, with other units, "
             "points or limits: see autograder/assignment.toml")


def add_reveal(add):
    """Add --reveal."""
    add("--reveal", choices=LEVELS, metavar="LEVEL",
        help="how much of the hidden checks students are shown: scores, names, messages or full, each with all that "
             "the one before it shows; inputs and right numbers only with full (default: as the feedback in DIR is, "
             "full for a new DIR)")


def add_language(add, default="what MICROGRAD_LANG or the system asks for"):
    """Add --lang."""
    add("--lang", type=_language, metavar="LANG",
        help=f"the language of what students read: en or fr (default: {default})")


def _language(text):
    """Return the code of the language that `text` names, for argparse."""
    try:
        return language(text).code
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def spoken(arguments):
    """Return the language that --lang, or else the environment, asks for."""
    try:
        return language(arguments.lang or spoken_here())
    except ValueError as problem:
        raise AutograderError(f"MICROGRAD_LANG: {problem}") from None


def one_thread():
    """Have numpy start no threads, here and in processes to come: it would cost more than all that is multiplied."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def add_parser(parsers, name, summary, text):
    """Add the parser of a command, or of a command within a command; return it."""
    return parsers.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}",
                              formatter_class=argparse.RawDescriptionHelpFormatter)


def add_out(add):
    """Add --out and --force, for what is not replaced unless forced."""
    add("--out", type=Path, required=True, metavar="FILE", help="what to write; must not exist")
    add("--force", action="store_true", help="replace what is there")


def refuse_existing(path, force):
    """Raise AutograderError where `path` is there and nobody forces us."""
    if path.exists() and not force:
        raise AutograderError(f"{path} exists already: choose another name, or add --force to replace it.")


def positive(text):
    """Return the whole number from 1 on that `text` is, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def load_assignment(path=None):
    """Return the kit's assignment of that name or the one in the file `path`, whose files the kit must have."""
    from autograder.assignment import NAMED, OURS, Assignment
    if path and str(path) not in NAMED and not Path(path).exists():
        raise AutograderError(f"--assignment {path}: there is no such file{did_you_mean(path, NAMED)}. By name there "
                              f"are {' and '.join(NAMED)}.")
    assignment = Assignment.load(NAMED.get(str(path), path or OURS))
    for file in (*assignment.files, *[unit.file for unit in assignment.units]):
        if not (ROOT / "solutions" / file).is_file():
            raise AutograderError(f"{path}: this kit has no {file}: units can be left out, not added.")
    return assignment
