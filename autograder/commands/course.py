"""`course`: a course for nbgrader and JupyterLab."""

from functools import partial
from pathlib import Path

from autograder.commands.options import add_assignment, load_assignment
from autograder.terminal import new_console, progress_on


def add(command):
    """Add the command, and those within it."""
    made = command("course", "a course for nbgrader and JupyterLab, graded behind the wall", """\
Sets up a course that nbgrader takes as its own, brings a class into it, and writes what `grade` found into its
gradebook. Each of the three has a help of its own:

  python -m autograder course init mycourse --roster roster.csv
  python -m autograder course import moodle.zip --course mycourse --roster roster.csv
  python -m autograder grade mycourse/submitted --out mycourse/graded -j 4
  python -m autograder course sync --course mycourse""")
    parts = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (add_to, work) in {"init": (_add_init, _init), "import": (_add_import, _import),
                                 "sync": (_add_sync, _sync)}.items():
        add_to(partial(_part, parts, name, made.formatter_class, work))


def _part(parts, name, formatter, work, summary, text):
    made = parts.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}",
                            formatter_class=formatter)
    made.set_defaults(work=work)
    return made.add_argument


def run(arguments):
    """Do what is asked; return the exit code."""
    return arguments.work(arguments)


def _add_init(part):
    add = part("make the folder of a new course", """\
Writes nbgrader_config.py, the notebooks with their solutions in source/micrograd, and an empty gradebook. Then, in DIR:

  nbgrader generate_assignment micrograd      the students' notebooks, into release/
  nbgrader release_assignment micrograd       and into the exchange
  jupyter lab                                 with the formgrader in the menu Nbgrader""")
    add("dir", type=Path, metavar="DIR", help="the new folder; must not exist")
    add("--course", metavar="NAME", help="what nbgrader calls the course (default: the name of DIR)")
    add("--db", metavar="URL", help="a gradebook on a server: postgresql://ME@HOST/COURSE (default: DIR/gradebook.db)")
    _add_roster(add)
    add_assignment(add)


def _add_roster(add):
    add("--roster", type=Path, metavar="CSV",
        help="the students: student_id, first_name, last_name, email, lms_user_id")


def _init(arguments):
    from autograder.arrivals.roster import load_roster
    from autograder.course.course import NAME, init, unfit_student
    named = arguments.assignment
    students = load_roster(arguments.roster, unfit_student).students if arguments.roster else ()
    root = init(arguments.dir, arguments.course, arguments.db, load_assignment(named), named, students)
    print(f"{root}: a course with {len(students)} students. Next, in this folder: nbgrader generate_assignment {NAME}")
    return 0


def _add_import(part):
    add = part("bring what a class handed in into the course", """\
PATH is a folder or an archive as Moodle, Canvas, GitHub Classroom or nbgrader make it: what `grade` takes. Notebooks
are taken as they are; a notebook is made of each module, for the formgrader to show. Who is there already is left
alone, unless --force says that what arrives now counts.""")
    add("path", type=Path, metavar="PATH", help="what the class handed in")
    _add_course(add)
    _add_roster(add)
    add("--attempt", choices=("newest", "first"), default="newest", help="which of a student's hand-ins counts")
    add("--force", action="store_true", help="replace what is there of these students, when it differs")


def _add_course(add):
    add("--course", type=Path, default=Path(), metavar="DIR", help="the folder of the course (default: this one)")


def _import(arguments):
    from autograder.arrivals.roster import load_roster
    from autograder.course.course import Course, unfit_student
    from autograder.course.delivery import deliver
    course, console = Course.open(arguments.course), new_console()
    roster = arguments.roster and load_roster(arguments.roster, unfit_student)
    done = deliver(course, arguments.path, roster, arguments.attempt, arguments.force)
    for note in done.notes:
        console.print(f"note: {note}", markup=False)
    console.print(f"{course.root / 'submitted'}: {len(done.new)} new, {len(done.same)} there already, "
                  f"{len(done.replaced)} replaced", markup=False)
    if done.kept:
        console.print(f"NOT REPLACED: {', '.join(done.kept)}. Something else of theirs is there already; "
                      "add --force to replace it.", markup=False)
    return 1 if done.kept else 0


def _add_sync(part):
    add = part("write the verdicts of `grade` into the gradebook and the formgrader", """\
For a class that was graded with `grade DIR/submitted --out DIR/graded`: all rows in one transaction, and the marked
notebooks in autograded/. Manual points, comments and extensions stay. The same command again writes what changed.""")
    _add_course(add)


def _sync(arguments):
    from autograder.course.course import Course
    from autograder.course.marking import mark_class
    from autograder.course.verdicts import Grade
    course, console = Course.open(arguments.course), new_console()
    with progress_on(console) as progress:
        task = progress.add_task("marking", total=len(course.students()))
        done = mark_class(course, lambda student: progress.update(task, advance=1))
    for note in done.notes:
        console.print(f"note: {note}", markup=False)
    console.print(f"{len(done.marked)} marked: {course.root / 'autograded'}", markup=False)
    if done.missing:
        named = Grade(config=course.config).assignment
        own = f" --assignment {named}" if named else ""
        console.print(f"NOT GRADED: {', '.join(done.missing)}. Run `grade {arguments.course / 'submitted'} "
                      f"--out {arguments.course / 'graded'}{own}` first.", markup=False)
    return 1 if done.missing else 0
