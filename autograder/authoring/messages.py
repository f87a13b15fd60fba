"""The messages: every text that is said to students in their language, as the sources have it.

    say("...")               in the kit's modules, its suites, the templates, and what tests the exercises
    Refused(f"..."), ...     why something is not taken, or no answer: where `say` is not at hand, and braces are fields
    docstrings of checks     their title and hint
    mistakes/*.toml          name, hint, and the smallest case where it is words
    hints/*.toml             the rungs of the ladder
"""

import ast
import inspect
import re
import tomllib
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from autograder.language import CATALOGUES, catalogue
from autograder.mistakes import mistakes
from autograder.report import Outcome
from autograder.views import reading, reveal

ROOT = Path(__file__).parents[2]
FRENCH = CATALOGUES / "fr" / "LC_MESSAGES" / "messages.po"
KIT = ("autograder/*.py", *(f"autograder/{folder}/*.py" for folder in (
    "arrivals", "authoring", "commands", "course", "pictures", "suites", "views")))
#: what is called with a sentence that a report may hold; the instructor's own, such as an unknown arrival, is none
SAYING = ("Refused", "Unfit", "Missing", "NoNumbers", "Malformed", "notes.append", "_notes.append")
SPEAKERS = ("autograder/probes/*.py",
            *(f"autograder/{name}.py" for name in ("cells", "layout", "protocol", "worker", "submission")),
            *(f"autograder/arrivals/{name}.py" for name in (
                "archive", "folder", "member", "notebook", "place", "source")))
#: what students get besides, tests and given files
COMPANION = (*(f"exercises/{name}.py" for name in (
                 "conftest", "tests/companion", "tests/failures", "tests/hints", "tests/patience")),
             "solutions/*.py", "solutions/notebooks/*.py")
VISIBLE = "exercises/tests/test_*.py"
SUITES, TEMPLATES, HINTS = "autograder/suites/test_*.py", "autograder/templates/*.html", "exercises/tests/hints/*.toml"
#: of the check cells: what is promised where a module cannot be imported
PROMISE = "The module can be imported."
#: what `say` is called with by a name
NAMED = (*reading.SECTIONS.values(), reveal.NOT_COUNTED, reveal.NO_ANSWER,
         "{chain} * ... ({count} operations in a row)",
         "file", "folder", "link", "pipe or a device", *[outcome.value for outcome in Outcome],
         *[f"{{count}} {outcome}" for outcome in Outcome if outcome is not Outcome.PASSED])


@cache
def messages():
    """Return {text: where it is}, in the order of the sources."""
    named = [(text, "autograder/authoring/messages.py") for text in NAMED]
    return _first([*_called(KIT), *_raised(), *_in_templates(), *named, *students_messages().items(), *_promises(),
                   *_mistakes()])


@cache
def students_messages():
    """Return {text: where it is} of what students' own tests say."""
    return _first([*_called(COMPANION), *_visible(), *_rungs()])


@cache
def french():
    """Return the French catalogue of the kit, {text: its translation}."""
    return catalogue(FRENCH)


def missing():
    """Return {text: where it is} of what the catalogue lacks."""
    words = french()
    return {text: place for text, place in messages().items() if not words.get(text)}


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


def _raised():
    """Yield what exceptions and notes are made with, as templates."""
    for path, place in _paths(*SPEAKERS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("self.").removeprefix(
                    "files.") in SAYING:
                yield from ((template(text), place) for text in node.args[:1] if template(text))


def template(text):
    """Return the template of a string in a syntax tree, each field named after the last name in it; "" of no string.

    `f"{len(flat)} outputs, not {size:d}"` is "{flat} outputs, not {size}".
    """
    if isinstance(text, ast.IfExp):
        return template(text.orelse)
    parts = getattr(text, "values", [text])
    return "".join(part.value if isinstance(part, ast.Constant) else f"{{{_field(part)}}}" for part in parts
                   if isinstance(part, (ast.Constant, ast.FormattedValue)))


def _field(part):
    names = re.findall(r"\b_?([a-zA-Z]\w*)", ast.unparse(part.value))
    return names[-1]


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
        yield from ((text if isinstance(text, str) else text[0], place) for text in found if text)


def _promises():
    """Yield title and hint of each check."""
    for path, place in _paths(SUITES):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                title, _, hint = inspect.cleandoc(ast.get_docstring(node) or "").partition("\n\n")
                yield from ((" ".join(text.split()), place) for text in (title, hint) if text.strip())


def _visible():
    """Yield what the visible tests promise."""
    yield PROMISE, "solutions/notebooks/run_tests.py"
    for path, place in _paths(VISIBLE):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                first = inspect.cleandoc(ast.get_docstring(node) or node.name).partition("\n\n")[0]
                yield " ".join(first.split()), place


def _mistakes():
    for mistake in mistakes():
        said = [mistake.name, mistake.hint]
        said += [mistake.smallest] * reveal.smallest_case(mistake.smallest).startswith("the case")
        yield from ((text, f"autograder/mistakes/{mistake.unit}.toml") for text in said)


def _rungs():
    for path, place in _paths(HINTS):
        for rungs in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield from ((text, place) for text in rungs.values())
