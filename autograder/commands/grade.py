"""`grade`: one submission or a folder of them, into a folder of reports."""

import argparse
import os
import secrets
from contextlib import closing
from pathlib import Path

from autograder.arrivals.arrival import ARRIVALS
from autograder.arrivals.intake import ATTEMPTS
from autograder.commands.options import (
    add_assignment_and_layout,
    add_language,
    add_reveal,
    load_assignment,
    one_thread,
    positive,
)
from autograder.errors import AutograderError, did_you_mean
from autograder.inert import inert
from autograder.terminal import new_console, progress_on


def add(command):
    """Add the command and its options."""
    made = command("grade", "grade one submission or a folder of them", """\
A submission is a folder or an archive with a student's modules or notebooks (or an existing engine.py and nn.py).
Student code runs only in walled processes. The same command again goes on where it stopped, and grades what has
changed.

  python -m autograder grade class/ --out marks          every folder and archive in class/
  python -m autograder grade class/ada --out marks-ada   a single submission
  python -m autograder grade class/ --out marks -j 4     four at a time
  python -m autograder grade moodle.zip --out marks --roster students.csv
  python -m autograder grade courses/ --classes --out marks      several classes, each with its own assignment.toml

Writes marks/reports/NAME.json, marks/feedback/NAME.txt, .md and .html, marks/usage/NAME.json (CPU seconds,
memory); marks/grades.csv, with a row for each report there; marks/submissions.csv, with a row for each thing
handed in and each student of the roster who handed in nothing (who gets no row in grades.csv: what that is worth
is for you to say); marks/duplicates.csv, with the submissions of different students that are equal to the byte;
and marks/class.html, .csv and .json, all of them together.
""")
    add = made.add_argument
    add("path", type=Path, metavar="PATH", help="a submission; or a folder or an archive of submissions")
    add("--out", type=Path, required=True, metavar="DIR", help="where the reports go")
    add("--seed", type=int, metavar="N",
        help="draw the checks' inputs from this seed (default: the one in DIR/run.json, a new one for a new DIR)")
    where = made.add_mutually_exclusive_group().add_argument
    where("-j", "--jobs", type=positive, default=1, metavar="N", help="grade N submissions at a time (default: 1)")
    where("--scheduler", metavar="ADDRESS",
          help="grade on a Dask cluster, for large courses: tcp://HOST:8786 (autograder/docs/scale.md)")
    add("--from", choices=ARRIVALS, dest="arrival", metavar="NAME",
        help="how the submissions in PATH arrived, where the guess from the names is wrong: folders (or archives, one "
             "for each student), moodle (its download of an assignment), canvas (the same), classroom (GitHub "
             "Classroom's folder of clones), nbgrader (its folder submitted), gradescope (its export)")
    add("--roster", type=Path, metavar="FILE",
        help="a CSV file with the columns student_id, first_name, last_name, email, lms_user_id: submissions are named "
             "by student_id, and who is missing is told; only student_id must be there")
    add("--attempt", choices=ATTEMPTS, default=ATTEMPTS[0], metavar="WHICH",
        help="of several that a student handed in, grade the newest (default) or the first")
    add("--classes", action="store_true",
        help="each folder in PATH is a class, graded into DIR/CLASS by its own assignment.toml (two lines are enough: "
             'format = 1, base = "full") and roster.csv, if there is one')
    add("--force", action="store_true",
        help="grade anew what is graded already, and write to DIR whatever it holds; other files in it are left alone")
    add("--only", action="append", metavar="NAME", help="grade only this submission (may be given again)")
    add("--explain", action="store_true",
        help="with --only: grade it again at the seed of DIR or --seed, show every check with its inputs and numbers, "
             "and say whether the report in DIR is the same; nothing is written")
    add_reveal(add)
    add_language(add, "as the feedback in DIR is, English for a new DIR")
    add("--no-wall", action="store_true", help="grade even where this system offers no wall; only for code you trust")
    add_assignment_and_layout(add)


def run(arguments):
    """Grade submissions into a folder; return 0 when all were graded, whatever their scores."""
    one_thread()
    console = new_console()
    if arguments.classes:
        return _run_classes(arguments, console)
    if arguments.explain:
        return _explained(arguments, console)
    _, missing = _grade_class(arguments, console)
    return 1 if missing else 0


def _run_classes(arguments, console):
    """Grade each class by its own settings, one after the other; return 0 when all of all were graded."""
    from autograder.classes import ASSIGNMENT, ROSTER, classes_in, summary_row
    from autograder.views.table import table
    for option in ("assignment", "roster", "only", "explain"):
        if getattr(arguments, option):
            raise AutograderError(f"--{option} is for one class: give the folder of that class, without --classes.")
    rows, code = [], 0
    for name, folder in classes_in(arguments.path, arguments.out).items():
        console.print(f"\nclass {inert(name)}", markup=False)
        roster = folder / ROSTER
        own = {"path": folder, "out": arguments.out / name, "assignment": folder / ASSIGNMENT,
               "roster": roster if roster.is_file() else None}
        marks, missing = _grade_class(argparse.Namespace(**vars(arguments) | own), console)
        rows.append(summary_row(inert(name), marks, missing))
        code = code or int(bool(missing))
    console.print(f"\n{table(rows)}", markup=False)
    return code


def _taken_in(arguments, assignment):
    """Return what arrived, and (name, place) of what is to be graded of it."""
    from autograder.arrivals.intake import take_in
    from autograder.arrivals.roster import load_roster
    roster = arguments.roster and load_roster(arguments.roster)
    intake = take_in(arguments.path, assignment, arrival=arguments.arrival, roster=roster, attempt=arguments.attempt)
    return intake, _chosen(intake.submissions, arguments.out, arguments.only)


