"""Gradescope: the results.json of a submission."""

import json

from autograder.exports.marks import one_each
from autograder.exports.told import told
from autograder.views.feedback import unit_lines
from autograder.views.reveal import revealed


def add(command):
    """Add the format."""
    command("results.json of a submission, as Gradescope reads it", """\
For a programming assignment on Gradescope, `python -m autograder pack gradescope` makes the autograder.zip that writes
this file by itself. By hand:

  python -m autograder export marks gradescope --only ada --out results.json
  python -m autograder export marks gradescope --out results/           results/NAME.json for each

With --reveal scores the checks are hidden from students, and the points of each unit stand in the text above them.""",
            reveal=True, only=True).add_argument(
        "--leaderboard", action="store_true", help="add the points to the assignment's leaderboard")


def export(marks, arguments):
    """Return a results.json for one submission or for each."""
    return one_each(marks, arguments, lambda report: results(report, arguments.reveal, arguments.leaderboard)), []


def results(report, level, leaderboard=False):
    """Return the text of results.json: https://gradescope-autograders.readthedocs.io/en/latest/specs/."""
    hidden = level == "scores"
    shown = revealed(report, level)
    data = {
        "score": report.score,
        "output": "\n".join([*unit_lines(shown), *[f"note: {note}" for note in shown.notes]]),
        "stdout_visibility": "hidden",
        **_PLAIN,
        "tests": [_test(each, hidden) for each in told(report, "full" if hidden else level)],
        "extra_data": {"kit": report.kit, "digest": report.digest, "wall": report.wall, "layout": report.layout},
    }
    if leaderboard:
        data["leaderboard"] = [{"name": "points", "value": report.score, "order": "desc"}]
    return json.dumps(data, indent=1) + "\n"


#: whatever a stranger wrote is shown as it is: no HTML, no Markdown
_PLAIN = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}


def failed(sentence):
    """Return the text of a results.json without points, which says why there are none."""
    return json.dumps({"score": 0, "output": sentence, "stdout_visibility": "hidden", **_PLAIN}, indent=1) + "\n"


def _test(each, hidden):
    return {"name": each.name, "number": each.number, "score": each.score, "max_score": each.max_score,
            "status": "passed" if each.status == "pass" else "failed", "output": each.text,
            "visibility": "hidden" if hidden else "visible"}
