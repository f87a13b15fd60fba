"""The assignment: units in course order, limits and thresholds, read strictly from one file of data."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.document import Document, holds
from autograder.errors import AutograderError, did_you_mean
from autograder.mistakes import mistakes
from autograder.schema import check, refuse_strangers, table, within

FORMAT = 1
OURS = Path(__file__).with_name("assignment.toml")
#: what the kit offers by name: the units 0 to 4; these and the optional ones
NAMED = {"core": OURS, "full": OURS.with_name("assignment-full.toml")}


@dataclass(frozen=True)
class Unit:
    """One module that the student writes; its seconds replace those of the limits where it sets any.

    given    files that a student gets complete for this unit, besides those of the assignment
    points   what its checks are worth together; None leaves them what stands beside each check
    catches  known mistakes, by their ids, that the student's own tests are to catch
    bonus    whether it can only add to the score: its points are no part of the maximum
    """

    name: str
    file: str
    hint: str
    needs: tuple = ()
    given: tuple = ()
    bonus: bool = False
    catches: tuple = ()
    points: float | None = within(0.01, 10_000, None)
    cpu_seconds: float | None = within(0.1, 86_400, None)
    wall_seconds: float | None = within(0.1, 86_400, None)

    @property
    def module(self):
        """The name by which the unit's file is imported."""
        return self.file.removesuffix(".py")


@dataclass(frozen=True)
class Limits:
    """What one worker may use, and what is taken of a submission."""

    memory_mib: int = within(128, 1_048_576)
    cpu_seconds: float = within(0.1, 86_400)
    wall_seconds: float = within(0.1, 86_400)
    training_seconds: float = within(0.1, 86_400)
    file_kib: int = within(1, 16_384)
    helper_files: int = within(0, 1_000)
    kills: int = within(1, 1_000)
    text_bytes: int = within(256, 65_536)
    notebook_kib: int = within(1, 65_536, 8_192)


@dataclass(frozen=True)
class Moons:
    """The free training run: its data, its schedule, the share of unseen points that must come out right."""

    points: int = within(2, 1_000_000)
    noise: float = within(0, 10)
    batch: int = within(1, 1_000_000)
    steps: int = within(1, 1_000_000)
    rate: float = within(1e-9, 1_000)
    unseen: int = within(2, 1_000_000)
    threshold: float = within(0, 1)
    seeds: int = within(1, 100)


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

    @property
    def files(self):
        """The names of all given files: the assignment's, then those of its units."""
        return (*self.given, *[file for unit in self.units for file in unit.given])

    @property
    def bonus(self):
        """The names of the units that can only add to the score."""
        return tuple(unit.name for unit in self.units if unit.bonus)

    @property
    def extras(self):
        """The packages that student code may import besides Python's library and numpy."""
        return ("pytest",) if any(unit.catches for unit in self.units) else ()

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
    assignment = _altered(document, _base(document)) if "base" in data else _whole(document)
    _check_order(document, assignment)
    if assignment.moons.batch > assignment.moons.points:
        raise document.fault(("moons", "batch"), f"`batch` exceeds the {assignment.moons.points} points")
    return assignment


def _whole(document):
    """Return the assignment of a file that says everything itself."""
    data = document.data
    refuse_strangers(document, (), ["format", "title", "given", "unit", "limits", "moons"])
    for key, kind in (("title", str), ("given", tuple)):
        check(document, (key,), kind, {})
    for file in data["given"]:
        _check_file_name(document, ("given",), file)
    return Assignment(data["title"], _units(document), tuple(data["given"]),
                      table(document, ("limits",), Limits), table(document, ("moons",), Moons))


def _base(document):
    """Return the assignment of the kit that the file begins from."""
    name = document.data["base"]
    if name not in NAMED:
        close = did_you_mean(name, NAMED)
        raise document.fault(("base",), f"`base` must be one of {', '.join(NAMED)}, not {name!r}{close}")
    if Path(document.path).resolve() == NAMED[name]:
        raise document.fault(("base",), "`base` is this very file")
    return Assignment.load(NAMED[name])


