"""`export`: grades, in the formats of other systems."""

from functools import partial
from pathlib import Path

from autograder.commands.options import add_out, add_parser, add_reveal, refuse_existing


def add(command):
    """Add the command, and a command within it for each format."""
    made = command("export", "put grades into the formats of other systems", """\
OUT is the folder that `grade` wrote; nothing in it is changed. Each format has a help of its own, with an example:

  python -m autograder export marks csv --help
  python -m autograder export marks csv --out checks.csv
  python -m autograder export marks moodle --fill worksheet.csv --out filled.csv""")
    made.add_argument("marks", type=Path, metavar="OUT", help="the folder that `grade` wrote")
    formats = made.add_subparsers(title="formats", metavar="FORMAT", required=True)
    from autograder.exports import FORMATS
    for name, module in FORMATS.items():
        module.add(partial(_format, formats, name))


def _format(formats, name, summary, text, *, out=True, only=False, reveal=False):
    made = add_parser(formats, name, summary, text)
    made.set_defaults(format=name)
    if out:
        add_out(made.add_argument)
    if only:
        made.add_argument("--only", metavar="NAME", help="this submission alone")
    if reveal:
        add_reveal(made.add_argument)
    return made


def run(arguments):
    """Write the grades in a format; return 0."""
    from autograder.exports import FORMATS
    from autograder.exports.marks import Marks
    from autograder.report import write_whole
    from autograder.views.handout import showing_of

    marks = Marks.load(arguments.marks)
    if "reveal" in arguments and arguments.reveal is None:
        arguments.reveal = showing_of(arguments.marks).reveal
    files, told = FORMATS[arguments.format].export(marks, arguments)
    for path in files:
        refuse_existing(path, arguments.force)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    print("\n".join([*told, *map(str, files)]))
    return 0
