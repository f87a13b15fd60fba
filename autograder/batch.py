"""Many submissions: each finished report is written whole at once, and a run that was stopped goes on where it was.

    DIR/run.json             seed and options of this run
    DIR/reports/NAME.json    one report each
    DIR/feedback/NAME.*      the same for the student, see handout.py
    DIR/usage/NAME.json      what its workers took
    DIR/grades.csv           one row for each report
    DIR/class.*              all of them together, see class_report.py
    DIR/duplicates.csv       one row for each report of a submission that another one is equal to
"""

import json
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing.util import Finalize
from pathlib import Path

from autograder.arrivals.duplicates import Duplicates
from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.inert import inert
from autograder.pool import interrupts_held, processes
from autograder.report import Report, grades_csv, write_new, write_whole
from autograder.reports import Reports, read_report
from autograder.submission import read_submission
from autograder.usage import usage_json, usage_path
from autograder.views.class_report import collected, write_class
from autograder.views.cohort import Cohort
from autograder.views.handout import Showing, is_written, write_feedback

STOPPED = "the process that graded it was stopped"


@dataclass(frozen=True)
class Settings:
    """What every job of a run needs to know: plain data, so that it can be sent to other processes.

    version   stands for the kit and the assignment, see version.py
    force     whether to grade what is graded already
    showing   how the feedback shows a report
    """

    assignment: Assignment
    version: str
    out: Path
    seed: int
    tier: str
    layout: str | None = None
    force: bool = False
    showing: Showing = field(default_factory=Showing)


@dataclass(frozen=True)
class Done:
    """What became of one submission: its report, or the reason why there is none; `kept` if it was there already."""

    name: str
    report: Report | None
    kept: bool = False
    problem: str = ""


def open_output(out, seed, options, force, new_seed):
    """Make or reopen the output folder; return the seed of its run, `new_seed()` for a new one.

    `options` are the others that all reports of a run share: {"layout": None, "assignment": None}. Unless `force`,
    raise AutograderError where the folder holds something else or a run with another seed or other options; nothing
    is changed then.
    """
    out, asked = Path(out), seed
    try:
        before = _run_in(out, options, force)
        if before and not force:
            _expect_the_same(out, before, options if seed is None else {"seed": seed, **options})
        if seed is None:
            seed = before["seed"] if before else new_seed()
        out.mkdir(parents=True, exist_ok=True)
        # Before the folders: whoever is killed between them has left a run that can be gone on with.
        text = json.dumps({"format": 1, "seed": seed, **options}) + "\n"
        if before or force:
            write_whole(out / "run.json", text)
        elif not write_new(out / "run.json", text):     # another command began at this moment: its run is ours too
            return open_output(out, asked, options, force, new_seed)
        for name in ("reports", "feedback", "usage"):
            (out / name).mkdir(exist_ok=True)
    except OSError as problem:
        raise AutograderError(f"{problem.filename or out} cannot be used: {problem.strerror}. "
                              "Choose another folder with --out.") from None
    return seed


def _run_in(out, options, force):
    """Return what run.json says; None where there is no run, or a damaged one that `force` replaces."""
    run = out / "run.json"
    if out.exists() and not out.is_dir():
        raise AutograderError(f"{out} is a file: give a folder with --out.")
    if not run.exists():
        if not force and out.is_dir() and any(not path.name.startswith(".") for path in out.iterdir()):
            raise AutograderError(f"{out} exists and was not made by `grade`: choose another folder, or add --force.")
        return None
    try:
        before = json.loads(run.read_bytes())
        if set(before) != {"format", "seed", *options} or type(before["seed"]) is not int:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        if force:
            return None
        raise AutograderError(f"{run} is damaged: add --force to grade everything anew.") from None
    return before


def _expect_the_same(out, before, asked):
    for name, value in asked.items():
        if before[name] != value:
            then, now = _option(name, before[name]), _option(name, value)
            raise AutograderError(f"{out} holds a run with {then}, and this is one with {now}: ask for the same to go "
                                  "on, choose another folder, or add --force to grade everything anew.")


