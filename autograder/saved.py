"""A CSV file that somebody saved, with whatever program: its text, or the line at which it is none."""

import codecs
from pathlib import Path

from autograder.errors import AutograderError, FileProblem

_AGAIN = "save it as CSV UTF-8 (so it is called in Excel)"
#: what files begin with that spreadsheets save instead: workbooks, new and old, and wide letters
_OTHERS = {b"PK\x03\x04": "a workbook and no CSV file", b"\xd0\xcf\x11\xe0": "a workbook and no CSV file",
           codecs.BOM_UTF16_LE: "in UTF-16", codecs.BOM_UTF16_BE: "in UTF-16"}


def table_text(path):
    """Return the text of a CSV file that somebody saved, with the mark at its beginning; raise `FileProblem`."""
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise AutograderError(f"{path} cannot be read: {problem.strerror}.") from None
    for begin, what in _OTHERS.items():
        if content.startswith(begin):
            raise FileProblem(path, 1, f"the file is {what}: {_AGAIN}")
    if b"\0" in content:
        raise FileProblem(path, _line(content, content.index(b"\0")), f"a NUL byte, and no text has one: {_AGAIN}")
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        raise FileProblem(path, _line(content, problem.start),
                          f"the byte 0x{content[problem.start]:02x} is not UTF-8: {_AGAIN}") from None


def _line(content, place):
    return content[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
