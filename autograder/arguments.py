"""What can be typed after `python -m autograder`: commands, options, and the help that teaches them."""

import argparse
from functools import partial

from autograder import __version__
from autograder.commands import COMMANDS
from autograder.commands.options import add_parser

EPILOG = """\
Begin here:
  python -m autograder check                      how far am I? the hidden checks on exercises/
  python -m autograder grade class/ --out marks   a folder of submissions, one folder each
  python -m autograder COMMAND --help             what a command does, with an example

exit codes: 0 done, whatever the scores (of `check`: all pass); 1 something could not be graded or proven;
            2 wrong usage or input, and a sentence that says which; 130 interrupted
"""


def build_parser():
    """Return the parser; the name of the command stands in `run`."""
    parser = argparse.ArgumentParser(
        prog="python -m autograder", description="Grade the micrograd exercises.", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"micrograd exercises {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS.values():
        module.add(partial(_command, commands))
    return parser


def _command(commands, name, summary, text):
    made = add_parser(commands, name, summary, text)
    made.set_defaults(run=name)
    return made
