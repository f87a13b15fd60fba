"""The words of the given files, in your language: `say("...")`.

It is the language of your system, or what the variable MICROGRAD_LANG says: en or fr. The English texts stand where
they are said; the others are in a catalogue beside the tests.
"""

import importlib.util
import re
from functools import cache
from pathlib import Path


def say(text, **fields):
    """Return `text` in the language that is asked for, with its fields `{name}` filled in."""
    words = _languages()
    return (_spoken(words) if words else _english)(text, **fields)


def code():
    """Return the code of that language: "en", "fr"."""
    words = _languages()
    return _spoken(words).code if words else "en"


def _spoken(words):
    """Return the language that the environment asks for; English where there is none such."""
    try:
        return words.language(words.spoken_here(), Path(words.__file__).parent / "locale")
    except ValueError:
        return words.ENGLISH


def _english(text, **fields):
    return re.sub(r"\{(\w+)\}", lambda field: str(fields.get(field[1], field[0])), text)


@cache
def _languages():
    """Return the module `language`, which lies with the exercises' tests or in the kit; None where it does not."""
    here = Path(__file__).resolve().parent
    for path in (here / "tests" / "language.py", here.parent / "autograder" / "language.py"):
        if path.is_file():
            spec = importlib.util.spec_from_file_location("language", path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    return None
