"""How much of the hidden checks a student is shown: everything that leaves a report for a student passes here."""

import ast
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.language import ENGLISH, Language
from autograder.report import Outcome, points_text

#: level -> what it shows; each shows what the one before it shows, and more
LEVELS = {
    "scores": "the points of each unit",
    "names": "and which checks passed, by name",
    "messages": "and of each failure its promise, hint and named mistakes: no inputs, no numbers, no word of the code",
    "full": "everything: the inputs, what came back, what is right, pictures, the seed",
}
WRONG = (Outcome.FAILED, Outcome.ERROR)
EXAMPLES = 3    # checks that are told in full where one mistake explains them all

#: what stands in place of the code's own words below `full`: by what is known without them. Why a file was not taken
#: is no word of the code, and who is not told so cannot put it right.
NOT_COUNTED = "The grader itself failed here, so this check is not counted."
NO_ANSWER = "The code gave no answer: it raised an error, took too long, or could not be loaded."


@dataclass(frozen=True)
class Failure:
    """A check that did not pass, as it is shown; or all checks of a unit, where none could be asked.

    said       what was asked, what came back, what is right; the code's own words may be in it
    named      what is told of the known mistakes that give the same, in paragraphs; code stands between backticks
    evidence   what a picture is drawn from, {} where none is shown
    others     (name, promise) of checks of the same unit for which the same holds; "" where promises are no matter
    """

    unit: str
    name: str
    points: str
    title: str
    said: str
    hint: str
    named: tuple
    evidence: dict
    others: tuple = ()


@dataclass(frozen=True)
class Shown:
    """What a student is shown of a report.

    units      the points of each unit; `outcomes` has a unit's `bonus, 3 failed, 2 todo`, or less of it
    lists      (title, {unit: names, or number}) of those that need no more said
    pictures   (promise, evidence) of those that passed and have something to look at
    passed     {unit: names of checks}, or {unit: number} where it is all of them; so in `lists`
    to_read    units in which something failed or is not written
    seed       None where it is not shown: with the kit at hand, the inputs follow from it
    say        the language in which all of this is, and what is said around it
    """

    level: str
    submission: str
    points: str
    score: float
    max_score: float
    units: tuple
    outcomes: dict
    notes: tuple
    failures: tuple
    lists: tuple
    pictures: tuple
    passed: dict
    to_read: tuple
    borrowed: bool
    kit: str
    wall: str
    layout: str
    seed: int | None
    say: Language = ENGLISH


def revealed(report, level="full", say=ENGLISH):
    """Return what `level` shows of a report, in the language `say`."""
    named = level != "scores"
    checks = report.checks if named else ()
    wrong = [check for check in checks if check.outcome in WRONG]
    told = level in ("messages", "full")
    return Shown(
        level=level, submission=report.submission, points=score_text(report), score=report.score,
        max_score=report.max_score, units=report.units, outcomes=_outcomes(report, checks, say),
        notes=tuple(map(say.told, _notes(report, level))),
        failures=_failures(wrong, report, level, say) if told else (),
        lists=_lists(checks, () if told else wrong, say), pictures=_pictures(checks, say) if level == "full" else (),
        passed=_passed(checks), to_read=_to_read(report.units),
        borrowed=any(check.on == "stand-ins" for check in checks), kit=report.kit, wall=report.wall,
        layout=report.layout, seed=report.seed if level == "full" else None, say=say)


def score_text(scored):
    """Return `7.5 / 10` of anything with a score and a max_score."""
    return f"{points_text(scored.score)} / {points_text(scored.max_score)}"


def outcomes_text(checks, say=ENGLISH):
    """Return `3 failed, 2 todo` of those checks that did not pass; empty where all did."""
    counts = Counter(check.outcome.value for check in checks)
    return ", ".join(say(f"{{count}} {o}", count=counts[o]) for o in Outcome if o is not Outcome.PASSED and counts[o])


def _outcomes(report, checks, say):
    counts = {unit.name: outcomes_text([c for c in checks if c.unit == unit.name], say) for unit in report.units}
    bonus = say("bonus")
    return {name: ", ".join(filter(None, [bonus * (name in report.bonus), text])) for name, text in counts.items()}


def _notes(report, level):
    # What an engine lacks is told in its worker's words.
    return report.notes if level == "full" else tuple(n for n in report.notes if not n.startswith("not counted, "))


