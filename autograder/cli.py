"""The command line: arguments in, exit code out. Only this module prints."""

import os
import secrets
import shlex
import sys
from contextlib import closing, suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder.arguments import EXERCISES, build_parser
from autograder.errors import AutograderError, did_you_mean
from autograder.inert import inert

ROOT = Path(__file__).parent.parent


def main(argv=None):
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):      # a name that the terminal cannot show must not end the run
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:     # `... | head`: whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(argv):
    arguments = build_parser().parse_args(argv)
    try:
        return COMMANDS[arguments.run](arguments)
    except AutograderError as problem:
        print(f"error: {inert(problem)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        more = ": what was finished is kept, and the same command goes on from there" * (arguments.run == "grade")
        print(f"\ninterrupted{more}.", file=sys.stderr)
        return 130


def _console():
    return Console(highlight=False, soft_wrap=True)


def _progress(console):
    # rich draws lines that only UTF-8 has; elsewhere a bar of spaces and the counts must do.
    utf8 = (console.encoding or "").lower().startswith("utf")
    columns = [TextColumn("{task.description}"), *([BarColumn()] if utf8 else []), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()]
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _load_assignment(path=None):
    from autograder.assignment import OURS, Assignment
    assignment = Assignment.load(path or OURS)
    for file in (*assignment.given, *[unit.file for unit in assignment.units]):
        if not (ROOT / "solutions" / file).is_file():
            raise AutograderError(f"{path}: this kit has no {file}: units can be left out, not added.")
    return assignment


def check(arguments):
    """Grade the learner's own code in place; return 0 where every check passes."""
    from autograder.feedback import lesson, next_unit
    from autograder.grading import Grader
    from autograder.submission import read_submission

    assignment, console = _load_assignment(arguments.assignment), _console()
    units = [assignment.unit(arguments.unit).name] if arguments.unit else [unit.name for unit in assignment.units]
    submission = read_submission("yours", _code(arguments.code, assignment), assignment, arguments.layout)
    seed = secrets.randbelow(10**6) if arguments.seed is None else arguments.seed
    with Grader(assignment, seed) as grader, _progress(console) as progress:
        if grader.host.tier == "none":
            console.print("Your code runs without a wall here, as any program of yours does.\n")
        asked = [c for c in grader.checks if c.unit in units and not (c.slow and arguments.quick)]
        task = progress.add_task("checks", total=len(asked))
        report = grader.grade(submission, units=units, slow=not arguments.quick,
                              tell=lambda result: progress.update(task, advance=1, description=result.unit))
    console.print(f"{lesson(report)}\n", markup=False)
    unit = next_unit(report)
    if unit is None:
        left_out = any(c.slow and c.unit in units for c in grader.checks) and arguments.quick
        console.print(f"All checks pass{' but the one that --quick left out' * left_out}.")
    else:
        console.print(_next_step(arguments, report, unit, assignment.unit(unit).file), markup=False)
    console.print(f"\n(seed {seed})")
    return 0 if unit is None else 1


def _code(folder, assignment):
    """The folder with the learner's modules, which must have one at least."""
    from autograder.submission import find_submissions
    found = [path for _, path in find_submissions(folder, assignment)]
    if found != [folder.resolve()]:
        raise AutograderError(f"{folder} holds folders of modules, not modules. Give one of them: --code {found[0]}")
    return folder.resolve()


def _next_step(arguments, report, unit, file):
    folder, code = "exercises", ""
    if arguments.code != EXERCISES:
        folder, code = arguments.code, f" --code {shlex.quote(str(arguments.code))}"
    where = f"{folder}/{file}" if report.layout == "kit" else folder
    return f"Next: {where}, then `python -m autograder check {unit}{code}` again."


def grade(arguments):
    """Grade submissions into a folder; return 0 when all were graded, whatever their scores."""
    from autograder.batch import Settings, open_output, version_of, write_grades
    from autograder.submission import find_submissions
    from autograder.table import table

    own, out, console = arguments.assignment, arguments.out, _console()
    assignment = _load_assignment(own)
    found = _chosen(find_submissions(arguments.path, assignment), out, arguments.only)
    tier = _tier(arguments.no_wall)
    options = {"layout": arguments.layout, "assignment": own and own.name}
    seed = open_output(out, arguments.seed, options, arguments.force, lambda: secrets.randbelow(10**9))
    settings = Settings(assignment, version_of(assignment), out, seed, tier, arguments.layout, arguments.force)
    console.print(f"{len(found)} submission{'s' * (len(found) != 1)}, seed {seed}, wall: {tier}", markup=False)
    if tier == "none":
        console.print("WARNING: no wall. Student code runs with all your rights; every report says so.", markup=False)
    try:
        rows, missing = _watched(found, settings, arguments, console)
    finally:
        grades, damaged = write_grades(out)
    if rows:
        console.print(f"\n{table(sorted(rows, key=lambda row: row['submission']))}\n", markup=False)
    for path in damaged:
        console.print(f"warning: {path} is damaged and left out of the grades", markup=False)
    if missing:
        console.print(f"NOT GRADED: {', '.join(missing)}. The same command tries them again.", markup=False)
    console.print(f"reports: {out / 'reports'}   feedback: {out / 'feedback'}   grades: {grades}", markup=False)
    return 1 if missing else 0


def _watched(found, settings, arguments, console):
    """Grade, with a line for each submission as it is finished; return rows of the table, and who was not graded."""
    from autograder.table import line, row, width_of
    rows, missing, width = [], [], width_of(name for name, _ in found)
    with _progress(console) as progress, closing(_graded(found, settings, arguments)) as everything:
        for done in progress.track(everything, total=len(found), description="grading"):
            console.print(line(done, width), markup=False)
            if done.report:
                rows.append(row(done.report))
            else:
                missing.append(done.name)
    return rows, missing


def _graded(found, settings, arguments):
    from autograder import batch, cluster
    if arguments.scheduler:
        return cluster.grade_all(found, settings, arguments.scheduler)
    return batch.grade_all(found, settings, arguments.jobs)


def _chosen(found, out, only):
    """Leave out the folder of the reports, which may lie in that of the submissions, and what is not asked for."""
    found = [(name, path) for name, path in found if path.resolve() != out.resolve()]
    names = [name for name, _ in found]
    for name in only or ():
        if name not in names:
            listed = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
            raise AutograderError(f"--only {name}: there is no such submission{did_you_mean(name, names)}. "
                                  f"There are: {listed}.")
    return [(name, path) for name, path in found if not only or name in only]


def _tier(no_wall):
    """The best wall that works here; refuse to go on without one, unless told to."""
    from autograder.host import Host
    with Host() as host:
        tier = host.tier
    if tier == "none" and not no_wall:
        raise AutograderError("this system offers no wall (Linux with seccomp is needed), so student code could read "
                              "and change your files. Grade on Linux, or add --no-wall if you trust every submission.")
    return tier


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
    print(f"{arguments.out}: {nodes} node{'s' * (nodes != 1)}")
    return 0


def bench(arguments):
    """Measure against the peers."""
    from autograder.bench import run
    return run(arguments)


COMMANDS = {command.__name__: command for command in (check, grade, release, verify, draw, bench)}
