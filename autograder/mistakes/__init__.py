"""Known mistakes: small changes of the solutions, as students write them, in one TOML file for each unit.

They prove the hidden suites, for each must cost a point in its own unit; and they name a student's error, for
whoever gets a mistake's wrong numbers has probably made it.
"""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path

from autograder.document import Document
from autograder.errors import FileProblem, did_you_mean
from autograder.kept import kept

FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)       # there is one of each, asked for by the ten thousand
class Mistake:
    """A wrong line: a change of one place in the solution of one unit.

    path, unit    the file that lists it; the unit whose solution it changes
    id            its short name, unlike all others, the same for ever
    name          what is wrong, to be read after "these are the numbers you get when ..."
    replace, by   whole lines, which occur once in the solution; what a student wrote there ("" for nothing)
    hint          what is wrong and what to look at, in a sentence or two
    smallest      the smallest expression or situation that shows it
    moons         whether a network trained with it must never pass the moons check
    """

    path: Path
    unit: str
    id: str
    name: str
    replace: str
    by: str
    hint: str
    smallest: str
    moons: bool = False

    def __str__(self):
        return self.name

    def apply(self, source):
        """Return `source`, the text of the unit's solution, with the mistake made in it."""
        count = source.count(self.replace)
        if count != 1:
            problem = f"mistake {self.id}: `replace` occurs {count} times in the solution, not once"
            raise FileProblem(self.path, None, problem)
        return source.replace(self.replace, self.by)


#: what an entry may say; the path and the unit are its file's
_KEYS = {key.name: key for key in fields(Mistake) if key.name not in ("path", "unit")}


@cache
def mistakes(folder=FOLDER):
    """Return all known mistakes, unit by unit; raise a FileProblem where an entry is not as it must be."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        for number, mistake in enumerate(mistakes_of(path.stem, folder)):
            if mistake.id in found:
                raise _taken(Document(path), number, mistake.id, found[mistake.id].path)
            found[mistake.id] = mistake
    return tuple(found.values())


@cache
def mistakes_of(unit, folder=FOLDER):
    """Return the known mistakes of one unit, the same objects as `mistakes` does: reading all files takes a while."""
    path = folder / f"{unit}.toml"
    content = path.read_bytes() if path.is_file() else None
    return tuple(Mistake(path=path, unit=unit, **entry) for entry in kept(__file__, content, lambda: _checked(path)))


def _checked(path):
    """Return the entries of a file, each of which is as it must be."""
    document, ids = Document(path), set()
    for number, entry in enumerate(_entries(document)):
        _check(document, number, entry)
        if entry["id"] in ids:
            raise _taken(document, number, entry["id"], path)
        ids.add(entry["id"])
    return _entries(document)


def _taken(document, number, name, path):
    return document.fault(("mistake", number, "id"), f"mistake {name}: this id is taken in {path.name}")


def _entries(document):
    entries = document.data.get("mistake")
    tables = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if set(document.data) != {"mistake"} or not tables:
        raise document.fault((), "there must be [[mistake]] tables and nothing else")
    return entries


def _check(document, number, entry):
    """Raise the first fault of `entry`."""
    name = entry.get("id", f"number {number + 1}")
    for place, problem in _problems(entry):
        raise document.fault(("mistake", number, *place), f"mistake {name}: {problem}")


def _problems(entry):
    """Yield the faults of an entry: where in it, the problem."""
    for key in entry:
        if key not in _KEYS:
            yield (key,), f"unknown key `{key}`{did_you_mean(key, _KEYS)}"
    for key, field in _KEYS.items():
        if key not in entry and field.default is MISSING:
            yield (), f"`{key}` is missing"
        elif key in entry and type(entry[key]) is not field.type:
            yield (key,), f"`{key}` must be {'true or false' if field.type is bool else 'a text'}"
        elif field.type is str and key != "by" and not entry[key].strip():
            yield (key,), f"`{key}` is empty"
    if entry["by"] == entry["replace"]:
        yield ("by",), "`by` says the same as `replace`, so nothing is wrong"
