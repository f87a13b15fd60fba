"""A sheet: a table as CSV that somebody else wrote. Cells can be filled in; everything else stays, byte for byte."""

import re
from dataclasses import dataclass

from autograder.errors import FileProblem, did_you_mean
from autograder.saved import table_text
from autograder.spreadsheet import text_cell


@dataclass(frozen=True)
class Row:
    """A row as it is written: `cells` with their quotes, `end` is what follows the last one."""

    line: int
    cells: list
    end: str


class Sheet:
    """The sheet in the file `path`: its `header`, the texts of the first row, and its other `rows`.

    Cells are parted by commas, semicolons or tabs, whatever parts the header into most.
    """

    def __init__(self, path):
        """Read the sheet; raise FileProblem where it is none."""
        self.path = path
        text = table_text(path)
        self._mark = "\ufeff" * text.startswith("\ufeff")
        text = text.removeprefix("\ufeff")
        first = re.split(r"[\r\n]", text, maxsplit=1)[0]
        self._delimiter = max(",;\t", key=first.count)
        self._all = list(_rows(path, text, self._delimiter))
        if not self._all:
            raise FileProblem(path, None, "this is empty: give the file as you downloaded it.")
        self.header = [_value(cell).strip() for cell in self._all[0].cells]
        self.rows = [row for row in self._all[1:] if any(row.cells)]
        for row in self.rows:
            if len(row.cells) != len(self.header):
                raise FileProblem(path, row.line, f"this row has {len(row.cells)} cells, the header has "
                                  f"{len(self.header)}: give the file as you downloaded it.")

    def columns(self, names):
        """Return the numbers of the columns that are called one of `names`."""
        wanted = {name.casefold() for name in names}
        return [number for number, name in enumerate(self.header) if name.casefold() in wanted]

    def column(self, *names):
        """Return the number of the one column that is called one of `names`; raise FileProblem without just one."""
        found = self.columns(names)
        if not found:
            near = did_you_mean(names[0], self.header)
            raise FileProblem(self.path, 1, f'there is no column "{names[0]}"{near}. The columns are: '
                              f"{', '.join(self.header)}. Give the file as you downloaded it; if it is in a language "
                              "that is not known here, download it in English.")
        if len(found) > 1:
            places = " and ".join(str(number + 1) for number in found)
            raise FileProblem(self.path, 1, f'columns {places} are both called "{self.header[found[0]]}": '
                              "rename one that is not meant.")
        return found[0]

    def value(self, row, column):
        """Return the text of a cell."""
        return _value(row.cells[column])

    def fill(self, row, column, text):
        """Write `text` into a cell, as text and not as a formula."""
        text = text_cell(text)
        if re.search(rf'["\r\n{self._delimiter}]', text):
            text = '"' + text.replace('"', '""') + '"'
        row.cells[column] = text

    def text(self):
        """Return the whole sheet, as it is now."""
        return self._mark + "".join(self._delimiter.join(row.cells) + row.end for row in self._all)


def _rows(path, text, delimiter):
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"|[^"{delimiter}\r\n][^{delimiter}\r\n]*|)({delimiter}|\r\n|\r|\n|\Z)')
    place, line, first, cells = 0, 1, 1, []
    while place < len(text) or cells:
        found = cell.match(text, place)
        if not found:
            raise FileProblem(path, line, "a quote is not where a cell begins or ends: give the file as you downloaded "
                              "it.")
        place = found.end()
        cells.append(found[1])
        line += len(re.findall(r"\r\n|\r|\n", found[0]))
        if found[2] != delimiter:
            yield Row(first, cells, found[2])
            first, cells = line, []


def _value(cell):
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
