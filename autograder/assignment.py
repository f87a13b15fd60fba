"""The assignment: units in course order, limits and thresholds, read strictly from one file of data."""

import math
import re
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path

from autograder.document import Document, holds
from autograder.errors import AutograderError, did_you_mean

FORMAT = 1
OURS = Path(__file__).with_name("assignment.toml")


def _within(low, high, default=MISSING):
    """Return the field of a number that must lie in [low, high]."""
    return field(default=default, metadata={"low": low, "high": high})


@dataclass(frozen=True)
class Unit:
    """One module that the student writes; its seconds replace those of the limits where it sets any."""

    name: str
    file: str
    hint: str
    needs: tuple = ()
    cpu_seconds: float | None = _within(0.1, 86_400, None)
    wall_seconds: float | None = _within(0.1, 86_400, None)

    @property
    def module(self):
        """The name by which the unit's file is imported."""
        return self.file.removesuffix(".py")


@dataclass(frozen=True)
class Limits:
    """What one worker may use, and what is taken of a submission."""

    memory_mib: int = _within(128, 1_048_576)
    cpu_seconds: float = _within(0.1, 86_400)
    wall_seconds: float = _within(0.1, 86_400)
    training_seconds: float = _within(0.1, 86_400)
    file_kib: int = _within(1, 16_384)
    helper_files: int = _within(0, 1_000)
    kills: int = _within(1, 1_000)
    text_bytes: int = _within(256, 65_536)


@dataclass(frozen=True)
class Moons:
    """The free training run: its data, its schedule, the share of unseen points that must come out right."""

    points: int = _within(2, 1_000_000)
    noise: float = _within(0, 10)
    batch: int = _within(1, 1_000_000)
    steps: int = _within(1, 1_000_000)
    rate: float = _within(1e-9, 1_000)
    unseen: int = _within(2, 1_000_000)
    threshold: float = _within(0, 1)
    seeds: int = _within(1, 100)


@dataclass(frozen=True)
class Assignment:
    """All units handed out together."""

    title: str
    units: tuple
    given: tuple
    limits: Limits
    moons: Moons

    @classmethod
    def load(cls, path=OURS):
        """Return the assignment in the file `path`; a fault in it is a `FileProblem` with its line."""
        return _read(Document(path))

    def unit(self, name):
        """Return the unit called `name`."""
        for unit in self.units:
            if unit.name == name:
                return unit
        names = [unit.name for unit in self.units]
        close = did_you_mean(name, names)
        raise AutograderError(f'there is no unit "{name}"{close}; the units are {", ".join(names)}')

    def limits_of(self, name):
        """Return the limits with the seconds that the unit called `name` sets for itself."""
        unit = self.unit(name)
        own = {"cpu_seconds": unit.cpu_seconds, "wall_seconds": unit.wall_seconds}
        return replace(self.limits, **{key: value for key, value in own.items() if value is not None})


def _read(document):
    """Return the assignment in `document`, or raise the first fault."""
    data = document.data
    if type(data.get("format")) is not int or data["format"] != FORMAT:
        raise document.fault(("format",), f"the file must have `format = {FORMAT}`, which this kit reads")
    _refuse_strangers(document, (), ["format", "title", "given", "unit", "limits", "moons"])
    for key, kind in (("title", str), ("given", tuple)):
        _check(document, (key,), kind, {})
    assignment = Assignment(data["title"], _units(document), tuple(data["given"]),
                            _table(document, ("limits",), Limits), _table(document, ("moons",), Moons))
    for file in assignment.given:
        _check_file_name(document, ("given",), file)
    _check_order(document, assignment)
    if assignment.moons.batch > assignment.moons.points:
        raise document.fault(("moons", "batch"), f"`batch` exceeds the {assignment.moons.points} points")
    return assignment


def _units(document):
    if not isinstance(document.data.get("unit"), list) or not document.data["unit"]:
        raise document.fault(("unit",), "there is no unit: each begins with `[[unit]]`")
    return tuple(_table(document, ("unit", number), Unit) for number in range(len(document.data["unit"])))


def _table(document, keys, schema):
    """Return the dataclass `schema` filled from the table at `keys`."""
    table = document.data
    for key in keys:
        table = table[key] if holds(table, [key]) else None
    if not isinstance(table, dict):
        raise document.fault(keys, f"there is no table `[{keys[0]}]`")
    _refuse_strangers(document, keys, [entry.name for entry in fields(schema)])
    for entry in fields(schema):
        if entry.name in table or entry.default is MISSING:
            _check(document, (*keys, entry.name), entry.type, entry.metadata)
    return schema(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})


def _refuse_strangers(document, keys, known):
    table = document.data
    for key in keys:
        table = table[key]
    for key in table:
        if key not in known:
            raise document.fault((*keys, key), f"unknown key `{key}`{did_you_mean(key, known)}")


def _check(document, keys, kind, bounds):
    """Raise the fault of the value at `keys`, if it has one."""
    *table, key = keys
    if not holds(document.data, keys):
        raise document.fault(tuple(table), f"`{key}` is missing{f' in `[{table[0]}]`' if table else ''}")
    value = document.data
    for step in keys:
        value = value[step]
    if problem := _problem(value, kind) or _outside(value, **bounds):
        raise document.fault(keys, f"`{key}` {problem}")


def _problem(value, kind):
    """Return what is wrong with `value` where a value of `kind` is due, or None."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if kind is str:
        if not isinstance(value, str):
            return "must be a text in quotes"
        return None if value.strip() else "is empty"
    if kind is tuple:
        listed = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        return None if listed else 'must be a list of texts: ["...", "..."]'
    if kind is int:
        return None if number and isinstance(value, int) else "must be a whole number"
    return None if number else "must be a number"


def _outside(value, low=None, high=None):
    inside = low is None or low <= value <= high
    return None if inside else f"is {value}: it must lie between {low} and {high}"


def _check_file_name(document, keys, file):
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*\.py", file):
        raise document.fault(keys, f'"{file}" is not the name of a module\'s file, such as "value.py"')


def _check_order(document, assignment):
    """Units have names and files of their own, and need only units before them."""
    names, files = [], list(assignment.given)
    every = [unit.name for unit in assignment.units]
    for number, unit in enumerate(assignment.units):
        for key, problem in _misplaced(unit, names, files, every):
            raise document.fault(("unit", number, key), problem)
        _check_file_name(document, ("unit", number, "file"), unit.file)
        names.append(unit.name)
        files.append(unit.file)


def _misplaced(unit, names, files, every):
    """Yield what is wrong with `unit` after units with these `names` and `files`: (key, problem)."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", unit.name):
        yield "name", f'"{unit.name}" is no name of a unit: small letters, digits and _ only'
    if unit.name in names:
        yield "name", f'an earlier unit has the name "{unit.name}" already'
    if unit.file in files:
        yield "file", f'"{unit.file}" is a given file, or that of an earlier unit'
    for need in unit.needs:
        if need not in every:
            yield "needs", f'"{unit.name}" needs "{need}", which is no unit{did_you_mean(need, every)}'
        elif need not in names:
            yield "needs", f'"{unit.name}" needs "{need}", which does not come before it'
