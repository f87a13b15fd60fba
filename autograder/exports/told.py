"""What is told of a report, check by check, to whoever may see as much of the hidden checks as a level shows."""

import textwrap
from dataclasses import dataclass, replace

from autograder.report import Outcome
from autograder.views.feedback import explained
from autograder.views.reveal import revealed


@dataclass(frozen=True)
class Told:
    """A check, or a whole unit where no check is named.

    unit     the number of its unit, from 1 on
    number   its own number: "2" of a unit, "2.3" of a check
    name     the unit's name, and the check's
    title    what the check promises, "" where that is not told
    status   pass, fail, or error where the code gave no answer
    text     why it did not pass, "" where that is not told
    """

    unit: int
    number: str
    name: str
    title: str
    status: str
    score: float
    max_score: float
    text: str


def told(report, level):
    """Return what is told at a level of `reveal.LEVELS`; what was skipped does not count and is left out."""
    units = [(number, unit) for number, unit in enumerate(report.units, start=1) if unit.max_score]
    if level == "scores":
        return [_unit(number, unit) for number, unit in units]
    counted = [check for check in report.checks if check.outcome is not Outcome.SKIPPED]
    inside = {unit.name: [check for check in counted if check.unit == unit.name] for _, unit in units}
    return [_check(number, place, check, report, level) for number, unit in units
            for place, check in enumerate(inside[unit.name], start=1)]


def _unit(number, unit):
    status = "pass" if unit.score == unit.max_score else "fail"
    return Told(number, str(number), unit.name, "", status, unit.score, unit.max_score, "")


def _check(number, place, check, report, level):
    status = {Outcome.PASSED: "pass", Outcome.ERROR: "error"}.get(check.outcome, "fail")
    title, text = (check.title, _text(check, report, level)) if level in ("messages", "full") else ("", "")
    return Told(number, f"{number}.{place}", f"{check.unit}: {check.name}", title, status, check.score, check.max_score,
                text)


def _text(check, report, level):
    if check.outcome is Outcome.TODO:
        return "Not written yet."
    alone = revealed(replace(report, checks=(check,)), level)
    return "\n\n".join(textwrap.dedent(explained(failure).partition("\n")[2]).strip() for failure in alone.failures)


def verdict(those):
    """Return the status of all of `those`: pass, fail, or error where nothing gave an answer."""
    statuses = {each.status for each in those}
    return "pass" if statuses <= {"pass"} else "error" if statuses == {"error"} else "fail"
