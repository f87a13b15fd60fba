"""The command line: arguments in, exit code out. Only this module prints."""

import argparse
import os
import secrets
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from autograder import __version__
from autograder.errors import AutograderError

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent

EPILOG = """\
Begin here:
  python -m autograder check                    how far am I? the hidden checks on exercises/
  python -m autograder grade class/ --out marks a folder of submissions, one folder each
  python -m autograder COMMAND --help           what a command does, with an example

exit codes: 0 done, whatever the scores; 1 something could not be graded or proven; 2 wrong usage; 130 interrupted
"""


def build_parser():
    """Return the parser; each command's function stands in its `run`."""
    parser = argparse.ArgumentParser(
        prog="python -m autograder", description="Grade the micrograd exercises.", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"micrograd exercises {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(run, summary, text):
        name = run.__name__
        made = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}",
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
        made.set_defaults(run=run)
        return made

    add = command(check, "run the hidden checks on your own code, on your own machine", """\
Shows points per unit, explains the first failure, and says what to do next.

  python -m autograder check                 all units in exercises/
  python -m autograder check backward        one unit
  python -m autograder check --code ~/mine   code that lies elsewhere""").add_argument
    add("unit", nargs="?", help="derivative, value, backward, nn or training; all by default")
    add("--code", type=Path, default=ROOT / "exercises", metavar="DIR", help="where your modules are (default: exercises)")
    add("--seed", type=int, help="draw the inputs from this seed, to repeat a run (default: a new one)")
    add("--quick", action="store_true", help="leave out the training on moons")
    _add_layout(add)

    add = command(grade, "grade one submission or a folder of them", """\
Each submission is a folder with the students' modules (or an existing engine.py and nn.py). Student code runs only
in walled processes. Graded once more on the same --out, the run goes on where it stopped.

  python -m autograder grade class/ --out marks          every folder in class/
  python -m autograder grade class/ada --out marks-ada   a single submission
  python -m autograder grade class/ --out marks -j 4     four at a time

Writes marks/reports/NAME.json, marks/feedback/NAME.txt and marks/grades.csv.""").add_argument
    add("path", type=Path, metavar="PATH", help="a submission, or a folder of submissions")
    add("--out", type=Path, required=True, metavar="DIR", help="where the reports go")
    add("--seed", type=int, help="draw the checks' inputs from this seed (default: a new one, kept in DIR/run.json)")
    add("-j", "--jobs", type=_positive, default=1, metavar="N", help="grade N submissions at a time (default: 1)")
    add("--force", action="store_true", help="grade everything anew and overwrite what is in DIR")
    add("--only", action="append", metavar="NAME", help="grade only this submission (may be given again)")
    add("--no-wall", action="store_true", help="grade even where this system offers no wall; only for code you trust")
    _add_layout(add)

    made = command(release, "make the bundle that students get, as a folder and a zip", """\
Exercises, visible tests, images and a README: no hidden suite, no solution, no reference.

  python -m autograder release --out release
  python -m autograder release --exercises       for authors: after a change in solutions/""")
    add = made.add_argument
    what = made.add_mutually_exclusive_group(required=True).add_argument
    what("--out", type=Path, metavar="DIR", help="where the bundle goes; must not exist")
    what("--exercises", action="store_true", help="only write exercises/ anew from solutions/")
    add("--force", action="store_true", help="replace a bundle that is there")

    add = command(verify, "prove the kit: solutions pass, stubs do not, every known mistake is caught", """\
For those who change the kit. Grades the solutions, the stubs, every prefix of the solutions and every known mistake,
and says which check catches which mistake.

  python -m autograder verify -j 2""").add_argument
    add("-j", "--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N",
        help="processes (default: one per core)")
    add("--matrix", type=Path, metavar="FILE", help="write the matrix of mistakes by checks as CSV")

    add = command(draw, "draw the graph of an expression as SVG", """\
FILE is the module that defines Value: yours, or solutions/value.py. The file is run as it is. With inputs, the
expression is computed from leaves of these names, and `backward` is called on the result.

  python -m autograder draw exercises/value.py:"(a * b + c).tanh()" a=2 b=-3 c=10 --out graph.svg""").add_argument
    add("target", metavar="FILE:EXPRESSION", help="where Value is defined, and what to compute")
    add("inputs", nargs="*", metavar="NAME=NUMBER", help="the leaves of the expression")
    add("--out", type=Path, default=Path("graph.svg"), metavar="SVG", help="the picture (default: graph.svg)")

    command(bench, "measure the engine and the grader against their peers", """\
Needs the peers: pip install micrograd==0.1.0. Every figure is a ratio to a peer in the same run.""")
    return parser


def _add_layout(add):
    add("--layout", metavar="NAME", help="kit, micrograd or lecture: overrules the guess from the file names")


def _positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def main(argv=None):
    """Run one command; return its exit code."""
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except AutograderError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ninterrupted: what was finished is kept, and the same command goes on from there.", file=sys.stderr)
        return 130
    except BrokenPipeError:     # `... | head`: whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _console():
    return Console(highlight=False, soft_wrap=True)


def _progress(console):
    # rich draws lines that only UTF-8 has; elsewhere a bar of spaces and the counts must do.
    utf8 = (console.encoding or "").lower().startswith("utf")
    columns = [TextColumn("{task.description}"), *([BarColumn()] if utf8 else []), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()]
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _load_assignment():
    from autograder.assignment import Assignment
    return Assignment.load(HERE / "assignment.toml")


