"""A goal: a figure that was measured, and the bound it is to keep."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One row of a benchmark's table.

    what       what was measured, in words
    bound      the target
    measured   the figure, in the unit of the bound
    least      whether the figure must be at least the bound, and not at most
    must       whether missing it is an error; a speed depends on the machine, a result does not
    """

    what: str
    bound: float
    measured: float
    least: bool = True
    must: bool = False

    @property
    def met(self):
        """Whether the bound is kept."""
        return self.measured >= self.bound if self.least else self.measured <= self.bound


def table(goals):
    """Return the goals as lines of text, figures under each other."""
    rows = [("", "target", "measured", "")]
    for goal in goals:
        bound = f"{'>=' if goal.least else '<='} {_text(goal.bound)}"
        rows.append((goal.what, bound, _text(goal.measured), "met" if goal.met else "NOT MET"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"{what:{widths[0]}}  {bound:>{widths[1]}}  {measured:>{widths[2]}}  {met}".rstrip()
        for what, bound, measured, met in rows
    ]
    return "\n".join(lines)


def exit_code(goals):
    """Return 1 if a goal that must be met is not, else 0."""
    return int(any(goal.must and not goal.met for goal in goals))


def _text(number):
    """Three digits, and no exponent for the sizes that ratios have."""
    if 1e-3 <= abs(number) < 1e6:
        return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
    return f"{number:.1e}"
