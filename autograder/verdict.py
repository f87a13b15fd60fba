"""Verdicts: from what a check asked, was answered and raised to its line in the report."""

import json
import re
from dataclasses import dataclass

import pytest

from autograder.compare import Gone, Missing, NotLoaded, Todo, Unanswered, Wrong
from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.language import ENGLISH as say
from autograder.layout import lacks
from autograder.naming import Question, Talk, named, told
from autograder.report import CheckResult, Outcome

_NEED_NOT = "An existing engine need not have this"
#: what no answer can bring about: a disk, memory, a wall
_TROUBLE = (OSError, MemoryError, AutograderError)


@dataclass(frozen=True)
class Run:
    """A check was asked: what it raised or None, on whose earlier units, questions with answers, for a picture."""

    check: object
    problem: Exception | None
    on: str
    asked: tuple
    evidence: dict


def result(submission, run, points, mistakes=(), breaks=lambda check: True):
    """Return what became of a check worth `points`; `mistakes` are the known ones that give the same wrong answers.

    `breaks(check)` says whether a check breaks about the solutions too: else it is the answers that broke it, and who
    gives such answers is not asked for less.
    """
    check, problem, on, outcome = run.check, run.problem, run.on, _outcome(run.problem)
    elsewhere = submission.layout != "kit"
    if elsewhere and ((outcome is not Outcome.PASSED and check.kit_only) or _is_lacking(submission, run)):
        need_not = say("An existing engine need not have this: {why}", why=inert(str(problem)))
        return _made(check, Outcome.SKIPPED, need_not, on, 0)
    if outcome is Outcome.ERROR and not isinstance(problem, Unanswered):
        error = f"{type(problem).__name__}: {inert(str(problem))}"
        if isinstance(problem, _TROUBLE) or breaks(check):
            return _made(check, outcome, say(
                "The grader itself failed here, so this check is not counted. Please report it: {error}",
                error=error), on, 0)
        return _made(check, Outcome.FAILED, say(
            "What came back broke the check, as no right answer does, so it counts as wrong. Please report it: {error}",
            error=error), on, points)
    message = "" if problem is None else _message(check, problem)
    return _made(check, outcome, message, on, points, hint=check.hint if message else "",
                 mistakes=tuple(map(told, mistakes)), evidence=run.evidence)


def absent(submission, unit, check, points):
    """Return what becomes of a check of a unit that the submission does not have."""
    if submission.layout == "kit" or unit.name in submission.problems:
        sentence = submission.problems.get(unit.name, say("{file} is missing.", file=unit.file))
        return _made(check, Outcome.ERROR, sentence, "", points)
    without = say("This submission is an engine without the unit {unit}.", unit=unit.name)
    return _made(check, Outcome.SKIPPED, without, "", 0)


def names(submission, unit, runs):
    """Return {check: the known mistakes that explain its failure}, for the checks of a unit that gave wrong answers."""
    if all(run.problem is None for run in runs):
        return {}
    module = submission.modules[unit.name]
    units = {name for name, other in submission.modules.items() if other == module}     # an engine holds several
    telling = [run for run in runs if run.problem is None or type(run.problem) in (Wrong, Unanswered)]
    return named(units, [Talk(run.check.name, run.problem is None, tuple(map(_pair, run.asked))) for run in telling])


def _pair(asked):
    probe, arguments, size, answer = asked
    return Question(probe, json.dumps(arguments), size), answer


def _is_lacking(submission, run):
    """Whether a check asked for something that this existing engine does not have."""
    missing = isinstance(run.problem, Missing) and re.fullmatch(r"there is no `(\w+)`", str(run.problem))
    if not missing:
        return False
    asked = json.dumps([question[:2] for question in run.asked])
    return lacks(missing[1], asked, submission.sources.values())


def _message(check, problem):
    text = inert(str(problem))
    if isinstance(problem, Todo):
        return say("Not written yet. {stub}", stub=text) if text else say("Not written yet.")
    if isinstance(problem, (Gone, NotLoaded)):
        return text
    return f"{text}\n\n{check.hint}".strip("\n")


def lacking(results):
    """Name what an existing engine does not have, in a note for its report."""
    skipped = [result for result in results
               if result.outcome is Outcome.SKIPPED and result.message.startswith(_NEED_NOT)]
    absent = [(re.search(r"there is no `(\w+)`", result.message), result.name) for result in skipped]
    lacks = dict.fromkeys(match[1] if match else name.replace("_", " ") for match, name in absent)
    return [say("not counted, for this engine lacks it: {what}", what=", ".join(lacks))] if lacks else []


def _made(check, outcome, message, on, points, **explanation):
    score = points if outcome is Outcome.PASSED else 0
    return CheckResult(unit=check.unit, name=check.name, title=check.title, outcome=outcome, score=score,
                       max_score=points, message=message, on=on, **explanation)


def _outcome(problem):
    """What a check's exception means."""
    for kind, outcome in ((type(None), Outcome.PASSED), (Wrong, Outcome.FAILED), (Todo, Outcome.TODO),
                          (Missing, Outcome.FAILED), (pytest.skip.Exception, Outcome.SKIPPED)):
        if isinstance(problem, kind):
            return outcome
    return Outcome.ERROR
