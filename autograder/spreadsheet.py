"""Tables as CSV: the one place that makes a stranger's text a cell that a spreadsheet shows and does not run."""

import codecs
import csv
import io
from pathlib import Path

from autograder.errors import AutograderError, FileProblem

# A spreadsheet runs a cell that begins so; full-width signs too, where keyboards write them.
_RUN = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

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


def text_cell(text):
    """Return `text` as a cell that is shown and not run."""
    return f"'{text}" if text.startswith(_RUN) else text


def csv_text(rows):
    """Return `rows` of texts and numbers as CSV."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([text_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return table.getvalue()