def _grade_class(arguments, console):
    """Grade one class; return its table's rows, and the names of those who could not be graded."""
    from autograder.arrivals.intake import listed, submissions_csv
    from autograder.batch import write_grades
    from autograder.report import write_whole
    from autograder.views.table import table

    out, assignment = arguments.out, load_assignment(arguments.assignment)
    intake, found = _taken_in(arguments, assignment)
    with _host(assignment, arguments.no_wall) as host:
        settings = _opened(arguments, assignment, host.tier)
        write_whole(out / "submissions.csv", submissions_csv(intake))
        _announce(console, found, settings, host.inside, intake.notes)
        try:
            rows, missing, engines = _watched(found, settings, arguments, console, host)
        finally:
            grades, damaged, equal = write_grades(out, dict(intake.submissions))
    if rows:
        rows.sort(key=lambda row: row["submission"])
        console.print(f"\n{table(rows)}\n", markup=False)
    if 0 < len(engines) < len(rows):
        console.print(f"note: asked for less than the others, as existing engines: {listed(engines)}. If that is not "
                      "meant, grade again with --layout kit.", markup=False)
    for path in damaged:
        console.print(f"warning: {path} is damaged and left out of the grades", markup=False)
    for names in equal:
        console.print(f"equal to the byte: {listed(names)}", markup=False)
    if missing:
        console.print(f"NOT GRADED: {', '.join(missing)}. The same command tries them again.", markup=False)
    console.print(f"reports: {out / 'reports'}   feedback: {out / 'feedback'}   grades: {grades}   "
                  f"class: {out / 'class.html'}", markup=False)
    return rows, missing


def _explained(arguments, console):
    """Show the verdict on the one submission that was found; return 1 if another report of it is stored, else 0."""
    from autograder.replay import compared, replay, seed_of
    assignment = load_assignment(arguments.assignment)
    _, found = _taken_in(arguments, assignment)
    if len(found) != 1:
        raise AutograderError(f"--explain shows one verdict, and here are {len(found)}: choose with --only NAME.")
    (name, place), = found
    seed = seed_of(arguments.out) if arguments.seed is None else arguments.seed
    with _host(assignment, arguments.no_wall) as host:
        report, told = replay(name, place, assignment, seed, layout=arguments.layout, host=host)
    same, sentence = compared(report, arguments.out / "reports" / f"{name}.json")
    console.print(f"{told}\n\n{sentence}\n(seed {seed}, kit {report.kit}, wall: {report.wall})", markup=False)
    return 0 if same else 1


def _opened(arguments, assignment, tier):
    """Make or reopen the output folder; return the settings of the run."""
    from autograder.reports import Reports
    from autograder.run import Settings, open_output
    from autograder.version import version_of
    from autograder.views.handout import settled

    out, own = arguments.out, arguments.assignment
    options = {"layout": arguments.layout, "assignment": own and own.name}
    seed = open_output(out, arguments.seed, options, arguments.force, lambda: secrets.randbelow(10**9))
    return Settings(assignment, version_of(assignment), out, seed, tier, arguments.layout, arguments.force,
                    settled(out, Reports(out), reveal=arguments.reveal, language=arguments.lang))


def _announce(console, found, settings, inside, notes):
    """Say what is going to be graded, and how."""
    plural, around = "s" * (len(found) != 1), " inside bubblewrap" * inside
    console.print(f"{len(found)} submission{plural}, seed {settings.seed}, wall: {settings.tier}{around}", markup=False)
    for note in notes:
        console.print(f"note: {note}", markup=False)
    if settings.tier == "none":
        console.print("WARNING: no wall. Student code runs with all your rights; every report says so.", markup=False)


def _watched(found, settings, arguments, console, host):
    """Grade, with a line for each submission as it is finished; return a row for each, who was not graded, and whose
    engines were taken as they are.

    No report is kept: the memory that a run takes is that of one submission.
    """
    from autograder.views.table import line, row, width_of
    rows, missing, engines, width = [], [], [], width_of(name for name, _ in found)
    with progress_on(console) as progress, closing(_graded(found, settings, arguments, host)) as everything:
        for done in progress.track(everything, total=len(found), description="grading"):
            console.print(line(done, width), markup=False)
            if done.report:
                rows.append(row(done.report))
                engines += [done.name] * (done.report.layout != "kit")
            else:
                missing.append(done.name)
    return rows, missing, engines


def _graded(found, settings, arguments, host):
    from autograder import batch
    if arguments.scheduler:
        from autograder import cluster
        return cluster.grade_all(found, settings, arguments.scheduler)
    return batch.grade_all(found, settings, arguments.jobs, host)


def _chosen(found, out, only):
    """Leave out the folder of the reports, which may lie in that of the submissions, and what is not asked for."""
    # realpath, for Path.resolve raises where a link leads to itself
    found = [(name, place) for name, place in found if os.path.realpath(place.path) != os.path.realpath(out)]
    names = [name for name, _ in found]
    for name in only or ():
        if name not in names:
            listed = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
            raise AutograderError(f"--only {name}: there is no such submission{did_you_mean(name, names)}. "
                                  f"There are: {listed}.")
    return [(name, place) for name, place in found if not only or name in only]


def _host(assignment, no_wall):
    """Where workers come from, behind the best wall that works here; refuse to go on without one, unless told to."""
    from autograder.host import Host
    host = Host(extras=assignment.extras)
    if host.tier == "none" and not no_wall:
        raise AutograderError("this system offers no wall (Linux with seccomp is needed), so student code could read "
                              "and change your files. Grade on Linux, or add --no-wall if you trust every submission.")
    return host
