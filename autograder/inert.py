"""Text from strangers, made harmless for terminals, files and logs: the one place that does it."""

import re
import unicodedata

#: letters and marks that show nothing: joiners, fillers, blanks, selectors of variants
_UNSEEN = re.compile(
    r"[\u034f\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
#: orders to a build server in the log of its job: `::error::` where a line begins, `##[error]`, `##vso[` anywhere
_ORDER = re.compile(r"^([ \t]*):(?=:)|#(?=#\w*\[)", re.MULTILINE)


def inert(text, limit=20_000):
    """Return `text` with control characters shown as text, newline and tab kept, cut to `limit` characters.

    What a terminal would obey (escapes, carriage returns, text that runs backwards), a build server would obey
    (`::error::`), or a reader would not see (characters without width) is written out: `\\x1b`, `\\u202e`,
    `\\x3a:error::`. Twice inert is the same as once.
    """
    text = str(text)
    if len(text) > limit:
        text = text[: limit - 10] + " ... (cut)"
    if not (text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()):
        text = "".join(map(_shown, text.replace("\r\n", "\n")))
    shown = _ORDER.sub(lambda order: r"\x23" if order[1] is None else order[1] + r"\x3a", text)
    return shown if len(shown) <= limit else shown[: limit - 10] + " ... (cut)"


def inert_name(text, limit=60):
    """Return `text` inert and in one line, as the names of strangers are to stand in a sentence."""
    return inert(text, limit).replace("\n", "\\n").replace("\t", "\\t")


def _shown(character):
    if character in "\n\t" or (character.isprintable() and not _UNSEEN.match(character)):
        return character
    if unicodedata.category(character) == "Zs":      # a space that is wider, narrower or unbreakable
        return " "
    return character.encode("unicode_escape").decode("ascii")
