"""Names of submissions that are file names on every system."""

import hashlib
import os
import re
import unicodedata

from autograder.inert import inert

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_names(names):
    """Return for each of the different `names` a safe one; these differ too, and in more than case.

    A name that has to be changed gets a few digits of its digest.
    """
    safe, taken = {}, set()
    # Those that are safe already come first: no stranger's name can change theirs. Of those that differ in case only
    # the one without capitals does, as course ids are.
    for name in sorted(names, key=lambda name: (_safe(name) != name, name != name.casefold(), name)):
        safe[name] = _unlike(taken, name)
        taken.add(safe[name].casefold())
    return [safe[name] for name in names]


def _unlike(taken, name):
    text, digest = _safe(name), hashlib.sha256(os.fsencode(name)).hexdigest()
    digits = 0 if text == name else 8
    while (proposed := f"{text}-{digest[:digits]}" if digits else text).casefold() in taken:
        digits += 8
    return proposed


def _safe(name):
    """Return `name` without what is no letter, mark, digit or plain sign, or is none to the eye, and not too long."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(c if _is_plain(c) else "_" for c in text)
    text = text.encode()[:120].decode(errors="ignore").strip(" .") or "submission"
    return f"_{text}" if _DEVICES.fullmatch(text) else text


def _is_plain(character):
    return character in " ._-+@()," or (unicodedata.category(character)[0] in "LMN" and inert(character) == character)
