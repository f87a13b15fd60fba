"""Every check of every submission as one long CSV, for pandas, R or a spreadsheet."""

from autograder.spreadsheet import csv_text

COLUMNS = ("submission", "unit", "check", "outcome", "score", "max_score", "bonus", "on", "mistakes", "title")


def add(command):
    """Add the format."""
    command("every check of every submission: a row each", """\
One table for pandas, R or a spreadsheet. `on` says whose earlier units the check was asked on, `mistakes` holds the ids
of the known mistakes that give just the student's numbers.

  python -m autograder export marks csv --out checks.csv""")


def export(marks, arguments):
    """Return the table."""
    return {arguments.out: checks_csv(marks.reports)}, []


def checks_csv(reports):
    """Return a row for each check of `reports`, in their order, as CSV."""
    return csv_text([COLUMNS, *[_row(report, check) for report in reports for check in report.checks]])


def _row(report, check):
    bonus, mistakes = int(check.unit in report.bonus), " ".join(mistake["id"] for mistake in check.mistakes)
    return (report.submission, check.unit, check.name, check.outcome.value, check.score, check.max_score, bonus,
            check.on, mistakes, check.title)
