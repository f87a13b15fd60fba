"""GitHub Classroom: what a step of a workflow prints and passes on, and the workflow itself."""

import base64
import json
import os
import secrets

from autograder.errors import AutograderError
from autograder.exports.told import told, verdict
from autograder.report import points_text
from autograder.views.feedback import feedback


def add(command):
    """Add the format."""
    command("notices of GitHub Classroom, printed in a step of a workflow", """\
Prints the feedback, fenced so that nothing in it is an order, and the two notices from which Classroom takes the
points. Where GITHUB_OUTPUT is set, `result` for classroom-resources/autograding-grading-reporter is added to it.
`python -m autograder pack classroom` makes the workflow.

  python -m autograder export marks classroom""", reveal=True, only=True, out=False)


def export(marks, arguments):
    """Return what is to be printed; add the result to the file GITHUB_OUTPUT."""
    report = marks.only(arguments.only)
    if path := os.environ.get("GITHUB_OUTPUT"):
        _add(path, f"result={result(report, arguments.reveal)}\n")
    return {}, [fenced(feedback(report, arguments.reveal)), *notices(report)]


def notices(report):
    """Return the two orders from which Classroom takes the points; nothing in them is a stranger's."""
    total = {"totalPoints": report.score, "maxPoints": report.max_score}
    return [f"::notice title=Autograding complete::Points {points_text(report.score)}/{points_text(report.max_score)}",
            f"::notice title=Autograding report::{json.dumps(total, separators=(',', ':'))}"]


def fenced(text):
    """Return `text` between marks within which GitHub obeys nothing; the mark is one that `text` cannot know."""
    mark = secrets.token_hex(16)
    return f"::stop-commands::{mark}\n{text.rstrip()}\n::{mark}::"


def result(report, level):
    """Return what the reporter action reads: JSON in base64."""
    those = told(report, level)
    tests = [{"name": each.name, "status": each.status, "message": each.text, "score": each.score,
              "max_score": each.max_score} for each in those]
    data = {"version": 1, "status": verdict(those), "max_score": report.max_score, "tests": tests}
    return base64.b64encode(json.dumps(data).encode()).decode()


def _add(path, line):
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(line)
    except OSError as problem:
        raise AutograderError(f"GITHUB_OUTPUT is {path}, which cannot be written: {problem.strerror}.") from None
