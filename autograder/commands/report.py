"""`report`: the class report, written anew from reports that are there."""

from pathlib import Path

from autograder.terminal import new_console


def add(command):
    """Add the command and its options."""
    command("report", "write the class report anew from the reports", """\
Grades nothing: it is a view of the reports in DIR, which `grade` wrote, as `grade` itself writes it at its end.

  python -m autograder report marks      then open marks/class.html

class.html shows the distribution of scores, students by units, checks by students, the hardest checks, the most
frequent known mistakes, and whose code took far more time or memory; class.csv has a row for each check, class.json
has it all.
""").add_argument("out", type=Path, metavar="DIR", help="the folder that `grade --out` wrote")


def run(arguments):
    """Write the class report; return 0, or 1 where a report is damaged."""
    from autograder.reports import Reports
    from autograder.views.class_report import collected, read_duplicates, write_class
    from autograder.views.cohort import Cohort
    out, console, cohort, reports = arguments.out, new_console(), Cohort(), Reports.of(arguments.out)
    for _ in collected(out, reports, cohort):
        pass
    write_class(out, cohort, read_duplicates(out), reports.damaged)
    for path in reports.damaged:
        console.print(f"warning: {path} is damaged and left out", markup=False)
    console.print(f"class report: {out / 'class.html'}   {len(cohort.students)} students", markup=False)
    return 1 if reports.damaged else 0
