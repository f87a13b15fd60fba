"""What an instructor sees of a class: a line for each submission as it is finished, and the table at the end."""

from rich.cells import cell_len

from autograder.inert import inert_name
from autograder.report import Outcome, points_text
from autograder.views.reveal import outcomes_text, score_text

_WIDEST = 48


def line(done, width):
    """Return what became of a submission, its name filled to `width` columns."""
    name = _padded(done.name, width)
    if done.report is None:
        return f"{name}  NOT GRADED: {done.problem}"
    kept = "   (kept)" if done.kept else ""
    told = f"   {reason}" if (reason := _of_all(done.report.checks)) else ""
    return f"{name}  {score_text(done.report):>11}   {outcomes_text(done.report.checks)}{kept}{told}".rstrip()


def _of_all(checks):
    """Return why none of the checks got an answer, where it is one reason: an archive that cannot be read."""
    reasons = {check.message if check.outcome is Outcome.ERROR else "" for check in checks}
    return inert_name(reasons.pop().partition("\n")[0], 120) if len(reasons) == 1 else ""


def row(report):
    """Return a report's row: {column: text}, `-` for a unit that was not asked."""
    units = {unit.name: points_text(unit.score) if unit.max_score else "-" for unit in report.units}
    total = {"score": points_text(report.score), "of": points_text(report.max_score)}
    return {"submission": report.submission} | units | total


def table(rows):
    """Return `rows`, which have the same columns, as text: the first column to the left, numbers to the right."""
    cells = [[*rows[0]], *[[*row.values()] for row in rows]]
    widths = [width_of(column) for column in zip(*cells, strict=True)]
    lines = []
    for name, *numbers in cells:
        aligned = [f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([_padded(name, widths[0]), *aligned]))
    return "\n".join(lines)


def width_of(texts):
    """Return how many columns of a terminal the widest of `texts` takes: some letters take two.

    A very long one does not count: it pushes its own line to the right, and not those of all others.
    """
    return min(max(map(cell_len, texts), default=0), _WIDEST)


def _padded(text, width):
    return text + " " * (width - cell_len(text))
