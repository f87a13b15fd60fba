"""The class report: all students together, as a page to look at, a table of the checks, and as data.

    DIR/class.html, class.csv, class.json
"""

import csv
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from autograder.report import write_whole
from autograder.spreadsheet import csv_text, text_cell
from autograder.usage import read_usage, total
from autograder.views.cohort import USAGE
from autograder.views.pages import class_page

FORMAT = 1


def write_class(out, cohort, duplicates=(), damaged=()):
    """Write the report of the `cohort` into the folder of its reports, each file whole or not at all.

    duplicates   groups of names of equal submissions
    damaged      paths of reports that could not be read
    """
    out, names, people = Path(out), [path.name for path in damaged], read_people(out)
    write_whole(out / "class.csv", class_csv(cohort))
    write_whole(out / "class.json", class_json(cohort, duplicates, names, people))
    write_whole(out / "class.html", class_page(cohort, duplicates, names, people))


def collected(out, reports, cohort):
    """Yield each report of `reports`, (name, report), when `cohort` has taken note of it and of its usage."""
    for name, report in reports:
        usage = asdict(total(read_usage(Path(out), name)))
        cohort.add(name, report, {key: usage[key] for key in USAGE if usage[key] > 0})
        yield report


def read_duplicates(out):
    """Return the groups of equal submissions in the duplicates.csv of the folder; none where it is not there."""
    groups = {}
    for row in _rows(Path(out) / "duplicates.csv", ("group", "submission")):
        groups.setdefault(row["group"], []).append(row["submission"])
    return [tuple(names) for names in groups.values()]


def read_people(out):
    """Return {submission: full name} of those whom submissions.csv in the folder knows from a roster."""
    rows = _rows(Path(out) / "submissions.csv", ("submission", "use", "first_name", "last_name"))
    named = {row["submission"]: f"{row['first_name']} {row['last_name']}".strip() for row in rows
             if row["use"] == "counts"}
    return {submission: name for submission, name in named.items() if name not in ("", submission)}


def _rows(path, columns):
    """Return the rows of a table of ours as {column: text}; none where it is not there, or no such table."""
    with suppress(OSError, ValueError, KeyError, TypeError, csv.Error):
        with open(path, encoding="utf-8", newline="") as file:
            return [{column: _text(row[column]) for column in columns} for row in csv.DictReader(file)]
    return []


def _text(cell):
    return cell[1:] if text_cell(cell[1:]) == cell else cell


def class_csv(cohort):
    """Return a table with a row for each check: how many had what outcome, share passed, discrimination."""
    rows = [["unit", "check", "points", "asked", *_COUNTS.values(), "share_passed", "discrimination"]]
    for check in cohort.checks():
        counts = [check.counts[letter] for letter in _COUNTS]
        rows.append([check.unit, check.name, check.points, check.asked, *counts, _rounded(check.share),
                     _rounded(check.discrimination)])
    return csv_text(rows)


#: letter -> column
_COUNTS = {"p": "passed", "b": "passed_on_stand_ins", "f": "failed", "e": "error", "t": "todo", "s": "skipped"}


def _rounded(number):
    return "" if number is None else round(number, 4)


def class_json(cohort, duplicates=(), damaged=(), people=None):
    """Return everything that the page shows, as JSON."""
    scores, counts = cohort.scores()
    data = {
        "format": FORMAT,
        "runs": [{"kit": kit, "seed": seed, "reports": number} for (kit, seed), number in cohort.runs.items()],
        "scores": scores and asdict(scores), "histogram": counts,
        "letters": _COUNTS | {"-": "not in this report"},
        "checks": [_named(asdict(check)) for check in cohort.checks()],
        "students": [_student(cohort, student, people or {}) for student in cohort.students],
        "mistakes": [asdict(mistake) | {"students": [name for name, _ in mistake.students]}
                     for mistake in cohort.mistakes()],
        "outliers": [{"name": o.student.name, "what": o.what, "number": o.number, "median": o.median, "unit": o.unit}
                     for o in cohort.outliers()],
        "walls": {wall: [student.name for student in students] for wall, students in cohort.walls().items()},
        "duplicates": [*duplicates], "damaged": [*damaged],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _named(check):
    return check | {"counts": {_COUNTS[letter]: number for letter, number in check["counts"].items()}}


def _student(cohort, student, people):
    units = {unit.name: unit.score for unit in student.units if unit.max_score}
    return {"name": student.name, "submission": student.submission,
            "full_name": people.get(student.submission, ""), "score": student.score,
            "max_score": student.max_score, "units": units, "outcomes": cohort.outcomes(student),
            "wall": student.wall}
