"""`pack`: the grader, ready to run on Gradescope or in GitHub Classroom."""

import argparse
import re
import secrets
from pathlib import Path

from autograder.commands.options import add_out, add_parser, load_assignment, positive, refuse_existing
from autograder.views.reveal import LEVELS


def add(command):
    """Add the command, and a command within it for each place."""
    made = command("pack", "pack the grader, to run on Gradescope or in GitHub Classroom", """\
What is packed holds the solutions and the hidden checks: it is for the instructor, not for students.

  python -m autograder pack gradescope --out autograder.zip
  python -m autograder pack classroom --kit OWNER/KIT --out classroom.yml""")
    places = made.add_subparsers(title="places", metavar="PLACE", required=True)
    add = _place(places, "gradescope", "autograder.zip for a programming assignment", """\
Upload it under Configure Autograder, with a base image of Ubuntu 22.04 or newer and the points of the assignment as
the points of the autograder. Each submission is graded as `grade` would, and has results.json whatever happens. The
full feedback is in the output that only instructors see.

  python -m autograder pack gradescope --out autograder.zip --reveal names --seed 7""")
    add("--seed", type=int, metavar="N", help="draw the checks' inputs from this seed, for all (default: a new one)")
    add("--minutes", type=positive, default=9, metavar="N",
        help="time for a whole submission, below the limit that is set on Gradescope (default: 9, below their 10)")
    add("--leaderboard", action="store_true", help="add the points to the assignment's leaderboard")
    add("--no-wall", action="store_true", help="run code even where the image offers no wall: only for code you trust")
    add("--assignment", type=Path, metavar="NAME", help="core, full, or a file of yours, as for `grade`")
    add = _place(places, "classroom", "a workflow for the template repository", """\
Put it into the template as .github/workflows/classroom.yml, and choose "custom YAML" in the assignment. KIT is a
private repository with this kit, which the secret AUTOGRADER_TOKEN can read; what that means stands at the top of the
workflow.

  python -m autograder pack classroom --kit OWNER/KIT --out classroom.yml""")
    add("--kit", type=_repository, required=True, metavar="OWNER/KIT", help="where the workflow takes the grader from")


def _place(places, name, summary, text):
    made = add_parser(places, name, summary, text)
    made.set_defaults(place=name)
    add_out(made.add_argument)
    made.add_argument("--reveal", choices=LEVELS, default="messages", metavar="LEVEL",
                      help="how much of the hidden checks students are shown: scores, names, messages or full "
                           "(default: messages, for they can hand in again)")
    return made.add_argument


def _repository(text):
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not OWNER/REPOSITORY")
    return text


def run(arguments):
    """Write what was asked for; return 0."""
    from autograder.report import write_whole

    refuse_existing(arguments.out, arguments.force)
    content, told = {"gradescope": _gradescope, "classroom": _classroom}[arguments.place](arguments)
    write_whole(arguments.out, content)
    print(f"{arguments.out}: {told}")
    return 0


def _gradescope(arguments):
    from autograder.pack.gradescope import autograder_zip

    load_assignment(arguments.assignment)       # a fault in it is told here, not to each student
    seed = secrets.randbelow(10**9) if arguments.seed is None else arguments.seed
    packed = autograder_zip(seed=seed, reveal=arguments.reveal, seconds=60 * arguments.minutes,
                            assignment=arguments.assignment, leaderboard=arguments.leaderboard,
                            no_wall=arguments.no_wall)
    return packed, f"seed {seed}, showing: {arguments.reveal}. It holds the solutions: not for students."


def _classroom(arguments):
    from autograder.pack.classroom import workflow
    return workflow(arguments.kit, arguments.reveal), f"takes the grader from {arguments.kit}"
