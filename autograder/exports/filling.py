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
        raise AutograderError(f"--out {arguments.out} is the file to fill in, which is kept: give another name.")
    return Sheet(arguments.fill)


def fill(sheet, rows, names, reports, write):
    """Fill in the row of each report; return sentences that say how many there were, and who was left out and why.

    names   function of a row: what its student goes by, the first of it to be shown
    write   function of a row and its report: fills cells in and returns "", or returns the reason why it did not
    """
    owners, strangers = _owners(sheet, rows, names, reports)
    lists = defaultdict(list)
    for row in rows:
        reason = write(row, owners[row.line]) if row.line in owners else NO_REPORT
        lists[reason].append(names(row)[0])
    filled = len(lists.pop("", ()))
    lists[NO_ROW] = [report.submission for report in strangers]
    return [f"filled in: {filled} of {len(rows)} students",
            *[inert(f"{reason}: {'; '.join(those)}") for reason, those in lists.items() if those]]


def _owners(sheet, rows, names, reports):
    """Return {line of a row: its report}, and the reports without a row."""
    known = defaultdict(dict)
    for row in rows:
        for name in filter(None, map(_key, names(row))):
            known[name][row.line] = row
    owners, strangers = {}, []
    for report in reports:
        lines = known.get(_key(report.submission), ())
        if not lines:
            strangers.append(report)
            continue
        line, *others = lines
        if others:
            raise FileProblem(sheet.path, others[0], f"the rows in lines {line} and {others[0]} both fit the "
                              f"submission {report.submission}: call it by an id that only one of them has.")
        if line in owners:
            raise FileProblem(sheet.path, line, f"{owners[line].submission} and {report.submission} are both the "
                              "student of this row: take one of the two reports away.")
        owners[line] = report
    if not owners:
        raise FileProblem(sheet.path, None, _nobody(rows, reports))
    return owners, strangers


def _nobody(rows, reports):
    called = ", ".join(report.submission for report in reports[:5]) + ", ..." * (len(reports) > 5)
    return (f"none of its {len(rows)} students is among the submissions, which are called {called}. A student is found "
            "by id, login, address or full name.")


def _key(name):
    return " ".join(name.casefold().split())
