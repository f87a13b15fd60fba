"""A language: what the kit says to students, said in it.

The sources speak English. A catalogue of gettext, `locale/fr/LC_MESSAGES/messages.po`, has the same in French; it is
read as it is, and what it lacks is said in English. This file stands alone: students get it with their tests.
"""

import ast
import codecs
import difflib
import os
import re
import unicodedata
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "fr": "French"}
#: who says it, in this order; the first that is set decides
VARIABLES = ("MICROGRAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
#: a longer line is no sentence of ours
LONGEST = 1_000
#: a template with fewer letters would fit what is none of ours: `{what} of {name}`
TELLING = 7
#: fields that are known by their form: a template with one of them is told whatever its length
FORMS = {
    "count": r"\d[\d,]*", "i": r"\d+", "k": r"\d+", "x": r"[a-z]", "y": r"[+-]?\d+", "function": r"[a-z_]\w*",
    "member": r"\S+", "quantity": r"[a-z]+ \d+",
    "notebook": r"\S+\.ipynb", "model": r"[A-Z]\w+(?:\(.+\))?", "number": r"-?(?:[\d.]+(?:e[+-]?\d+)?|inf)|nan",
    "leaves": r"\w+ = [^,]+(?:, (?:\w+ = [^,]+|\.\.\.))*",
}
#: the name of our error handler for streams
READABLE = "readable"
_ASCII = {"«": '"', "»": '"', "œ": "oe", "Œ": "OE"}


class Language:
    """A language: call it with an English text, and it says it.

    code    "en", "fr"
    words   English text -> text in this language; fields in both stand between braces: `{count} failed`
    """

    def __init__(self, code, words):
        self.code, self.words = code, words
        self._patterns = [(_pattern(text), words[text]) for text in sorted(words, key=len, reverse=True)
                          if _is_told(text)]

    def __call__(self, text, /, **fields):
        """Return a text of ours in this language, its fields filled in."""
        return _filled(self.words.get(text) or text, fields)

    def told(self, text):
        """Return a sentence whose fields are filled in already; unchanged where it is none of ours."""
        if text in self.words or len(text) > LONGEST:
            return self(text)
        for pattern, translated in self._patterns:
            if match := pattern.fullmatch(text):
                return _filled(translated, {name: self._field(value) for name, value in match.groupdict().items()})
        return text

    def _field(self, value):
        said = self.told(value)
        return said if said != value else ", ".join(map(self.told, value.split(", ")))

    def lines(self, text):
        """Return a message, in which each line, or each cell of a table, may be one of ours."""
        return "\n".join(map(self._line, text.split("\n"))) if self.words else text

    def _line(self, line):
        first, *cells = re.split(r"(?<=\S)(?=\s{2,})", line)
        said, end = first.replace(first.strip(), self.told(first.strip()), 1), len(first)
        for cell in cells:      # where it can, it ends where it ended; beside one word it begins there
            word, end = self.told(cell.strip()), end + len(cell)
            beside = len(cells) == 1 and word != cell.strip() and cell == f"  {cell.strip()}"
            said += f"  {word}" if beside else word.rjust(max(end - len(said), len(word) + 2 * bool(word)))
        return said


ENGLISH = Language("en", {})


def language(code="en", catalogues=CATALOGUES):
    """Return the language of that code: `fr`, `fr_FR.UTF-8`; raise ValueError for one that there is none of."""
    name = re.split(r"[_.@-]", code.lower())[0]
    if name not in LANGUAGES:
        known = {word.lower(): code for code, long in LANGUAGES.items() for word in (code, long)}
        near = difflib.get_close_matches(name, known, n=1)
        meant = f": did you mean {known[near[0]]}?" if near else f": there are {', '.join(LANGUAGES)}."
        raise ValueError(f"there is no language {code!r}{meant}")
    return ENGLISH if name == "en" else _loaded(name, Path(catalogues))


@cache
def _loaded(code, catalogues):
    try:
        return Language(code, catalogue(catalogues / code / "LC_MESSAGES" / "messages.po"))
    except (OSError, ValueError, SyntaxError, KeyError):      # without its catalogue a language is English
        return ENGLISH


def spoken_here(environ=os.environ):
    """Return the code of the language that the environment asks for; "en" where it is one that there is none of."""
    asked = next(filter(None, map(environ.get, VARIABLES)), "en")
    if asked == environ.get("MICROGRAD_LANG"):      # of ours: a mistake in it is told
        return asked
    return asked if re.split(r"[_.@-]", asked.lower())[0] in LANGUAGES else "en"


def catalogue(path):
    """Return {msgid: msgstr} of a .po file; without what is empty, among it the head."""
    words, entry, key = {}, {}, None
    for line in [*path.read_text(encoding="utf-8").splitlines(), "msgid"]:
        word, _, quoted = line.partition(" ")
        if word == "msgid":
            if entry.get("msgid") and entry.get("msgstr"):
                words[entry["msgid"]] = entry["msgstr"]
            entry = {}
        if word in ("msgid", "msgstr"):
            key, entry[word] = word, ast.literal_eval(quoted or '""')
        elif line.startswith('"'):
            entry[key] += ast.literal_eval(line)
    return words


def fields(text):
    """Return the names between braces in a text."""
    return re.findall(r"\{(\w+)\}", text)


def _filled(text, values):
    return re.sub(r"\{(\w+)\}", lambda field: str(values.get(field[1], field[0])), text)


def _is_told(text):
    letters = re.findall(r"[a-z]", re.sub(r"\{\w+\}", "", text))
    return "{" in text and (len(letters) >= TELLING or any(name in FORMS for name in fields(text)))


def _pattern(text):
    parts, seen = re.split(r"\{(\w+)\}", text), set()
    for place in range(1, len(parts), 2):
        name = parts[place]
        parts[place], _ = (f"(?P={name})" if name in seen else f"(?P<{name}>{FORMS.get(name, '.+?')})"), seen.add(name)
    parts[::2] = map(re.escape, parts[::2])
    return re.compile("".join(parts))


def readable(text, encoding):
    """Return a text as a terminal of that encoding can show it: where it has no accents, the letters without them."""
    return text.encode(encoding or "ascii", READABLE).decode(encoding or "ascii")


def _without_accents(error):
    """An error handler for encoding: `e` for an accented one, an escape for what has no such letter."""
    said = "".join(map(_plain, error.object[error.start:error.end]))
    return said, error.end


def _plain(letter):
    letters = _ASCII.get(letter) or "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isascii())
    return letters or letter.encode("ascii", "backslashreplace").decode()


codecs.register_error(READABLE, _without_accents)
