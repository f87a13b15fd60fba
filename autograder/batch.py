"""Many submissions: each finished report is written whole at once, and a run that was stopped goes on where it was.

    DIR/run.json             seed and layout of this run
    DIR/reports/NAME.json    one report each
    DIR/feedback/NAME.txt    the same for the student
    DIR/grades.csv           one row each
"""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError
from autograder.feedback import feedback
from autograder.grading import Grader, kit_version
from autograder.report import Report, grades_csv, write_whole
from autograder.submission import read_submission


@dataclass(frozen=True)
class Settings:
    """What every job of a run needs to know: plain data, so that it can be sent to other processes."""

    assignment: object
    out: Path
    seed: int
    tier: str
    layout: str | None = None
    force: bool = False


@dataclass(frozen=True)
class Done:
    """What became of one submission: its report, or the reason why there is none; `kept` if it was there already."""

    name: str
    report: Report | None
    kept: bool = False
    problem: str = ""


def report_path(out, name):
    """Where the report of the submission `name` lies."""
    return Path(out) / "reports" / f"{name}.json"


def open_output(out, seed, layout, force, new_seed):
    """Make or reopen the output folder; return the seed of its run.

    Raise AutograderError where the folder holds something else, or a run with another seed or layout, unless `force`.
    """
    out, run = Path(out), Path(out) / "run.json"
    if run.is_file() and not force:
        return _reopened(run, seed, layout)
    if out.exists() and not run.is_file() and not out.is_dir():
        raise AutograderError(f"{out} is a file: give a folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not run.is_file() and not force:
        raise AutograderError(f"{out} exists and was not made by `grade`: choose another folder, or add --force.")
    seed = new_seed() if seed is None else seed
    try:
        for folder in (out / "reports", out / "feedback"):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise AutograderError(f"{out} cannot be written: {problem.strerror}.") from None
    write_whole(run, json.dumps({"format": 1, "seed": seed, "layout": layout}) + "\n")
    return seed


def _reopened(run, seed, layout):
    try:
        before = json.loads(run.read_text(encoding="utf-8"))
        known, old_layout = int(before["seed"]), before["layout"]
    except (OSError, ValueError, KeyError, TypeError):
        raise AutograderError(f"{run} is damaged: add --force to grade everything anew.") from None
    if seed not in (None, known):
        raise AutograderError(f"{run.parent} holds a run with seed {known}, not {seed}: leave --seed out to go on with it, "
                              "choose another folder, or add --force to grade everything anew.")
    if layout != old_layout:
        raise AutograderError(f"{run.parent} holds a run with --layout {old_layout or 'left out'}: choose another folder, "
                              "or add --force to grade everything anew.")
    return known


def _kept(settings, submission):
    """The report that is there already, if it is of the same bytes, kit and seed."""
    try:
        report = Report.from_json(report_path(settings.out, submission.name).read_text(encoding="utf-8"))
    except (OSError, ValueError, AutograderError):
        return None
    same = (report.digest, report.kit, report.seed) == (submission.digest, kit_version(), settings.seed)
    return report if same and report.layout == submission.layout else None


def grade_one(grader, settings, name, path):
    """Grade one submission and write its report and feedback; return what became of it."""
    try:
        submission = read_submission(name, path, settings.assignment, settings.layout)
        report = None if settings.force else _kept(settings, submission)
        kept = report is not None
        report = report or grader.grade(submission)
        write_whole(settings.out / "feedback" / f"{name}.txt", feedback(report))
        write_whole(report_path(settings.out, name), report.to_json())
    except AutograderError as problem:
        return Done(name, None, problem=str(problem))
    except OSError as problem:
        return Done(name, None, problem=f"{path} cannot be read: {problem.strerror or problem}.")
    return Done(name, report, kept)


def grade_all(found, settings, jobs=1):
    """Yield a `Done` for each (name, path) of `found` as it is finished."""
    if jobs == 1 or len(found) < 2:
        with Grader(settings.assignment, settings.seed, tier=settings.tier) as grader:
            for name, path in found:
                yield grade_one(grader, settings, name, path)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(found)), context, _start, (settings,)) as pool:
        waiting = {pool.submit(_grade, name, path): name for name, path in found}
        try:
            for future in as_completed(waiting):
                yield _outcome(future, waiting.pop(future))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _outcome(future, name):
    try:
        return future.result()
    except BrokenProcessPool:
        return Done(name, None, problem="the process that graded it was stopped; grade again to go on")


_job = {}


def _start(settings):
    """Runs once in each process: pytest and the zygote start here."""
    _job.update(settings=settings, grader=Grader(settings.assignment, settings.seed, tier=settings.tier))


def _grade(name, path):
    return grade_one(_job["grader"], _job["settings"], name, path)


def write_grades(settings, names):
    """Write grades.csv from the reports of `names` that are there; return its path."""
    paths = [report_path(settings.out, name) for name in names]
    reports = (Report.from_json(path.read_text(encoding="utf-8")) for path in paths if path.is_file())
    path = settings.out / "grades.csv"
    write_whole(path, grades_csv(reports))
    return path
