"""`feedback`: what students are handed, written anew from reports that are there."""

from pathlib import Path

from autograder.commands.options import add_language, add_reveal
from autograder.terminal import new_console


def add(command):
    """Add the command and its options."""
    add = command("feedback", "write the students' feedback anew from the reports, showing more or less", """\
Grades nothing: feedback is a view of the reports in DIR, which `grade` wrote.

  python -m autograder feedback marks --reveal names      before the deadline: which checks failed, and no more
  python -m autograder feedback marks --reveal full       afterwards: inputs, right numbers, pictures
  python -m autograder feedback marks --format html       only the pages
  python -m autograder feedback marks --lang fr           in French

  --reveal scores     the points of each unit
           names      and which checks passed
           messages   and of each failure its promise, hint and named mistakes, without any number or word of the code
           full       everything

A file of a format that is not asked for is written anew where it is there already: no file shows more than the others.
""").add_argument
    add("out", type=Path, metavar="DIR", help="the folder that `grade --out` wrote")
    add("--format", action="append", choices=("txt", "md", "html"),
        help="text, Markdown or a page (may be given again; default: all three)")
    add_reveal(add)
    add_language(add, "as the feedback in DIR is")


def run(arguments):
    """Write the feedback; return 0, or 1 where a report is damaged."""
    from autograder.language import LANGUAGES
    from autograder.reports import Reports
    from autograder.views.handout import FORMATS, rewritten
    console, reports = new_console(), Reports.of(arguments.out)
    showing, count = rewritten(arguments.out, reports, arguments.format or FORMATS, reveal=arguments.reveal,
                               language=arguments.lang)
    for path in reports.damaged:
        console.print(f"warning: {path} is damaged: its feedback is left as it was", markup=False)
    spoken = f", in {LANGUAGES[showing.language]}" * (showing.language != "en")
    console.print(f"feedback: {arguments.out / 'feedback'}   {count} written, showing: {showing.reveal}{spoken}",
                  markup=False)
    return 1 if reports.damaged else 0