def _option(name, value):
    return f"no --{name}" if value is None else f"--{name} {value}"


def grade_one(grader, settings, name, path):
    """Grade one submission and write its report and feedback; return what became of it.

    Raise AutograderError where these cannot be written: so it would be for all others.
    """
    try:
        submission = read_submission(name, path, settings.assignment, settings.layout)
        if kept := kept_report(settings, submission):
            return Done(name, kept, kept=True)
        report = replace(grader.grade(submission), kit=settings.version)
    except Exception as problem:        # one submission that we stumble over must not cost the others their grades
        return not_graded(name, problem)
    return written(settings, name, report, grader.usage)


def not_graded(name, problem):
    """Return what became of a submission whose grading ended with the exception `problem`."""
    text = str(problem)
    if not isinstance(problem, AutograderError):
        text = f"the grader itself failed, please report it: {type(problem).__name__}: {problem}"
    return Done(name, None, problem=inert(text))


def written(settings, name, report, usage):
    """Write the report, its feedback and {unit: Usage}; return what became of the submission."""
    # The report last: where it is, the rest is.
    write_whole(usage_path(settings.out, name), usage_json(usage))
    write_feedback(settings.out, name, report, settings.showing)
    write_whole(_report_path(settings.out, name), report.to_json())
    return Done(name, report)


def _report_path(out, name):
    return out / "reports" / f"{name}.json"


def kept_report(settings, submission):
    """Return the report that is there already, if it is of the same bytes, kit and seed and nothing is forced.

    One that was made without a wall is not enough where there is one.
    """
    report = None if settings.force else read_report(_report_path(settings.out, submission.name))
    wanted = (submission.name, submission.digest, settings.version, settings.seed)
    if report is None or (report.submission, report.digest, report.kit, report.seed) != wanted:
        return None
    told = is_written(settings.out, submission.name)
    return report if told and (report.wall != "none" or settings.tier == "none") else None


def grade_all(found, settings, jobs=1, host=None):
    """Yield a `Done` for each (name, path) of `found` as it is finished; close it to stop at once.

    One job takes its workers from `host` where there is one; several have one each.
    """
    if jobs == 1 or len(found) < 2:
        with Grader(settings.assignment, settings.seed, tier=settings.tier, host=host) as grader:
            for name, path in found:
                yield grade_one(grader, settings, name, path)
        return
    with processes(min(jobs, len(found)), _start, settings) as pool:
        with interrupts_held():
            waiting = {pool.submit(_grade, name, path): name for name, path in found}
        for future in as_completed(waiting):
            yield _outcome(future, waiting.pop(future))


def _outcome(future, name):
    try:
        return future.result()
    except BrokenProcessPool:
        return Done(name, None, problem=STOPPED)


_job = {}


def _start(settings):
    """Runs once in each process: pytest and the zygote start here."""
    grader = Grader(settings.assignment, settings.seed, tier=settings.tier)
    Finalize(None, grader.host.close, exitpriority=0)       # its workers' parent is gone, and counted, before it is
    _job.update(settings=settings, grader=grader)


def _grade(name, path):
    return grade_one(_job["grader"], _job["settings"], name, path)


def write_grades(out, places=None):
    """Write grades.csv, duplicates.csv and the class report from all reports in the folder.

    `places` is {name: what was handed in}. Return the path of the grades, the paths of damaged reports, and groups of
    names of equal submissions.
    """
    path, reports, duplicates, cohort = out / "grades.csv", Reports(out), Duplicates(places), Cohort()
    write_whole(path, grades_csv(map(duplicates.noted, collected(out, reports, cohort))))
    write_whole(out / "duplicates.csv", duplicates.to_csv())
    write_class(out, cohort, duplicates.groups(), reports.damaged)
    return path, reports.damaged, duplicates.groups()
