"""A notebook that a student hands in: read as data, put together as a module, and never run here."""

import ast
import json
from functools import cache
from pathlib import Path

from autograder.arrivals.folder import Refused
from autograder.authoring.markers import strip_solutions
from autograder.cells import MOST_CODE, Unfit, cells_of, stitched
from autograder.inert import inert
from autograder.language import ENGLISH as say
from autograder.statements import UNPARSABLE

SOLUTIONS = Path(__file__).parents[2] / "solutions"
#: so many notes of one notebook are shown
MOST_NOTES = 8
#: in the metadata of a notebook that the kit made of the module beside it, for people to look at
OF_MODULE = "of_module"


@cache
def stub_of(file):
    """Return the text of the unit's module `file` as students get it."""
    return strip_solutions((SOLUTIONS / file).read_text(encoding="utf-8"), file)


def module_in(content, shown, file):
    """Return the text of the module `file` that the notebook with the bytes `content` makes, and notes on it.

    `shown` names the notebook in sentences. `Refused` says why there is no module.
    """
    try:
        text, notes = stitched(cells_of(_data(content)), stub_of(file), file.removesuffix(".py"))
    except Unfit as reason:
        raise Refused(f"{shown} is not taken: {reason}") from None
    except UNPARSABLE:      # what each cell is by itself, all of them together need not be
        raise Refused(f"{shown} is not taken: its code is nested too deeply.") from None
    told, left_out = notes[:MOST_NOTES], len(notes) - MOST_NOTES
    if left_out > 0:
        told = (*told, say("{count} more notes on it are left out.", count=left_out))
    return text, [say("{notebook}: {note}", notebook=shown, note=inert(note, 300)) for note in told]


def is_untouched(content, file):
    """Whether the notebook with the bytes `content` makes the module `file` just as it was handed out."""
    try:
        return module_in(content, file, file)[0] == stub_of(file)
    except Refused:
        return False


def is_of_module(content):
    """Whether the notebook with the bytes `content` says of itself that it was made of the module beside it."""
    try:
        return _data(content)["metadata"][OF_MODULE] is True
    except (Unfit, LookupError, TypeError):
        return False


def parts_of(text):
    """Return what the statements of a module and of its classes are, without regard to layout and comments.

    None where the text is not Python, or nested too deeply or too long to be looked at: for some texts Python's parser
    takes minutes. The module's docstring is no part.
    """
    if len(text) > MOST_CODE:
        return None
    try:
        body = ast.parse(text).body
        inner = [part for node in body for part in (node.body if isinstance(node, ast.ClassDef) else [node])]
        return {ast.dump(part) for part in inner if not (isinstance(part, ast.Expr) and part is body[0])}
    except UNPARSABLE:
        return None


def _data(content):
    """Return what the JSON in `content` says; raise `Unfit` where it is not quite JSON."""
    if not content.strip():
        raise Unfit("it is empty.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Unfit(f"it is not UTF-8: line {line} has the byte 0x{content[problem.start]:02x}.") from None
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
    except RecursionError:
        raise Unfit("it is nested too deeply for a notebook.") from None
    except json.JSONDecodeError as problem:
        raise Unfit(f"it is not JSON: line {problem.lineno}: {problem.msg}.") from None
    except ValueError as problem:
        raise Unfit(str(problem) if isinstance(problem, Unfit) else "it holds a number of too many digits.") from None


def _without_doubles(pairs):
    data = dict(pairs)
    if len(data) < len(pairs):
        seen = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))
        raise Unfit(f'it says "{inert(twice, 40)}" twice in one place.')
    return data


def _no_number(name):
    raise Unfit(f"it holds {name}, which is no number.")
