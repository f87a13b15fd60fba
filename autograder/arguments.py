"""What can be typed after `python -m autograder`: commands, options, and the help that teaches them."""

import argparse
import sys
from functools import partial

from autograder import __version__
from autograder.commands import COMMANDS, module_of
from autograder.commands.options import add_parser
from autograder.errors import did_you_mean

EPILOG = """\
Begin here:
  python -m autograder check                      how far am I? the hidden checks on exercises/
  python -m autograder grade class/ --out marks   a folder of submissions, one folder each
  python -m autograder COMMAND --help             what a command does, with an example

exit codes: 0 done, whatever the scores (of `check`: all pass); 1 something could not be graded or proven;
            2 wrong usage or input, and a sentence that says which; 130 interrupted
"""


class Parser(argparse.ArgumentParser):
    """A parser that names the word which was probably meant, and where to read on. Those of commands are such too."""

    def parse_known_args(self, args=None, namespace=None):
        """Refuse what the command does not know here, where it is known which command it is."""
        known, left = super().parse_known_args(args, namespace)
        if left:
            option = left[0].partition("=")[0]
            self.error(f"{left[0]} is not known here{did_you_mean(option, self._option_string_actions)}")
        return known, left

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            meant = did_you_mean(value, map(str, action.choices))
            raise argparse.ArgumentError(action, f"there is no {value!r}{meant}: {', '.join(map(str, action.choices))}")

    def error(self, message):
        """End with the usage, the message, and where to read on."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\nRead on: {self.prog} --help\n")


def build_parser(words=()):
    """Return the parser; the name of the command stands in `run`.

    Where the first of the `words` to be parsed is a command, the parser knows no other: to make them all takes a while.
    """
    parser = Parser(
        prog="python -m autograder", description="Grade the micrograd exercises.", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"micrograd exercises {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (words[:1] if words and words[0] in COMMANDS else COMMANDS):
        module_of(command).add(partial(_command, commands))
    return parser


def _command(commands, name, summary, text):
    made = add_parser(commands, name, summary, text)
    made.set_defaults(run=name)
    return made
