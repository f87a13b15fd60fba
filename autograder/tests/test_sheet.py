"""A sheet of somebody else: its cells are found as readers of CSV find them, and what is not filled in stays."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import AutograderError, FileProblem
from autograder.exports.sheet import Sheet

TEXT = '\ufeffName;"Grade; out of 10";Note\r\n"Lovelace, ""Ada""";;"two\r\nlines"\r\n\r\nBob;7,5;\n'


@pytest.fixture
def sheet_of(tmp_path):
    """Return `sheet_of(text)`."""

    def sheet_of(text):
        path = tmp_path / "sheet.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Sheet(path)

    return sheet_of


def test_cells_are_found_whatever_parts_and_quotes_them(sheet_of):
    """Quotes, doubled quotes, lines within a cell, empty lines, a mark at the beginning, semicolons."""
    sheet = sheet_of(TEXT)

    assert ["Name", "Grade; out of 10", "Note"] == sheet.header
    assert [['Lovelace, "Ada"', "", "two\r\nlines"], ["Bob", "7,5", ""]] == [
        [sheet.value(row, column) for column in range(3)] for row in sheet.rows]
    assert [2, 5] == [row.line for row in sheet.rows]


def test_only_the_cell_that_is_filled_in_changes(sheet_of):
    """Every other byte is the one that was there, and the new cell is quoted where it has to be."""
    sheet = sheet_of(TEXT)
    sheet.fill(sheet.rows[0], 1, "9;5")
    sheet.fill(sheet.rows[1], 2, 'say "hi"\n=1')

    assert TEXT.replace('""";;', '""";"9;5";').replace("7,5;", '7,5;"say ""hi""\n=1"') == sheet.text()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"])
def test_what_is_filled_in_is_never_a_formula(sheet_of, text):
    """A cell that a spreadsheet would run begins with a quote."""
    sheet = sheet_of("a,b\n1,2\n")
    sheet.fill(sheet.rows[0], 1, text)

    assert f"'{text}" == list(csv.reader(io.StringIO(sheet.text(), newline="")))[1][1]


@settings(deadline=None, database=None)
@given(st.lists(st.lists(st.text(st.sampled_from('a ,;"\r\n\té=')), min_size=2, max_size=2), min_size=1, max_size=5),
       st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_table_is_read_as_python_reads_it_and_stays_as_it_is(tmp_path_factory, rows, quoting):
    """The csv module and the sheet agree about every cell of any table, and the text comes back to the byte."""
    written = io.StringIO()
    csv.writer(written, quoting=quoting).writerows([["x,", ",y"], *rows])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(written.getvalue().encode())
    sheet = Sheet(path)

    assert written.getvalue() == sheet.text()
    assert [row for row in rows if row != ["", ""] or quoting] == [
        [sheet.value(row, column) for column in range(2)] for row in sheet.rows]


@pytest.mark.parametrize(("text", "problem"), [
    ("", ": this is empty: give the file as you downloaded it."),
    ("a,b\n1,2\n3\n", ":3: this row has 1 cells, the header has 2: give the file as you downloaded it."),
    ('a,b\n"1\n1,2\n', ":2: a quote is not where a cell begins or ends: give the file as you downloaded it."),
    ('a,b\n"1"x,2\n', ":2: a quote is not where a cell begins or ends: give the file as you downloaded it."),
    ("a,b\nZoë,1\n".encode("latin-1"),
     ":2: the byte 0xeb is not UTF-8: save it as CSV UTF-8 (so it is called in Excel)"),
])
def test_a_file_that_is_no_table_is_told_with_its_line(sheet_of, text, problem):
    """Nothing is guessed about a file that was cut, edited or saved in another encoding."""
    with pytest.raises(FileProblem) as caught:
        sheet_of(text)

    assert str(caught.value).endswith(f"sheet.csv{problem}")


def test_a_file_that_is_not_there_is_told(tmp_path):
    """The sentence names it."""
    with pytest.raises(AutograderError, match=r"gone\.csv cannot be read: No such file or directory\."):
        Sheet(tmp_path / "gone.csv")


@pytest.mark.parametrize(("header", "problem"), [
    ("Name,Grades", ':1: there is no column "Grade" (did you mean "Grades"?). The columns are: Name, Grades. Give the '
     'file as you downloaded it; if it is in a language that is not known here, download it in English.'),
    ("Name,Grade,grade", ':1: columns 2 and 3 are both called "Grade": rename one that is not meant.'),
])
def test_a_column_that_is_renamed_or_there_twice_is_told(sheet_of, header, problem):
    """The sentence names the line, the nearest column, and all there are."""
    with pytest.raises(FileProblem) as caught:
        sheet_of(header + "\n").column("Grade", "Note")

    assert str(caught.value).endswith(problem)
