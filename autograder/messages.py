"""The messages: every text that is said to students in their language, as the sources have it.

    say("...")               in the kit's modules, the templates, and what tests the exercises
    docstrings of checks     their title and hint
    mistakes/*.toml          name, hint, and the smallest case where it is words
    hints/*.toml             the rungs of the ladder
    Wrong("..."), ...        sentences of which a check's message is made: each line, or each cell of a table
"""

import ast
import inspect
import tomllib
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from autograder.language import CATALOGUES, catalogue
from autograder.mistakes import mistakes
from autograder.report import Outcome
from autograder.views import reading, reveal

ROOT = Path(__file__).parents[1]
FRENCH = CATALOGUES / "fr" / "LC_MESSAGES" / "messages.po"
KIT = ("autograder/*.py", *(f"autograder/{folder}/*.py" for folder in (
    "arrivals", "authoring", "commands", "course", "views")))
COMPANION = tuple(f"exercises/{name}.py" for name in ("conftest", "tests/companion", "tests/failures", "tests/hints"))
SUITES, TEMPLATES, HINTS = "autograder/suites/test_*.py", "autograder/templates/*.html", "exercises/tests/hints/*.toml"
#: what `say` is called with by a name
NAMED = (*reading.SECTIONS.values(), reveal.NOT_COUNTED, reveal.NOT_ASKED, reveal.NO_ANSWER,
         *[f"{{count}} {outcome}" for outcome in Outcome if outcome is not Outcome.PASSED])


@cache
def messages():
    """Return {text: where it is}, in the order of the sources."""
    return _first([*_called(KIT), *_in_templates(), *[(text, "autograder/messages.py") for text in NAMED],
                   *students_messages().items(), *_promises(), *_mistakes()])


@cache
def students_messages():
    """Return {text: where it is} of what students' own tests say."""
    return _first([*_called(COMPANION), *_rungs()])


@cache
def french():
    """Return the French catalogue of the kit, {text: its translation}."""
    return catalogue(FRENCH)


def missing():
    """Return {text: where it is} of what the catalogue lacks."""
    return {text: place for text, place in messages().items() if not french().get(text)}


def stale():
    """Return what the catalogue has and no source says any more."""
    return [text for text in french() if text not in messages()]


def po(words, places):
    """Return a catalogue as a .po file, the texts of one place under its name."""
    parts, last = [HEAD], None
    for text, place in places.items():
        parts += [f"\n# --- {place}\n"] if place != last else []
        parts.append(f"\nmsgid {_quoted(text)}\nmsgstr {_quoted(words.get(text, ''))}\n")
        last = place
    return "".join(parts)


def students_catalogue():
    """Return the part of the catalogue that students' own tests need, as a .po file."""
    return po(french(), students_messages())


HEAD = '''\
# What the kit says to students, in French. `python -m autograder.translations` names what is missing and what is stale.
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
'''


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _first(pairs):
    found = {}
    for text, place in pairs:
        found.setdefault(text, place)
    return found


def _paths(*patterns):
    return [(path, path.relative_to(ROOT).as_posix()) for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def _called(patterns):
    """Yield what `say` is called with."""
    for path, place in _paths(*patterns):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ("say", "spoken"):
                yield from ((text, place) for text in _texts(node.args[0]))


def _name(function):
    function = function.func if isinstance(function, ast.Call) else function
    return getattr(function, "attr", getattr(function, "id", None))


def _texts(argument):
    """The texts that an argument of a call may be: a constant, or one of two."""
    choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    return [node.value for node in choices if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _in_templates():
    for path, place in _paths(TEMPLATES):
        tree = Environment().parse(path.read_text(encoding="utf-8"))        # noqa: S701  nothing is rendered
        found = [text for _, _, text in extract_from_ast(tree, ["say"])]      # with its fields, where it has some
        yield from ((text if isinstance(text, str) else text[0], place) for text in found)


def _promises():
    """Yield title and hint of each check."""
    for path, place in _paths(SUITES):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                title, _, hint = inspect.cleandoc(ast.get_docstring(node) or "").partition("\n\n")
                yield from ((" ".join(text.split()), place) for text in (title, hint) if text.strip())


def _mistakes():
    for mistake in mistakes():
        said = [mistake.name, mistake.hint]
        said += [mistake.smallest] * reveal.smallest_case(mistake.smallest).startswith("the case")
        yield from ((text, f"autograder/mistakes/{mistake.unit}.toml") for text in said)


def _rungs():
    for path, place in _paths(HINTS):
        for rungs in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield from ((text, place) for text in rungs.values())
