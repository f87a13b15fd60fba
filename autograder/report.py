"""A report: every check's result for one submission, frozen; totals, JSON and table are functions of it."""

import errno
import json
import math
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.spreadsheet import csv_text

FORMAT = 2


class Outcome(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"       # the answer is wrong
    ERROR = "error"         # the student's code raised or met a limit, or the file could not be taken
    TODO = "todo"           # an untouched stub
    SKIPPED = "skipped"     # not asked of this submission: does not count, neither for nor against


@dataclass(frozen=True)
class CheckResult:
    """Outcome of one check on one submission.

    score, max_score   points; at most six decimals
    message            what was asked, what came back, what is right, and the hint: inputs of hidden checks are in it
    on                 whose earlier units it was asked on: "own", "stand-ins", or "" where it was not asked
    hint               what to look at, without any number of the check
    mistakes           the known mistakes that give just these wrong numbers, as dictionaries: see MISTAKE
    evidence           what a picture of the failure is drawn from, plain data with a "kind"; {} where there is none
    """

    unit: str
    name: str
    title: str
    outcome: Outcome
    score: float
    max_score: float
    message: str = ""
    on: str = ""
    hint: str = ""
    mistakes: tuple = ()
    evidence: dict = field(default_factory=dict, hash=False)

    def __post_init__(self):
        object.__setattr__(self, "outcome", Outcome(self.outcome))
        object.__setattr__(self, "message", inert(self.message))
        object.__setattr__(self, "mistakes", tuple(_expect(m, MISTAKE, "a mistake") for m in self.mistakes))
        for name in ("score", "max_score"):
            object.__setattr__(self, name, _points(getattr(self, name)))
        if not 0 <= self.score <= self.max_score:
            raise ValueError(f"{self.unit}: {self.name}: a score of {self.score} out of {self.max_score}")
        if self.on not in ("own", "stand-ins", ""):
            raise ValueError(f"{self.unit}: {self.name}: nothing is asked on {self.on!r}")


@dataclass(frozen=True)
class UnitResult:
    """The points of one unit."""

    name: str
    score: float
    max_score: float


@dataclass(frozen=True, kw_only=True)
class Report:
    """Every check's result for one submission: a function of its bytes (digest), the kit and the seed.

    bonus   the names of the units whose points are no part of the maximum
    """

    format: int = FORMAT
    kit: str
    submission: str
    digest: str
    seed: int
    wall: str
    layout: str
    checks: tuple
    bonus: tuple = ()
    notes: tuple = ()

    def __post_init__(self):
        object.__setattr__(self, "submission", inert(self.submission))
        object.__setattr__(self, "checks", tuple(self.checks))
        object.__setattr__(self, "bonus", tuple(self.bonus))
        object.__setattr__(self, "notes", tuple(map(inert, self.notes)))

    @cached_property
    def score(self):
        """The points earned, those of bonus units among them: it may exceed the maximum."""
        return _total(check.score for check in self._counted(self.checks))

    @cached_property
    def max_score(self):
        """The points that could be earned: those of skipped checks could not, those of bonus units are extra."""
        return _total(check.max_score for check in self._counted(self.checks) if check.unit not in self.bonus)

    @cached_property
    def units(self):
        """The points of each unit, in the order of the checks."""
        return tuple(self._unit(name) for name in dict.fromkeys(check.unit for check in self.checks))

    def _unit(self, name):
        counted = self._counted(check for check in self.checks if check.unit == name)
        return UnitResult(name, _total(c.score for c in counted), _total(c.max_score for c in counted))

    @staticmethod
    def _counted(checks):
        return [check for check in checks if check.outcome is not Outcome.SKIPPED]

    def to_json(self):
        """Return the report as text, each check in a line: the same text for the same report."""
        # Not by `indent`, for which json leaves its C code: it took longer than the checks of a right submission.
        checks = [_json({key: getattr(check, key) for key in _CHECK}) for check in self.checks]
        head = {key: getattr(self, key) for key in _HEAD} | self._totals() | {"bonus": self.bonus}
        lines = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
        lines += ['"checks": [\n' + ",\n".join(checks) + "\n]", f'"notes": {_json(self.notes)}']
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def _totals(self):
        units = [asdict(unit) for unit in self.units]
        return {"score": self.score, "max_score": self.max_score, "units": units}

    @classmethod
    def from_json(cls, text):
        """Return the report that `to_json` wrote; raise `AutograderError` for any other text."""
        try:
            data = json.loads(text, object_pairs_hook=_unrepeated, parse_constant=_refused)
            if isinstance(data, dict) and data.get("format") != FORMAT:
                raise ValueError(f"its format is {data.get('format')!r}, this kit reads {FORMAT}")
            _expect(data, _HEAD | _TOTALS | {"bonus": list, "checks": list, "notes": list}, "the report")
            checks = [CheckResult(**_expect(check, _CHECK, "a check")) for check in data["checks"]]
            notes = [_expect({"note": note}, {"note": str}, "the report")["note"] for note in data["notes"]]
            bonus = [_expect({"bonus": name}, {"bonus": str}, "the report")["bonus"] for name in data["bonus"]]
            report = cls(**{key: data[key] for key in _HEAD}, bonus=bonus, checks=checks, notes=notes)
            for key, total in report._totals().items():
                if data[key] != total:
                    raise ValueError(f'its checks do not add up to its "{key}"')
        except (ValueError, RecursionError) as problem:
            raise AutograderError(f"not a report of this kit: {inert(problem, 300)}") from None
        return report


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

#: key -> type of what is said about a known mistake; see autograder/mistakes
MISTAKE = {"id": str, "name": str, "hint": str, "smallest": str}
#: key -> type, in the order of the file: a check's; the report's own; those that follow from the checks
_CHECK = {"unit": str, "name": str, "title": str, "outcome": str, "score": float, "max_score": float,
          "message": str, "on": str, "hint": str, "mistakes": list, "evidence": dict}
_HEAD = {"format": int, "kit": str, "submission": str, "digest": str, "seed": int, "wall": str, "layout": str}
_TOTALS = {"score": float, "max_score": float, "units": list}


def _points(number):
    """Return points with at most six decimals, as an int where there are none."""
    if not math.isfinite(number):
        raise ValueError(f"{number} points")
    return int(number) if number == int(number) else round(float(number), 6)


def _total(points):
    return _points(round(math.fsum(points), 6))


def points_text(points):
    """Return points as a person writes them: 10, 7.5."""
    return str(_points(points))


def _expect(data, types, what):
    """Return the dictionary `data` if it has just the keys of `types`, with values of these types."""
    if not isinstance(data, dict):
        raise ValueError(f"{what} is no JSON object")
    for key in [*types, *data]:
        if key not in data:
            raise ValueError(f'{what} lacks "{key}"')
        if key not in types:
            raise ValueError(f'{what} has an unknown key "{key}"')
        kinds = (int, float) if types[key] is float else (types[key],)
        if type(data[key]) not in kinds:
            raise ValueError(f'"{key}" is not of the type {types[key].__name__}')
    return data


def _unrepeated(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError("a key occurs twice in one object")
    return dict(pairs)


def _refused(name):
    raise ValueError(f"{name} is no number of points")


def grades_csv(reports):
    """Return the table of `reports`: a row each, by name; a column for each unit, empty where skipped."""
    rows = sorted(((r.submission, r.score, r.max_score, r.units) for r in reports), key=lambda row: row[0])
    units = list(dict.fromkeys(unit.name for row in rows for unit in row[3]))
    table = [["submission", "score", "max_score", *units]]
    for submission, score, max_score, results in rows:
        cells = {unit.name: unit.score for unit in results if unit.max_score}
        table.append([submission, score, max_score, *[cells.get(name, "") for name in units]])
    return csv_text(table)


def write_whole(path, text):
    """Write `text`, or bytes, to `path`, text as UTF-8: all of it, or what was there before stays."""
    _write(path, text, os.replace)


def write_new(path, text):
    """Do the same where there is no such file yet; return whether there was none until now."""
    try:
        _write(path, text, _put_first)
    except FileExistsError:
        return False
    return True


def _put_first(part, path):
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:     # a file system without links
        os.replace(part, path)


def _write(path, text, put):
    path = Path(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        put(part, path)
    except FileExistsError:
        raise
    except OSError as problem:
        advice = _ADVICE.get(problem.errno, "")
        raise AutograderError(f"{path} cannot be written: {problem.strerror or problem}.{advice}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


_FULL = " Free some space and run the command again: nothing that was finished is lost."
_DENIED = " Choose a folder that you may write to; and close the file where another program has it open."
_ADVICE = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL,
           errno.EACCES: _DENIED, errno.EPERM: _DENIED, errno.EROFS: _DENIED}
