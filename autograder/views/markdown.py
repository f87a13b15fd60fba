"""A report as Markdown: a student's feedback for issues, merge requests and notebooks."""

import re

from autograder.language import ENGLISH
from autograder.views.feedback import bar, footer
from autograder.views.reading import to_read
from autograder.views.reveal import revealed, score_text


def feedback_markdown(report, level="full", say=ENGLISH):
    """Return a student's feedback as Markdown; `level` is how much of the hidden checks is shown, `say` the language.

    Whatever a stranger wrote stands in code, where Markdown obeys nothing.
    """
    shown = revealed(report, level, say)
    lines = [f"# {code(shown.submission)}: {say('{score} points', score=shown.points)}", "", *_table(shown), ""]
    lines += [f"- {say('Note: {note}', note=code(note))}" for note in shown.notes] + [""] * bool(shown.notes)
    if shown.failures:
        lines += [f"## {say('What did not pass')}", ""]
    for failure in shown.failures:
        lines += _failure(failure, say)
    for title, units in (*shown.lists, *([(say("Passed"), shown.passed)] if shown.passed else ())):
        lines += [f"## {title}", "", *_listed(units, say), ""]
    if reading := to_read(shown):
        lines += [f"## {say('To read')}", "", *[f"- {unit}: {text}" for unit, text in reading], ""]
    return "\n".join([*lines, "---", "", *map(code, footer(shown))]) + "\n"


def code(text):
    """Return a line of text as a span of code, with more backticks around it than in it."""
    text = " ".join(text.split())
    fence = "`" * (_longest_run(text) + 1)
    return f"{fence} {text} {fence}" if text.startswith("`") or text.endswith("`") else f"{fence}{text}{fence}"


def fenced(text):
    """Return lines of text as a block of code, as a list of lines."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return [f"{fence}text", *text.splitlines(), fence]


def _longest_run(text):
    return max(map(len, re.findall("`+", text)), default=0)


def _table(shown):
    rows = [f"| {code(unit.name)} | {code(bar(unit))} | {score_text(unit)} | {shown.outcomes[unit.name]} |"
            for unit in shown.units]
    return [f"| {shown.say('unit')} | | {shown.say('points')} | |", "|---|---|--:|---|", *rows]


def _failure(failure, say):
    lines = [f"### {code(f'{failure.unit}: {failure.name}')} {say('{score} points', score=failure.points)}", ""]
    for part in (failure.title, *([None] if failure.said else ()), failure.hint):
        lines += [] if part == "" else [*(fenced(failure.said) if part is None else [part]), ""]
    if failure.named:
        lines += [*"\n>\n".join(f"> {text}" for text in failure.named).splitlines(), ""]
    if failure.others:
        more = say("The same holds for {count} more:", count=len(failure.others))
        lines += [more, "", *[f"- {code(name)}{promise and f': {promise}'}" for name, promise in failure.others], ""]
    return lines


def _listed(units, say):
    return [f"- {unit}: " + (say("all {count}", count=names) if isinstance(names, int) else ", ".join(map(code, names)))
            for unit, names in units.items()]
