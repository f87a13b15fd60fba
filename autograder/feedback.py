"""A report as text for people: a student's feedback file, a learner's screen."""

import textwrap
from collections import Counter
from itertools import groupby

from autograder.report import Outcome, points_text

_WRONG = (Outcome.FAILED, Outcome.ERROR)
_RULE = "-" * 80


def score_text(scored):
    """Return `7.5 / 10` of anything with a score and a max_score."""
    return f"{points_text(scored.score)} / {points_text(scored.max_score)}"


def outcomes_text(checks):
    """Return `3 failed, 2 todo` of those checks that did not pass; empty where all did."""
    counts = Counter(check.outcome.value for check in checks)
    return ", ".join(f"{counts[o.value]} {o.value}" for o in Outcome if o is not Outcome.PASSED and counts[o.value])


def bar(scored, width=20):
    """Return a bar of the share of points: `[#######.............]`."""
    full = int(width * scored.score / scored.max_score) if scored.max_score else 0
    return f"[{'#' * full}{'.' * (width - full)}]"


def unit_lines(report):
    """Return one line for each unit: name, bar, score, what did not pass."""
    lines = []
    for unit in report.units:
        checks = [check for check in report.checks if check.unit == unit.name]
        told = ", ".join(filter(None, ["bonus" * (unit.name in report.bonus), outcomes_text(checks)]))
        lines.append(f"  {unit.name:<12} {bar(unit)} {score_text(unit):>11}   {told}".rstrip())
    return lines


def explained(check):
    """Return a check that did not pass: name, points, promise, message."""
    head = f"{check.unit}: {check.name}    {score_text(check)} points"
    return "\n".join([head, f"  {check.title}", "", *_indented(check.message)]).rstrip()


def _indented(text):
    return [f"  {line}".rstrip() for line in text.splitlines()]


def feedback(report):
    """Return a student's feedback as text: scores, every check that did not pass, what passed only on stand-ins."""
    parts = [f"{report.submission}: {score_text(report)} points", "", *unit_lines(report), ""]
    parts += [f"note: {note}" for note in report.notes]
    wrong = [check for check in report.checks if check.outcome in _WRONG]
    # A module that cannot be loaded gives every check of its unit the same message: it is told once.
    for _, group in groupby(wrong, key=lambda check: (check.unit, check.message)):
        first, *rest = group
        parts += [_RULE, explained(first)]
        if rest:
            parts += ["", *_wrapped(f"The same holds for {len(rest)} more: {_names(rest)}")]
    for outcome, title in ((Outcome.TODO, "Not written yet"), (Outcome.SKIPPED, "Not asked of this submission")):
        parts += _listed(title, [check for check in report.checks if check.outcome is outcome])
    parts += _listed("Passed only on correct earlier units, so the mistake is in those",
                     [c for c in report.checks if c.outcome is Outcome.PASSED and c.on == "stand-ins"])
    if passed := [*_passed_lines(report)]:
        parts += [_RULE, "Passed:", *passed]
    return "\n".join([*parts, "", *_footer(report)]) + "\n"


def _listed(title, checks):
    if not checks:
        return []
    units = groupby(checks, key=lambda check: check.unit)
    return [_RULE, f"{title}:", *[line for unit, group in units for line in _wrapped(f"{unit}: {_names(group)}")]]


def _names(checks):
    return ", ".join(check.name for check in checks)


def _wrapped(text, indent="  "):
    # Names are searched for: a line never ends inside one.
    return textwrap.wrap(text, 110, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
                         break_on_hyphens=False)


def _passed_lines(report):
    """One line for each unit: `all 7`, or the names where some did not pass on the student's own code."""
    for unit, group in groupby(report.checks, key=lambda check: check.unit):
        checks = list(group)
        passed = [check for check in checks if check.outcome is Outcome.PASSED and check.on != "stand-ins"]
        if passed:
            yield from _wrapped(f"{unit}: " + (f"all {len(checks)}" if len(passed) == len(checks) else _names(passed)))


def _footer(report):
    tried = ["What failed was tried twice where it builds on earlier units: on yours, and on correct ones."]
    borrowed = any(check.on == "stand-ins" for check in report.checks)
    return tried * borrowed + [f"kit {report.kit}, seed {report.seed}, wall {report.wall}, layout {report.layout}"]


def lesson(report):
    """Return a learner's screen: units, the first failure in full, the others in a line."""
    wrong = [check for check in report.checks if check.outcome in _WRONG]
    lines = [*unit_lines(report), "", f"  {score_text(report)} points"]
    if report.notes:
        lines += ["", *[f"note: {note}" for note in report.notes]]
    if wrong:
        lines += ["", "First failure", "", explained(wrong[0])]
        rest = [f"{check.unit}: {check.name}" for check in wrong[1:]]
        if rest:
            more = f", and {len(rest) - 8} more" if len(rest) > 8 else ""
            lines += ["", *_wrapped(f"Also failing: {', '.join(rest[:8])}{more}", "")]
    return "\n".join(lines)


def next_unit(report):
    """Return the name of the unit to work on: where something fails, else where something is not written; or None."""
    for outcomes in (_WRONG, (Outcome.TODO,)):
        for check in report.checks:
            if check.outcome in outcomes:
                return check.unit
    return None
