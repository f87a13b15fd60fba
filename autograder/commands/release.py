"""`release`: what students get."""

from pathlib import Path

from autograder.commands.options import add_assignment, load_assignment

ROOT = Path(__file__).parents[2]


def add(command):
    """Add the command and its options."""
    made = command("release", "make what students get: a folder, a zip, a GitHub template, an nbgrader release", """\
Exercises, visible tests, images and a README: no hidden suite, no solution, no reference. Each file is searched for
lines of these, notebooks with their outputs too; where there is one, nothing is written. The same kit gives the same
files, byte for byte.

  micrograd-exercises/, micrograd-exercises.zip   to hand out
  github-classroom/                               the same as a repository: push it, call it a template, and choose it
                                                  for an assignment without autograding presets. Its workflow runs the
                                                  visible tests at each push
  nbgrader/micrograd/                             the notebooks as `nbgrader generate_assignment` makes them of
                                                  `course init`, with the files that they import

  python -m autograder release --out release
  python -m autograder release --out release --assignment full     with the optional units
  python -m autograder release --exercises       for authors: after a change in solutions/""")
    what = made.add_mutually_exclusive_group(required=True).add_argument
    what("--out", type=Path, metavar="DIR", help="where it all goes; must not exist")
    what("--exercises", action="store_true", help="only write exercises/ anew from solutions/")
    add_assignment(made.add_argument)
    made.add_argument("--force", action="store_true", help="replace a release that is there")


def run(arguments):
    """Write what students get, or the exercises that go into it."""
    from autograder.authoring import release as bundle
    from autograder.course.verdicts import notebook_points
    if arguments.exercises:
        print(f"written anew: {', '.join(bundle.write_exercises(ROOT)) or 'nothing, all is up to date'}")
    else:
        assignment = load_assignment(arguments.assignment)
        print(*bundle.release(ROOT, arguments.out, force=arguments.force, without=bundle.left_out(assignment),
                              points=notebook_points(assignment)), sep="\n")
    return 0