def _failures(wrong, report, level, say):
    """What holds for several checks is told once: that a module cannot be loaded, or a mistake that many show."""
    groups = [list(group) for _, group in groupby(wrong, key=lambda check: (check.unit, check.message))]
    return tuple(_failure(group, report, level, say) for group in _folded(groups))


def _folded(groups):
    """Return the groups of checks; where one mistake explains more than a few, the last of these takes the rest in."""
    told, kept = {}, []
    for group in groups:
        mistakes = tuple(mistake["id"] for mistake in group[0].mistakes)
        same = told.setdefault((group[0].unit, mistakes), [])
        if mistakes and len(same) == EXAMPLES:
            same[-1].extend(group)
        else:
            same.append(group)
            kept.append(group)
    return kept


def _failure(group, report, level, say):
    check, *others = group
    full, hint = level == "full", check.hint if check.message.endswith(check.hint) else ""
    words = check.message.removesuffix(hint).rstrip()
    said = say.lines(words) if full or _is_absent(check) else say(_said(check))
    more = tuple((other.name, say.told(other.title) if hint else "") for other in others)
    failure = Failure(check.unit, check.name, score_text(check), say.told(check.title), said, say.told(hint),
                      _named(check, say), check.evidence if full else {}, more)
    return failure if hint or not _is_a_unit(group, report) else _of_unit(failure, report, say)


def _is_a_unit(group, report):
    """Whether these are all checks of a unit, of which none was answered."""
    every = [check for check in report.checks if check.unit == group[0].unit]
    return 1 < len(group) == len(every) and {check.outcome for check in group} == {Outcome.ERROR}


def _of_unit(failure, report, say):
    """Return a failure as one of its whole unit: no check's name, promise or points say more."""
    (unit,) = (unit for unit in report.units if unit.name == failure.unit)
    return replace(failure, name=say("all of this unit"), points=score_text(unit), title="", others=())


def _named(check, say):
    error = check.outcome is Outcome.ERROR
    told = [({"mistake": say(mistake["name"]), "case": smallest_case(mistake["smallest"], say)}, say(mistake["hint"]))
            for mistake in check.mistakes]
    if len(told) > 1:
        these = say("This is the error you get with each of these mistakes:" if error else
                    "These are the numbers you get with each of these mistakes:")
        return (these, *(f"- {say('{mistake}: look at {case}.', **what)} {hint}" for what, hint in told))
    return tuple(text for what, hint in told for text in (
        say("This is the error you get when {mistake}: look at {case}." if error else
            "These are the numbers you get when {mistake}: look at {case}.", **what), hint))


def smallest_case(text, say=ENGLISH):
    """Return the smallest case of a mistake for a sentence: an expression between backticks, or words."""
    try:
        ast.parse(text)
    except SyntaxError:
        return say("the case: {text}", text=say(text))
    return f"`{text}`"


def _is_absent(check):
    """Whether its unit's file was not there, or not taken: its message says why."""
    return check.outcome is Outcome.ERROR and not check.on and bool(check.max_score)


def _said(check):
    """Say what became of a check without a word of its message."""
    if check.outcome is not Outcome.ERROR:
        return ""
    return NO_ANSWER if check.max_score else NOT_COUNTED


def _lists(checks, wrong, say):
    lists = (
        (say("Did not pass"), wrong),
        (say("Not written yet"), [c for c in checks if c.outcome is Outcome.TODO]),
        (say("Not asked of this submission"), [c for c in checks if c.outcome is Outcome.SKIPPED]),
        (say("Passed on correct earlier units, so there is no mistake here"),
         [c for c in checks if c.outcome is Outcome.PASSED and c.on == "stand-ins"]),
    )
    return tuple((title, _names(listed, checks)) for title, listed in lists if listed)


def _pictures(checks, say):
    return tuple((say.told(check.title), check.evidence) for check in checks
                 if check.outcome is Outcome.PASSED and check.evidence)


def _passed(checks):
    return _names([c for c in checks if c.outcome is Outcome.PASSED and c.on != "stand-ins"], checks)


def _names(listed, checks):
    """Return {unit: names} of the checks that are `listed`; {unit: number} where these are all of several."""
    every, names = Counter(check.unit for check in checks), {}
    for check in listed:
        names.setdefault(check.unit, []).append(check.name)
    return {unit: len(those) if 1 < len(those) == every[unit] else those for unit, those in names.items()}


def _to_read(units):
    return tuple(unit.name for unit in units if unit.score < unit.max_score)
