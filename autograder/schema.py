"""What a table of a document must hold, told by the fields of a dataclass: their types, bounds and defaults."""

import math
from dataclasses import MISSING, field, fields, replace

from autograder.document import holds
from autograder.errors import did_you_mean


def within(low, high, default=MISSING):
    """Return the field of a number that must lie in [low, high]."""
    return field(default=default, metadata={"low": low, "high": high})


def table(document, keys, schema, base=None):
    """Return the dataclass `schema` filled from the table at `keys`; what it does not say is as in `base`."""
    entries = document.data
    for key in keys:
        entries = entries[key] if holds(entries, [key]) else None
    if base is not None and entries is None:
        return base
    if not isinstance(entries, dict):
        raise document.fault(keys, f"there is no table `[{keys[0]}]`")
    refuse_strangers(document, keys, [entry.name for entry in fields(schema)])
    for entry in fields(schema):
        if entry.name in entries or (base is None and entry.default is MISSING):
            check(document, (*keys, entry.name), entry.type, entry.metadata)
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entries.items()}
    return schema(**values) if base is None else replace(base, **values)


def refuse_strangers(document, keys, known):
    """Raise the fault of the first key in the table at `keys` that is not among those `known`."""
    entries = document.data
    for key in keys:
        entries = entries[key]
    for key in entries:
        if key not in known:
            raise document.fault((*keys, key), f"unknown key `{key}`{did_you_mean(key, known)}")


def check(document, keys, kind, bounds):
    """Raise the fault of the value at `keys`, if it has one."""
    *place, key = keys
    if not holds(document.data, keys):
        raise document.fault(tuple(place), f"`{key}` is missing{f' in `[{place[0]}]`' if place else ''}")
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
    if kind is bool:
        return None if isinstance(value, bool) else "must be true or false"
    if kind is int:
        return None if number and isinstance(value, int) else "must be a whole number"
    return None if number else "must be a number"


def _outside(value, low=None, high=None):
    inside = low is None or low <= value <= high
    return None if inside else f"is {value}: it must lie between {low} and {high}"
