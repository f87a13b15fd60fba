"""A report as text for people: a student's feedback file, a learner's screen."""

import textwrap

from autograder.reading import to_read
from autograder.report import Outcome
from autograder.reveal import WRONG, revealed, score_text

_RULE = "-" * 80


def bar(scored, width=20):
    """Return a bar of the share of points: `[#######.............]`."""
    full = int(width * scored.score / scored.max_score) if scored.max_score else 0
    return f"[{'#' * full}{'.' * (width - full)}]"


def unit_lines(shown):
    """Return one line for each unit: name, bar, score, what did not pass."""
    return [f"  {unit.name:<12} {bar(unit)} {score_text(unit):>11}   {shown.outcomes[unit.name]}".rstrip()
            for unit in shown.units]


def explained(failure):
    """Return a check that did not pass: name, points, promise, what was seen, hint, the mistakes it looks like."""
    named = [line for paragraph in failure.named for line in _wrapped(paragraph, "")]
    parts = [failure.title, failure.said, failure.hint, "\n".join(named)]
    told = "\n\n".join(part for part in parts if part)
    return "\n".join([f"{failure.unit}: {failure.name}    {failure.points} points", *_indented(told)])


def _indented(text):
    return [f"  {line}".rstrip() for line in text.splitlines()]


def feedback(report, level="full"):
    """Return a student's feedback as text: scores, failures, what passed only on stand-ins, what passed.

    `level` is how much of the hidden checks is shown: see `reveal.LEVELS`.
    """
    shown = revealed(report, level)
    parts = [f"{shown.submission}: {shown.points} points", "", *unit_lines(shown), ""]
    parts += [f"note: {note}" for note in shown.notes]
    for failure in shown.failures:
        parts += [_RULE, explained(failure)]
        if failure.others:
            parts += ["", *_wrapped(f"The same holds for {len(failure.others)} more: {', '.join(failure.others)}")]
    for title, units in shown.lists:
        parts += [_RULE, f"{title}:", *_unit_names(units)]
    if shown.passed:
        parts += [_RULE, "Passed:", *_unit_names(shown.passed)]
    if reading := to_read(shown):
        parts += [_RULE, "To read:", *[line for unit, text in reading for line in _wrapped(f"{unit}: {text}")]]
    return "\n".join([*parts, "", *footer(shown)]) + "\n"


def _unit_names(units):
    """One line for each unit: `all 7`, or the names."""
    for unit, names in units.items():
        yield from _wrapped(f"{unit}: " + (f"all {names}" if isinstance(names, int) else ", ".join(names)))


def _wrapped(text, indent="  "):
    # Names are searched for: a line never ends inside one.
    return textwrap.wrap(text, 110, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
                         break_on_hyphens=False)


def footer(shown):
    """Return the last lines of feedback: how it was tried, and what a repetition would need."""
    tried = ["What failed was tried twice where it builds on earlier units: on yours, and on correct ones."]
    seed = "" if shown.seed is None else f"seed {shown.seed}, "
    return tried * shown.borrowed + [f"kit {shown.kit}, {seed}wall {shown.wall}, layout {shown.layout}"]


def lesson(report):
    """Return a learner's screen: units, the first failure in full, the others in a line."""
    shown = revealed(report)
    lines = [*unit_lines(shown), "", f"  {shown.points} points"]
    if shown.notes:
        lines += ["", *[f"note: {note}" for note in shown.notes]]
    if shown.failures:
        lines += ["", "First failure", "", explained(shown.failures[0])]
        rest = [f"{check.unit}: {check.name}" for check in report.checks if check.outcome in WRONG][1:]
        if rest:
            more = f", and {len(rest) - 8} more" if len(rest) > 8 else ""
            lines += ["", *_wrapped(f"Also failing: {', '.join(rest[:8])}{more}", "")]
    reading = dict(to_read(shown)).get(next_unit(report))
    return "\n".join([*lines, *(["", *_wrapped(f"To read: {reading}", "")] if reading else [])])


def next_check(report):
    """Return the check to work on: the first that fails, else the first of what is not written; or None."""
    for outcomes in (WRONG, (Outcome.TODO,)):
        for check in report.checks:
            if check.outcome in outcomes:
                return check
    return None


def next_unit(report):
    """Return the name of the unit to work on, or None."""
    check = next_check(report)
    return check and check.unit
