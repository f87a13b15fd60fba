"""Tables as CSV that a spreadsheet reads and does not run: the one place that makes a stranger's text a cell."""

import csv
import io

# A spreadsheet runs a cell that begins so; full-width signs too, where keyboards write them.
_RUN = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def text_cell(text):
    """Return `text` as a cell that is shown and not run."""
    return f"'{text}" if text.startswith(_RUN) else text


def csv_text(rows):
    """Return `rows` of texts and numbers as CSV."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([text_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return table.getvalue()
