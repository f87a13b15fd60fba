"""Text from strangers, made harmless for terminals and files: the one place that does it."""

import unicodedata


def inert(text, limit=20_000):
    """Return `text` with control characters shown as text, newline and tab kept, cut to `limit` characters.

    What a terminal would obey (escapes, carriage returns, text that runs backwards) or a reader would not see
    (characters without width) is written out: `\\x1b`, `\\u202e`. Twice inert is the same as once.
    """
    text = str(text)
    if len(text) > limit:
        text = text[: limit - 10] + " ... (cut)"
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(map(_shown, text.replace("\r\n", "\n")))
    return shown if len(shown) <= limit else shown[: limit - 10] + " ... (cut)"


def _shown(character):
    if character.isprintable() or character in "\n\t":
        return character
    if unicodedata.category(character) == "Zs":      # a space that is wider, narrower or unbreakable
        return " "
    return character.encode("unicode_escape").decode("ascii")
