"""`check`: the hidden checks on the learner's own code, in place."""

import secrets
import shlex
from pathlib import Path

from autograder.commands.options import add_assignment_and_layout, add_language, load_assignment, one_thread, spoken
from autograder.errors import AutograderError
from autograder.terminal import new_console, progress_on

EXERCISES = Path(__file__).parents[2] / "exercises"


def add(command):
    """Add the command and its options."""
    add = command("check", "run the hidden checks on your own code, on your own machine", """\
Shows points per unit, explains the first failure, and says what to do next. Exit code 0 when all checks pass.

  python -m autograder check                 all units in exercises/
  python -m autograder check backward        one unit
  python -m autograder check --code ~/mine   code that lies elsewhere
  python -m autograder check --hint          a hint for what fails first; once more: the next one
  python -m autograder check --watch         again on each save, what the change touches""").add_argument
    add("unit", nargs="?", metavar="UNIT", help="derivative, value, backward, nn, training (all of these "
        "by default), or an optional one: softmax, optimizers, arrays, my_tests")
    add("--code", type=Path, default=EXERCISES, metavar="DIR",
        help="where your modules are (default: the kit's exercises/)")
    add("--seed", type=int, metavar="N", help="draw the inputs from this seed, to repeat a run (default: a new one)")
    add("--quick", action="store_true", help="leave out the training on moons, which takes some seconds")
    add("--hint", action="store_true", help="show the next hint for the first check that fails or is todo")
    add("--watch", action="store_true",
        help="run again on each save, only the units that the change touches, without the training on moons; Ctrl-C "
        "ends it, with exit code 0 where all checks passed at last, and 130 where it came before the first answer")
    add_assignment_and_layout(add)
    add_language(add)


def run(arguments):
    """Grade the learner's own code in place; return 0 where every check passes."""
    one_thread()
    from autograder.grading import Grader
    from autograder.submission import read_submission
    from autograder.views.feedback import lesson, next_check

    assignment, console, say = _assignment(arguments), new_console(), spoken(arguments)
    units = [assignment.unit(arguments.unit).name] if arguments.unit else [unit.name for unit in assignment.units]
    if arguments.watch:
        if arguments.hint:
            raise AutograderError("--hint shows one hint and --watch does not end: give them one at a time.")
        return _watch(arguments, assignment, units, console, say)
    submission = read_submission("yours", _code(arguments.code, assignment), assignment, arguments.layout)
    seed = secrets.randbelow(10**6) if arguments.seed is None else arguments.seed
    with Grader(assignment, seed) as grader:
        if grader.host.tier == "none":
            console.print(say("Your code runs without a wall here, as any program of yours does."), "\n", sep="")
        left_out = arguments.quick and any(check.slow and check.unit in units for check in grader.checks)
        report = _graded(grader, submission, units, arguments.quick, console, say)
    console.print(f"{lesson(report, say)}\n", markup=False)
    check = next_check(report)
    if check is None:
        console.print(say("All checks pass but the one that --quick left out." if left_out else "All checks pass."))
        if arguments.hint:
            console.print(say("To read the hints of one function: pytest exercises -k NAME --hint"))
        console.print(*_onward(arguments, report, units[-1], say), sep="\n", end="", markup=False)
    else:
        console.print(_next_step(arguments, report, check, assignment.unit(check.unit).file, say), markup=False)
    console.print(f"\n({say('seed {seed}', seed=seed)})")
    return 0 if check is None else 1


def _graded(grader, submission, units, quick, console, say):
    """Return the report on these `units`; while it is made, a bar shows which check is asked."""
    asked = [check for check in grader.checks if check.unit in units and not (check.slow and quick)]
    asked.sort(key=lambda check: (units.index(check.unit), check.slow))     # as they are asked
    ahead = iter([_doing(check, grader.assignment, say) for check in asked])
    with progress_on(console) as progress:
        task = progress.add_task(next(ahead, ""), total=len(asked))
        return grader.grade(submission, units=units, slow=not quick, tell=lambda result: progress.update(
            task, advance=1, description=next(ahead, result.unit)))


def _watch(arguments, assignment, units, console, say):
    """Grade again on each save until interrupted; return 0 where every check passed at last."""
    from autograder.grading import Grader
    from autograder.submission import read_submission
    from autograder.views.feedback import lesson, next_unit
    from autograder.watch import saves, watched
    seed = secrets.randbelow(10**6) if arguments.seed is None else arguments.seed
    folder = _code(arguments.code, assignment)
    with Grader(assignment, seed) as grader:
        def grade(names):
            submission = read_submission("yours", _code(folder, assignment), assignment, arguments.layout)
            return grader.grade(submission, units=names, slow=False)

        def show(result):
            if console.is_terminal:
                console.clear()
            failed = isinstance(result, AutograderError)
            told = say("error: {problem}", problem=result) if failed else lesson(result, say)
            how = say("seed {seed}; watching {folder}: save a file to check again, Ctrl-C to end",
                      seed=seed, folder=folder)
            console.print(f"{told}\n\n({how})", markup=False)

        report = watched(assignment, units, grade, show, saves(folder))
    return 0 if report and next_unit(report) is None else 1


def _doing(check, assignment, say):
    """What is shown while a check is asked; of a training how long it may take, for its steps cannot be seen."""
    seconds = assignment.limits_of(check.unit).training_seconds
    return say("{unit}, at most {seconds} s", unit=check.unit, seconds=f"{seconds:g}") if check.slow else check.unit


def _assignment(arguments):
    """The assignment that was asked for; the whole one where none was, and the unit is an optional one."""
    assignment = load_assignment(arguments.assignment)
    known = [unit.name for unit in assignment.units]
    return assignment if arguments.assignment or arguments.unit in (None, *known) else load_assignment("full")


def _code(folder, assignment):
    """The folder with the learner's modules, which must have one at least."""
    from autograder.arrivals.intake import take_in
    if not folder.exists():
        raise AutograderError(f"--code {folder}: there is no such folder.")
    found = take_in(folder, assignment)
    if found.arrival != "single":
        one = found.submissions[0][1].path
        raise AutograderError(f"{folder} holds folders of modules, not modules. Give one of them: --code {one}")
    return folder.resolve()


def _onward(arguments, report, unit, say):
    """Yield which file comes after a unit in which all is right, and which command; nothing after the last."""
    names = [unit.name for unit in load_assignment(arguments.assignment or "full").units]
    later = names[names.index(unit) + 1:]
    if later and report.layout == "kit":
        folder, code = _spelled(arguments.code)
        yield say("Go on with {where}: `python -m autograder check {unit}{code}`.", where=f"{folder}/{later[0]}.py",
                  unit=later[0], code=code) + "\n"


def _spelled(folder):
    """Return what a folder with code is called, and the option that a command needs for it."""
    return ("exercises", "") if folder == EXERCISES else (folder, f" --code {shlex.quote(str(folder))}")


def _next_step(arguments, report, check, file, say):
    """Which file is next and which command, and a hint, or where one can be had."""
    from autograder.hints import Hints
    folder, code = _spelled(arguments.code)
    where = f"{folder}/{file}" if report.layout == "kit" else folder
    again = say("Next: {where}, then `python -m autograder check {unit}{code}` again.",
                where=where, unit=check.unit, code=code)
    hints = Hints(check, arguments.code if arguments.code.is_dir() else arguments.code.parent, say)
    told = say("stuck? {command} --hint     ({seen} of {most} hints seen for {key})", seen=hints.seen, most=hints.rungs,
               command=f"python -m autograder check {check.unit}{code}", key=hints.key)
    return f"{again}\n\n{hints.next() if arguments.hint else told}"
