"""The class report: all students together, as a page to look at, a table of the checks, and as data.

    DIR/class.html, class.csv, class.json
"""

import csv
import io
import json
import math
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from autograder.cohort import USAGE, Cohort
from autograder.pages import class_page
from autograder.report import text_cell, write_whole

FORMAT = 1


def write_class(out, cohort, damaged=()):
    """Write the report of the `cohort` into the folder of its reports, each file whole or not at all."""
    out, duplicates = Path(out), read_duplicates(out)
    write_whole(out / "class.csv", class_csv(cohort))
    write_whole(out / "class.json", class_json(cohort, duplicates, damaged))
    write_whole(out / "class.html", class_page(cohort, duplicates, [path.name for path in damaged]))


def cohort_of(out, reports):
    """Return the cohort of `reports`, which yields (name, report), with the usage that stands beside them."""
    cohort = Cohort()
    for name, report in reports:
        cohort.add(name, report, read_usage(out, name))
    return cohort


def read_usage(out, name):
    """Return what a submission's workers took, {key of USAGE: number}, without what is not known or no number."""
    with suppress(OSError, ValueError, RecursionError):
        usage = json.loads((Path(out) / "usage" / f"{name}.json").read_bytes())
        if isinstance(usage, dict):
            return {key: usage[key] for key in USAGE if _is_number(usage.get(key))}
    return {}


def _is_number(value):
    return type(value) in (int, float) and math.isfinite(value) and value > 0


def read_duplicates(out):
    """Return the groups of equal submissions that duplicates.csv lists, as lists of names; none where it is not there.

    Its columns are `group` and `submission`; a file of another kind is as good as none.
    """
    groups = {}
    with suppress(OSError, ValueError, KeyError, csv.Error):
        with open(Path(out) / "duplicates.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                groups.setdefault(row["group"], []).append(row["submission"])
    return list(groups.values())


def class_csv(cohort):
    """Return a table with a row for each check: who had what outcome, share passed, discrimination."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["unit", "check", "points", "asked", *_COUNTS.values(), "share_passed", "discrimination"])
    for check in cohort.checks():
        writer.writerow([text_cell(check.unit), text_cell(check.name), check.points, check.asked,
                         *[check.counts[letter] for letter in _COUNTS], _rounded(check.share),
                         _rounded(check.discrimination)])
    return table.getvalue()


#: letter -> column
_COUNTS = {"p": "passed", "b": "passed_on_stand_ins", "f": "failed", "e": "error", "t": "todo", "s": "skipped"}


def _rounded(number):
    return "" if number is None else round(number, 4)


def class_json(cohort, duplicates=(), damaged=()):
    """Return everything that the page shows, as JSON."""
    scores, counts = cohort.scores()
    data = {
        "format": FORMAT,
        "runs": [{"kit": kit, "seed": seed, "reports": number} for (kit, seed), number in cohort.runs.items()],
        "scores": scores and asdict(scores), "histogram": counts,
        "letters": _COUNTS | {"-": "not in this report"},
        "checks": [_named(asdict(check)) for check in cohort.checks()],
        "students": [_student(cohort, student) for student in cohort.students],
        "mistakes": [asdict(mistake) | {"students": [name for name, _ in mistake.students]}
                     for mistake in cohort.mistakes()],
        "outliers": [{"name": o.student.name, "what": o.what, "number": o.number, "median": o.median, "unit": o.unit}
                     for o in cohort.outliers()],
        "walls": cohort.walls(), "duplicates": [*duplicates], "damaged": [path.name for path in damaged],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _named(check):
    return check | {"counts": {_COUNTS[letter]: number for letter, number in check["counts"].items()}}


def _student(cohort, student):
    return {"name": student.name, "submission": student.submission, "score": student.score,
            "max_score": student.max_score, "units": {unit.name: unit.score for unit in student.units if unit.max_score},
            "outcomes": cohort.outcomes(student), "wall": student.wall, "usage": student.usage}
