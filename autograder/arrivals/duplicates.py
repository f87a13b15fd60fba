"""Duplicates: submissions of different students that are equal to the byte; reported, not judged."""

from autograder.report import Outcome
from autograder.spreadsheet import csv_text


class Duplicates:
    """Collects reports and finds those of equal submissions.

    Their digests stand for all bytes that were graded. Whoever has written nothing is left out: untouched stubs are
    equal. Students who handed in together, as one submission, are no duplicates.
    """

    def __init__(self, places=None):
        """`places` is {name: what was handed in}; names that are not there are of different hand-ins."""
        self._places, self._names = dict(places or {}), {}

    def noted(self, report):
        """Take note of a report, and return it."""
        if any(check.outcome in (Outcome.PASSED, Outcome.FAILED) for check in report.checks):
            self._names.setdefault(report.digest, []).append(report.submission)
        return report

    def groups(self):
        """Return the names of equal submissions, a tuple for each group of them, sorted."""
        groups = (tuple(sorted(names)) for names in self._names.values()
                  if len({self._places.get(name, name) for name in names}) > 1)
        return sorted(groups)

    def to_csv(self):
        """Return the table of the groups: a row for each submission, with the number of its group."""
        rows = [(number, name) for number, names in enumerate(self.groups(), start=1) for name in names]
        return csv_text([("group", "submission"), *rows])
