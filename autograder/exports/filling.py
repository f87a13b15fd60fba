"""Filling in: points go into the rows of a sheet that an instructor exported, each into the row of its student."""

from collections import defaultdict
from pathlib import Path

from autograder.errors import AutograderError, FileProblem
from autograder.exports.sheet import Sheet
from autograder.inert import inert

NO_REPORT = "left as they are, no report"
NO_POINTS = "left as they are, nothing could be graded"
NO_ROW = "graded, but not in this file"


def add_fill(parser):
    """Add --fill."""
    parser.add_argument("--fill", type=Path, required=True, metavar="FILE",
                        help="the file that you downloaded; it is read, and stays as it is")


def sheet_to_fill(arguments):
    """Return the sheet of --fill; raise AutograderError if --out is that file."""
    if arguments.out.exists() and arguments.fill.exists() and arguments.out.samefile(arguments.fill):
        raise AutograderError(f"{arguments.out} is the file to fill in, which is kept: give another name.")
    return Sheet(arguments.fill)


def fill(sheet, rows, names, marks, write):
    """Fill in the row of each report; return sentences that say how many there were, and who was left out and why.

    names   function of a row: what its student goes by, the first of it to be shown
    write   function of a row and its report: fills cells in and returns "", or returns the reason why it did not
    """
    owners, strangers = _owners(sheet, rows, names, marks)
    lists = defaultdict(list)
    for row in rows:
        reason = write(row, owners[row.line]) if row.line in owners else NO_REPORT
        lists[reason].append(names(row)[0])
    filled = len(lists.pop("", ()))
    lists[NO_ROW] = [report.submission for report in strangers]
    return [f"filled in: {filled} of {len(rows)} students",
            *[inert(f"{reason}: {'; '.join(those)}") for reason, those in lists.items() if those]]


def _owners(sheet, rows, names, marks):
    """Return {line of a row: its report}, and the reports without a row.

    Of a submission's names the first that is in the sheet decides: its own, then those in `marks`.
    """
    known = defaultdict(set)
    for row in rows:
        for name in filter(None, map(_key, names(row))):
            known[name].add(row.line)
    owners, strangers = {}, []
    for report in marks.reports:
        words = map(_key, (report.submission, *marks.names.get(report.submission, ())))
        lines = sorted(next((known[word] for word in words if word in known), ()))
        if len(lines) > 1:
            raise FileProblem(sheet.path, lines[1], f"the rows in lines {lines[0]} and {lines[1]} both fit the "
                              f"submission {report.submission}: if it is one student, take one of the two rows away; "
                              "otherwise call it by an id that only one of them has.")
        if not lines:
            strangers.append(report)
        elif (other := owners.setdefault(lines[0], report)) is not report:
            raise FileProblem(sheet.path, lines[0], f"{other.submission} and {report.submission} are both the "
                              "student of this row: take one of the two reports away.")
    if not owners:
        raise FileProblem(sheet.path, None, _nobody(rows, marks.reports))
    return owners, strangers


def _nobody(rows, reports):
    called = ", ".join(report.submission for report in reports[:5]) + ", ..." * (len(reports) > 5)
    return (f"none of its {len(rows)} students is among the submissions, which are called {called}. A student is found "
            "by id, login, address or full name; `grade --roster` tells which of them belong together.")


def _key(name):
    # A table that Canvas or `grade` wrote may hold a quote before what a spreadsheet would run.
    return " ".join(name.removeprefix("'").casefold().split())