def check(arguments):
    """Grade the learner's own code in place; return 0 where every check passes."""
    from autograder.feedback import lesson
    from autograder.grading import Grader
    from autograder.report import Outcome
    from autograder.submission import read_submission

    assignment, console = _load_assignment(), _console()
    units = [assignment.unit(arguments.unit).name] if arguments.unit else [unit.name for unit in assignment.units]
    code = arguments.code.resolve()
    submission = read_submission(code.name, code, assignment, arguments.layout)
    seed = secrets.randbelow(10**6) if arguments.seed is None else arguments.seed
    with Grader(assignment, seed) as grader, _progress(console) as progress:
        if grader.host.tier == "none":
            console.print("Your code runs without a wall here, as any program of yours does.\n")
        task = progress.add_task("checks", total=sum(c.unit in units and not (c.slow and arguments.quick) for c in grader.checks))
        report = grader.grade(submission, units=units, slow=not arguments.quick,
                              tell=lambda result: progress.update(task, advance=1, description=result.unit))
    console.print(f"{lesson(report)}\n\n(seed {seed})", markup=False)
    return 0 if all(c.outcome in (Outcome.PASSED, Outcome.SKIPPED) for c in report.checks) else 1


def grade(arguments):
    """Grade submissions into a folder; return 0 when all were graded, whatever their scores."""
    from autograder.batch import Settings, grade_all, open_output, write_grades
    from autograder.submission import find_submissions

    assignment, console = _load_assignment(), _console()
    found = _chosen(find_submissions(arguments.path, assignment), arguments.only)
    tier = _tier(arguments.no_wall)
    seed = open_output(arguments.out, arguments.seed, arguments.layout, arguments.force, lambda: secrets.randbelow(10**9))
    settings = Settings(assignment, arguments.out, seed, tier, arguments.layout, arguments.force)
    console.print(f"{len(found)} submission{'s' * (len(found) != 1)}, seed {seed}, wall: {tier}", markup=False)
    if tier == "none":
        console.print("WARNING: no wall. Student code runs with all your rights; every report says so.", markup=False)
    finished, width = [], max(len(name) for name, _ in found)
    try:
        with _progress(console) as progress:
            task = progress.add_task("grading", total=len(found))
            for done in grade_all(found, settings, arguments.jobs):
                finished.append(done)
                console.print(_line(done, width), markup=False)
                progress.advance(task)
    finally:
        grades = write_grades(settings, [name for name, _ in found])
    _print_table(console, [done for done in finished if done.report])
    console.print(f"reports: {arguments.out / 'reports'}   feedback: {arguments.out / 'feedback'}   grades: {grades}", markup=False)
    return 0 if all(done.report for done in finished) else 1


def _chosen(found, only):
    names = [name for name, _ in found]
    for name in only or ():
        if name not in names:
            raise AutograderError(f"--only {name}: there is no such submission. There are: {', '.join(names[:20])}.")
    return [(name, path) for name, path in found if not only or name in only]


def _tier(no_wall):
    """The best wall that works here; refuse to go on without one, unless told to."""
    from autograder.host import Host
    with Host() as host:
        tier = host.tier
    if tier == "none" and not no_wall:
        raise AutograderError("this system offers no wall (Linux with seccomp is needed), so student code could read and "
                              "change your files. Grade on Linux, or add --no-wall if you trust every submission.")
    return tier


def _line(done, width):
    from autograder.feedback import outcomes_text, score_text
    if done.report is None:
        return f"{done.name:<{width}}  NOT GRADED: {done.problem}"
    kept = "   (kept)" if done.kept else ""
    return f"{done.name:<{width}}  {score_text(done.report):>11}   {outcomes_text(done.report.checks)}{kept}"


def _print_table(console, graded):
    from autograder.report import points_text
    if not graded:
        return
    table = Table(box=None, header_style="")
    table.add_column("submission")
    names = list(dict.fromkeys(unit.name for done in graded for unit in done.report.units))
    for name in [*names, "score", "of"]:
        table.add_column(name, justify="right")
    for done in sorted(graded, key=lambda done: done.name):
        units = {unit.name: unit for unit in done.report.units}
        cells = [points_text(units[name].score) if name in units and units[name].max_score else "-" for name in names]
        table.add_row(done.name, *cells, points_text(done.report.score), points_text(done.report.max_score))
    console.print()
    console.print(table)
    console.print()


def release(arguments):
    """Write the students' bundle, or the exercises that go into it."""
    from autograder import release as bundle
    if arguments.exercises:
        print(f"written anew: {', '.join(bundle.write_exercises(ROOT)) or 'nothing, all is up to date'}")
    else:
        print(bundle.release(ROOT, arguments.out, force=arguments.force))
    return 0


def verify(arguments):
    """Prove the kit; return 0 where nothing was found."""
    from autograder import verify as proof
    return proof.run(_load_assignment(), _console(), _progress, jobs=arguments.jobs, matrix=arguments.matrix)


def draw(arguments):
    """Draw the graph of an expression."""
    from autograder.drawing import draw_expression
    nodes = draw_expression(arguments.target, arguments.inputs, arguments.out)
    print(f"{arguments.out}: {nodes} nodes")
    return 0


def bench(arguments):
    """Measure against the peers."""
    from autograder.bench import engine
    return engine.run(arguments)
