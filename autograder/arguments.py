"""What can be typed after `python -m autograder`: commands, options, and the help that teaches them."""

import argparse
import os
from functools import partial
from pathlib import Path

from autograder import __version__
from autograder.layout import LAYOUTS

EXERCISES = Path(__file__).parent.parent / "exercises"

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
    for add_command in (_add_check, _add_grade, _add_release, _add_verify, _add_draw, _add_bench):
        add_command(partial(_command, commands))
    return parser


def _command(commands, name, summary, text):
    made = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}",
                               formatter_class=argparse.RawDescriptionHelpFormatter)
    made.set_defaults(run=name)
    return made


def _add_check(command):
    add = command("check", "run the hidden checks on your own code, on your own machine", """\
Shows points per unit, explains the first failure, and says what to do next. Exit code 0 when all checks pass.

  python -m autograder check                 all units in exercises/
  python -m autograder check backward        one unit
  python -m autograder check --code ~/mine   code that lies elsewhere""").add_argument
    add("unit", nargs="?", metavar="UNIT", help="derivative, value, backward, nn or training; all by default")
    add("--code", type=Path, default=EXERCISES, metavar="DIR",
        help="where your modules are (default: the kit's exercises/)")
    add("--seed", type=int, metavar="N", help="draw the inputs from this seed, to repeat a run (default: a new one)")
    add("--quick", action="store_true", help="leave out the training on moons, which takes some seconds")
    _add_assignment_and_layout(add)


def _add_grade(command):
    made = command("grade", "grade one submission or a folder of them", """\
Each submission is a folder with the students' modules (or an existing engine.py and nn.py). Student code runs only
in walled processes. The same command again goes on where it stopped, and grades what has changed.

  python -m autograder grade class/ --out marks          every folder in class/
  python -m autograder grade class/ada --out marks-ada   a single submission
  python -m autograder grade class/ --out marks -j 4     four at a time

Writes marks/reports/NAME.json, marks/feedback/NAME.txt and marks/grades.csv, with a row for each report there.
""")
    add = made.add_argument
    add("path", type=Path, metavar="PATH", help="a submission, or a folder of submissions")
    add("--out", type=Path, required=True, metavar="DIR", help="where the reports go")
    add("--seed", type=int, metavar="N",
        help="draw the checks' inputs from this seed (default: the one in DIR/run.json, a new one for a new DIR)")
    where = made.add_mutually_exclusive_group().add_argument
    where("-j", "--jobs", type=_positive, default=1, metavar="N", help="grade N submissions at a time (default: 1)")
    where("--scheduler", metavar="ADDRESS",
          help="grade on a Dask cluster, for large courses: tcp://HOST:8786 (autograder/docs/scale.md)")
    add("--force", action="store_true",
        help="grade anew what is graded already, and write to DIR whatever it holds; other files in it are left alone")
    add("--only", action="append", metavar="NAME", help="grade only this submission (may be given again)")
    add("--no-wall", action="store_true", help="grade even where this system offers no wall; only for code you trust")
    _add_assignment_and_layout(add)


def _add_release(command):
    made = command("release", "make the bundle that students get, as a folder and a zip", """\
Exercises, visible tests, images and a README: no hidden suite, no solution, no reference.

  python -m autograder release --out release
  python -m autograder release --exercises       for authors: after a change in solutions/""")
    what = made.add_mutually_exclusive_group(required=True).add_argument
    what("--out", type=Path, metavar="DIR", help="where the bundle goes; must not exist")
    what("--exercises", action="store_true", help="only write exercises/ anew from solutions/")
    made.add_argument("--force", action="store_true", help="replace a bundle that is there")


def _add_verify(command):
    add = command("verify", "prove the kit: solutions pass, stubs do not, every known mistake is caught", """\
For those who change the kit. Grades the solutions, the stubs, every prefix of the solutions and every known mistake,
and says which check catches which mistake.

  python -m autograder verify -j 2""").add_argument
    add("-j", "--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N",
        help="processes (default: one per core)")
    add("--matrix", type=Path, metavar="FILE", help="write the matrix of mistakes by checks as CSV")


def _add_draw(command):
    add = command("draw", "draw the graph of an expression as SVG", """\
FILE is the module that defines Value: yours, or solutions/value.py. The file is run as it is. With inputs, the
expression is computed from leaves of these names, and `backward` is called on the result.

  python -m autograder draw exercises/value.py:"(a * b + c).tanh()" a=2 b=-3 c=10 --out graph.svg""").add_argument
    add("target", metavar="FILE:EXPRESSION", help="where Value is defined, and what to compute")
    add("inputs", nargs="*", metavar="NAME=NUMBER", help="the leaves of the expression")
    add("--out", type=Path, default=Path("graph.svg"), metavar="SVG", help="the picture (default: graph.svg)")


def _add_bench(command):
    command("bench", "measure the engine and the grader against their peers", """\
Needs the peers: pip install micrograd==0.1.0. Every figure is a ratio to a peer in the same run.

  python -m autograder bench""")


def _add_assignment_and_layout(add):
    add("--layout", choices=LAYOUTS, metavar="NAME",
        help="kit, micrograd or lecture: overrules the guess from the files' names")
    add("--assignment", type=Path, metavar="FILE",
        help="your own copy of autograder/assignment.toml, with other limits or fewer units")


def _positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)
