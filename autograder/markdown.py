"""A report as Markdown: a student's feedback for issues, merge requests and notebooks."""

import re

from autograder.feedback import bar, footer
from autograder.reading import to_read
from autograder.reveal import revealed, score_text


def feedback_markdown(report, level="full"):
    """Return a student's feedback as Markdown; `level` is how much of the hidden checks is shown.

    Whatever a stranger wrote stands in code, where Markdown obeys nothing.
    """
    shown = revealed(report, level)
    lines = [f"# {code(shown.submission)}: {shown.points} points", "", *_table(shown), ""]
    lines += [f"- Note: {code(note)}" for note in shown.notes] + [""] * bool(shown.notes)
    if shown.failures:
        lines += ["## What did not pass", ""]
    for failure in shown.failures:
        lines += _failure(failure)
    for title, units in (*shown.lists, *([("Passed", shown.passed)] if shown.passed else ())):
        lines += [f"## {title}", "", *_listed(units), ""]
    if reading := to_read(shown):
        lines += ["## To read", "", *[f"- {unit}: {text}" for unit, text in reading], ""]
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
    return ["| unit | | points | |", "|---|---|--:|---|", *rows]


def _failure(failure):
    lines = [f"### {code(f'{failure.unit}: {failure.name}')} {failure.points} points", ""]
    for part in (failure.title, *([None] if failure.said else ()), failure.hint):
        lines += [] if part == "" else [*(fenced(failure.said) if part is None else [part]), ""]
    if failure.named:
        lines += [*"\n>\n".join(f"> {text}" for text in failure.named).splitlines(), ""]
    if failure.others:
        lines += [f"The same holds for {len(failure.others)} more: {', '.join(map(code, failure.others))}", ""]
    return lines


def _listed(units):
    return [f"- {unit}: " + (f"all {names}" if isinstance(names, int) else ", ".join(map(code, names)))
            for unit, names in units.items()]
