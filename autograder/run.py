"""A run: the folder that `grade --out` writes, with the seed and the options that all of its reports share.

What the folder holds is told in batch.py. Nothing is graded here, so whoever only looks for reports waits for nothing.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.report import Report, write_new, write_whole
from autograder.reports import read_report
from autograder.views.handout import Showing, is_written


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


def not_graded(name, problem):
    """Return what became of a submission whose grading ended with the exception `problem`."""
    text = str(problem)
    if not isinstance(problem, AutograderError):
        text = f"the grader itself failed, please report it: {type(problem).__name__}: {problem}"
    return Done(name, None, problem=inert(text))


def report_path(out, name):
    """Return where the report of this name lies."""
    return out / "reports" / f"{name}.json"


def kept_report(settings, submission):
    """Return the report that is there already, if it is of the same bytes, kit and seed and nothing is forced.

    One that was made without a wall is not enough where there is one.
    """
    report = None if settings.force else read_report(report_path(settings.out, submission.name))
    wanted = (submission.name, submission.digest, settings.version, settings.seed)
    if report is None or (report.submission, report.digest, report.kit, report.seed) != wanted:
        return None
    told = is_written(settings.out, submission.name)
    return report if told and (report.wall != "none" or settings.tier == "none") else None
