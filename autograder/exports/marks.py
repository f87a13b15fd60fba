"""Marks: the folder that `grade` wrote, read back."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AutograderError, FileProblem, did_you_mean
from autograder.reports import Reports


@dataclass(frozen=True)
class Marks:
    """The reports of one run, by name.

    folder   where they lie
    names    submission -> what else its student goes by: ids, address and name, as `grade` learned them on the way in
    """

    folder: Path
    reports: tuple
    names: dict = field(default_factory=dict)

    @classmethod
    def load(cls, folder):
        """Read all reports; raise AutograderError where there are none, or one is damaged."""
        reports = Reports.of(folder)
        found = tuple(report for _, report in reports)
        if reports.damaged:
            raise FileProblem(reports.damaged[0], None, "this report is damaged: run the same `grade` command again, "
                              "which makes it anew.")
        if not found:
            raise AutograderError(f"{folder} holds no reports yet: let `grade` finish first.")
        return cls(Path(folder), tuple(sorted(found, key=lambda report: report.submission)), _names(Path(folder)))

    def only(self, name):
        """Return the report of `name`, or that of the only submission where `name` is None."""
        names = [report.submission for report in self.reports]
        if name is None and len(names) > 1:
            raise AutograderError(f"{self.folder} holds {len(names)} reports: say which with --only NAME.")
        if name is not None and name not in names:
            raise AutograderError(f"--only {name}: {self.folder} has no report of it{did_you_mean(name, names)}.")
        return self.reports[0 if name is None else names.index(name)]


def _names(folder):
    """Return {submission: names} of submissions.csv; the surest name comes first."""
    try:
        text = (folder / "submissions.csv").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    rows = [row for row in csv.DictReader(text.splitlines()) if row.get("use") == "counts"]
    columns = ("student_id", "lms_user_id", "email", "source_id", "name")
    full = [f"{row.get('first_name') or ''} {row.get('last_name') or ''}" for row in rows]
    return {row["submission"]: tuple(filter(None, [*[row.get(column) for column in columns], name.strip()]))
            for row, name in zip(rows, full, strict=True)}


def one_each(marks, arguments, text):
    """Return {path: text(report)}: --out for the submission of --only, else a file in the folder --out for each."""
    if arguments.only is not None:
        return {arguments.out: text(marks.only(arguments.only))}
    return {arguments.out / f"{report.submission}.json": text(report) for report in marks.reports}
