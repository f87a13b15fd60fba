"""Exercism: results.json of a test runner, version 3 (exercism/docs, building/tooling/test-runners/interface.md)."""

import json

from autograder.exports.marks import one_each
from autograder.exports.told import told, verdict


def add(command):
    """Add the format."""
    command("results.json of a submission, as Exercism's test runners write it", """\
Version 3; a unit is a task. The exit code is 0 whatever the verdict.

  python -m autograder export marks exercism --only ada --out results.json
  python -m autograder export marks exercism --out results/             results/NAME.json for each""",
            reveal=True, only=True)


def export(marks, arguments):
    """Return a results.json for one submission or for each."""
    return one_each(marks, arguments, lambda report: results(report, arguments.reveal)), []


def results(report, level):
    """Return the text of results.json.

    There is no "output" in it, which may have 500 characters: what a student's code prints is not kept.
    """
    those = told(report, level)
    status = verdict(those)
    message = next((each.text for each in those if each.text), "Nothing gave an answer.") if status == "error" else None
    data = {"version": 3, "status": status, "message": message, "tests": [_test(each) for each in those]}
    return json.dumps(data, indent=2) + "\n"


def _test(each):
    return {"name": each.name, "task_id": each.unit, "status": each.status, "message": each.text or None,
            "test_code": each.title}
