"""Checks that run again whenever a file is saved: only those of the units that the change touches."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.report import Report


def touched(assignment, files):
    """Return the names of the units whose checks may come out otherwise when `files` (names) change, in order."""
    own = {unit.file: unit.name for unit in assignment.units}
    if any(file.endswith(".py") and file not in {*own, *assignment.files} for file in files):
        return [unit.name for unit in assignment.units]         # a module of the learner's own: who knows who uses it
    changed = {own[file] for file in files if file in own}
    return [unit.name for unit in assignment.units if unit.name in changed or changed & set(unit.needs)]


def merged(before, now):
    """Return the report `now`, with the results of `before` for the units that it leaves out."""
    if before is None:
        return now
    units = {check.unit for check in now.checks}
    checks = [*(check for check in before.checks if check.unit not in units), *now.checks]
    order = {unit: place for place, unit in enumerate(dict.fromkeys(c.unit for c in before.checks))}
    return replace(now, checks=tuple(sorted(checks, key=lambda check: order.get(check.unit, len(order)))))


def saves(folder):
    """Yield sets of names of Python files in `folder` that were saved, renamed or deleted, until interrupted."""
    from watchfiles import watch
    for changes in watch(folder, watch_filter=lambda change, path: path.endswith(".py"), recursive=False,
                         debounce=200, step=20):
        yield {Path(path).name for _, path in changes}


def watched(assignment, units, grade, show, changes) -> Report | None:
    """Grade `units`, and again after each of `changes` what it touches; return the last report.

    grade   function of names of units that returns a report; an AutograderError of it is shown, and watched on
    show    called with each report, whole, or with the error
    """
    report = _tried(grade, units, None, show)
    with suppress(KeyboardInterrupt):       # wherever it comes, it is how a watch ends
        for files in changes:
            again = [unit for unit in touched(assignment, files) if unit in units]
            if again or report is None:
                report = _tried(grade, units if report is None else again, report, show)
    return report


def _tried(grade, units, before, show):
    try:
        report = merged(before, grade(units))
    except AutograderError as problem:
        show(problem)
        return before
    show(report)
    return report
