"""A report as text for people: a student's feedback file, a learner's screen."""

import textwrap

from autograder.language import ENGLISH
from autograder.report import Outcome
from autograder.views.reading import to_read
from autograder.views.reveal import WRONG, revealed, score_text

_RULE = "-" * 80


def bar(scored, width=20):
    """Return a bar of the share of points: `[#######.............]`."""
    full = int(width * scored.score / scored.max_score) if scored.max_score else 0
    return f"[{'#' * full}{'.' * (width - full)}]"


def unit_lines(shown):
    """Return one line for each unit: name, bar, score, what did not pass."""
    return [f"  {unit.name:<12} {bar(unit)} {score_text(unit):>11}   {shown.outcomes[unit.name]}".rstrip()
            for unit in shown.units]


def explained(failure, say=ENGLISH):
    """Return a check that did not pass: name, points, promise, what was seen, hint, the mistakes it looks like."""
    named = [line for paragraph in failure.named for line in _wrapped(paragraph, "")]
    parts = [failure.title, failure.said, failure.hint, "\n".join(named)]
    told = "\n\n".join(part for part in parts if part)
    return "\n".join([f"{failure.unit}: {failure.name}    {say('{score} points', score=failure.points)}",
                      *_indented(told)])


def _indented(text):
    return [f"  {line}".rstrip() for line in text.splitlines()]


def feedback(report, level="full", say=ENGLISH):
    """Return a student's feedback as text: scores, failures, what passed on stand-ins, what passed.

    `level` is how much of the hidden checks is shown: see `reveal.LEVELS`; `say` is the language.
    """
    shown = revealed(report, level, say)
    parts = [f"{shown.submission}: {say('{score} points', score=shown.points)}", "", *unit_lines(shown), ""]
    parts += [say("note: {note}", note=note) for note in shown.notes]
    for failure in shown.failures:
        parts += [_RULE, explained(failure, say)]
        if failure.others:
            parts += ["", *_others(failure.others, say)]
    for title, units in shown.lists:
        parts += [_RULE, say("{title}:", title=title), *_unit_names(units, say)]
    if shown.passed:
        parts += [_RULE, say("{title}:", title=say("Passed")), *_unit_names(shown.passed, say)]
    if reading := to_read(shown):
        parts += [_RULE, say("{title}:", title=say("To read")), *_units(dict(reading), say)]
    return "\n".join([*parts, "", *footer(shown)]) + "\n"


def _others(others, say):
    """The checks for which the same holds: their names, or a line for each where their promises matter."""
    more = say("The same holds for {count} more:", count=len(others))
    if not any(promise for _, promise in others):
        return _wrapped(f"{more} {', '.join(name for name, _ in others)}")
    return [f"  {more}", *[line for name, promise in others for line in _wrapped(f"{name}: {promise}", "    ")]]


def _unit_names(units, say):
    """One line for each unit: `all 7`, or the names."""
    return _units({unit: say("all {count}", count=names) if isinstance(names, int) else ", ".join(names)
                   for unit, names in units.items()}, say)


def _units(told, say):
    """Lines with what is told of each unit."""
    return [line for unit, text in told.items() for line in _wrapped(f"{say('{title}:', title=unit)} {text}")]


def _wrapped(text, indent="  "):
    # Names are searched for: a line never ends inside one.
    return textwrap.wrap(text, 110, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
                         break_on_hyphens=False)


def footer(shown):
    """Return the last lines of feedback: how it was tried, and what a repetition would need."""
    say = shown.say
    tried = [say("What failed was tried twice where it builds on earlier units: on yours, and on correct ones.")]
    seed = "" if shown.seed is None else say("seed {seed}", seed=shown.seed) + ", "
    how = say("wall {wall}, layout {layout}", wall=shown.wall, layout=shown.layout)
    return tried * shown.borrowed + [f"kit {shown.kit}, {seed}{how}"]


def lesson(report, say=ENGLISH):
    """Return a learner's screen: units, the first failure in full, the others in a line."""
    shown = revealed(report, say=say)
    lines = unit_lines(shown)
    if shown.max_score:         # not where an optional unit was asked alone
        lines += ["", f"  {say('{score} points', score=shown.points)}"]
    if shown.notes:
        lines += ["", *[say("note: {note}", note=note) for note in shown.notes]]
    if shown.failures:
        lines += ["", say("First failure"), "", explained(shown.failures[0], say)]
        rest = [f"{one.unit}: {name}" for one in shown.failures
                for name in (one.name, *[name for name, _ in one.others])][1:]
        if rest:
            more = say(", and {count} more", count=len(rest) - 8) if len(rest) > 8 else ""
            lines += ["", *_wrapped(f"{say('Also failing:')} {', '.join(rest[:8])}{more}", "")]
    if reading := dict(to_read(shown)).get(next_unit(report)):
        lines += ["", *_wrapped(f"{say('{title}:', title=say('To read'))} {reading}", "")]
    return "\n".join(lines)


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
