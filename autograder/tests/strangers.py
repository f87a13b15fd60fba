"""What strangers write into names, notes and messages to be obeyed by a page, and reports that hold it."""

from autograder.report import CheckResult, Outcome, Report

#: each would set `window.marked` if a page obeyed it
HOSTILE = (
    "<script>window.marked = 1</script>", '<img src=x onerror="window.marked = 1">',
    "</script><script>window.marked = 1</script>", '"><svg onload=window.marked=1>', "</pre></style></title>",
    "[here](javascript:window.marked=1)", "<!-- <script>", "\u2028window.marked = 1",
    "`` ` ``` <b onclick=window.marked=1>", "{{ 7 * 7 }}", "javascript:window.marked=1")
MISTAKE = {"id": "B1", "name": "`+` assigns", "hint": "Write += and not =.", "smallest": "a + a"}


def failed(name, message, hint="Add it up.", **changes):
    """A check that failed with this message."""
    return CheckResult(**{"unit": "backward", "name": name, "title": f"About {name}.", "outcome": Outcome.FAILED,
                          "score": 0, "max_score": 1, "message": f"{message}\n\n{hint}", "on": "own", "hint": hint,
                          "mistakes": (MISTAKE,)} | changes)


def report_of(*checks, **changes):
    """A report of these checks."""
    return Report(**{"kit": "1.0", "submission": "ada", "digest": "d", "seed": 7654321, "wall": "strong",
                     "layout": "kit", "checks": checks} | changes)


def hostile_report(name=HOSTILE[0]):
    """A report in which every text of a stranger's is hostile."""
    checks = [failed(f"check{number}", text, mistakes=()) for number, text in enumerate(HOSTILE)]
    return report_of(*checks, submission=name, notes=HOSTILE)