def _altered(document, base):
    """Return `base` with what the file says otherwise: some of its units, units of its own, points, limits, moons."""
    data = document.data
    refuse_strangers(document, (), ["format", "base", "title", "units", "points", "catches", "unit", "limits",
                                     "moons"])
    if "title" in data:
        check(document, ("title",), str, {})
    units = [*base.units, *(_units(document) if "unit" in data else ())]
    if "units" in data:
        check(document, ("units",), tuple, {})
        units = _picked(document, units)
    return replace(base, title=data.get("title", base.title), units=tuple(_pointed(document, units)),
                   limits=table(document, ("limits",), Limits, base.limits),
                   moons=table(document, ("moons",), Moons, base.moons))


def _picked(document, units):
    """Return those `units` that the list `units` names, in course order, and what they need must be among them."""
    names = [unit.name for unit in units]
    for name in document.data["units"]:
        if name not in names:
            raise document.fault(("units",), f'there is no unit "{name}"{did_you_mean(name, names)}; '
                                             f"the units are {', '.join(names)}")
    picked = [unit for unit in units if unit.name in document.data["units"]]
    if not picked:
        raise document.fault(("units",), "there is no unit left")
    for unit in picked:
        for need in unit.needs:
            if need not in document.data["units"]:
                raise document.fault(("units",), f'"{unit.name}" needs "{need}", which is left out')
    return picked


def _pointed(document, units):
    """Return the `units` with what the tables `points` and `catches` give them."""
    points = _by_unit(document, "points", units, "value = 30", float, {"low": 0.01, "high": 10_000})
    catches = _by_unit(document, "catches", units, 'my_tests = ["B1"]', tuple, {})
    return [replace(unit, points=points.get(unit.name, unit.points),
                    catches=tuple(catches.get(unit.name, unit.catches))) for unit in units]


def _by_unit(document, key, units, example, kind, bounds):
    """Return the table `key`, {unit name: value of `kind`}; {} where there is none."""
    entries, names = document.data.get(key, {}), [unit.name for unit in units]
    if not isinstance(entries, dict):
        raise document.fault((key,), f"`{key}` must be a table of units: [{key}], then {example}")
    for name in entries:
        if name not in names:
            raise document.fault((key, name), f'there is no unit "{name}"{did_you_mean(name, names)}; '
                                              f"the units are {', '.join(names)}")
        check(document, (key, name), kind, bounds)
        if entries[name] == []:
            raise document.fault((key, name), f"`{name}` is empty: name at least one, as in {example}")
    return entries


def _units(document):
    if not isinstance(document.data.get("unit"), list) or not document.data["unit"]:
        raise document.fault(("unit",), "there is no unit: each begins with `[[unit]]`")
    return tuple(table(document, ("unit", number), Unit) for number in range(len(document.data["unit"])))


def _check_file_name(document, keys, file):
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*\.py", file):
        raise document.fault(keys, f'"{file}" is not the name of a module\'s file, such as "value.py"')


def _check_order(document, assignment):
    """Units have names and files of their own, and need only units before them."""
    names, files = [], list(assignment.given)
    every = [unit.name for unit in assignment.units]
    own = {entry["name"]: number for number, entry in enumerate(document.data.get("unit", ()))}
    for unit in assignment.units:
        place = ("unit", own.get(unit.name))    # those of the base are right already
        for key, problem in _misplaced(unit, names, files, every):
            raise document.fault((*place, key), problem)
        for key, file in [("file", unit.file), *[("given", file) for file in unit.given]]:
            _check_file_name(document, (*place, key), file)
        _check_catches(document, (*place, "catches"), unit)
        names.append(unit.name)
        files += [unit.file, *unit.given]


def _check_catches(document, keys, unit):
    known = [mistake.id for mistake in mistakes() if mistake.unit in ("value", "backward")] if unit.catches else ()
    for name in unit.catches:
        if name not in known:
            keys = keys if holds(document.data, keys) else ("catches", unit.name)
            close = did_you_mean(name, known)
            raise document.fault(keys, f'"{name}" is no known mistake of the units value and backward{close}')


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
