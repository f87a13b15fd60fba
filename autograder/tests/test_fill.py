"""Canvas and Moodle: an export of the instructor is filled in, each row is found, and nothing else changes."""

import csv
import io
from argparse import Namespace

import pytest
from classroom import SOLUTION, write_assignment, write_class
from strangers import HOSTILE, failed, report_of

from autograder.cli import main
from autograder.errors import AutograderError
from autograder.exports import canvas, moodle
from autograder.exports.marks import Marks
from autograder.report import CheckResult

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),Micrograd (12),Assignments Current Score
,,,,,,Manual Posting,
    Points Possible,,,,,10.00,20.00,(read only)
"Lovelace, Ada",101,S1,ada,"A, B",8.5,,85
"Bell, Bob",102,S2,BOB,A,,3.00,
"Neumann, Eve",103,S3,eve@uni.example,A,,,
"Xu, Excused",104,S4,xu,A,,EX,
"Student, Test",105,,9f8e,A,,,
'''
MOODLE = "\ufeff" + '''\
Identifier,"Full name","Email address",Status,Grade,"Maximum grade",Open,Sent,"Last modified","Feedback comments"
"Participant 101","Ada Lovelace",ada@uni.example,"Submitted for grading - ",,50.00,Yes,"Friday, 1 May",-,
"Participant 102","Bob Bell",bob@uni.example,,,50.00,Yes,-,-,"<p>old</p>"
"Participant 103","Eve Neumann",eve@uni.example,,12.00,50.00,Yes,-,-,
'''
GERMAN = "\ufeff" + '''\
ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt,"Feedback als Kommentar"
Teilnehmer/in101,"Ada Lovelace",ada@uni.example,,,"30,00",-,
'''


def marked(name, score, max_score=3, **changes):
    """A report with these points."""
    check = CheckResult("value", "add", "Adds", "failed", score, max_score, "no")
    return report_of(check, submission=name, **changes)


def filled(format, tmp_path, text, reports, names=None, **options):
    """Return the text that `format` makes of the sheet `text`, and the sentences about it."""
    (tmp_path / "theirs.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    arguments = {"fill": tmp_path / "theirs.csv", "out": tmp_path / "ours.csv", "reveal": "full",
                 "assignment_column": "Micrograd"}
    files, told = format.export(Marks(tmp_path, tuple(reports), names or {}), Namespace(**arguments | options))
    return files[tmp_path / "ours.csv"], told


def problem_of(*arguments, **options):
    """Return what is said where the sheet cannot be filled in."""
    with pytest.raises(AutograderError) as caught:
        filled(*arguments, **options)
    return str(caught.value).rpartition("theirs.csv")[2]


# --- canvas ---------------------------------------------------------------------------------------


def test_a_canvas_gradebook_is_filled_in_and_nothing_else_changes(tmp_path):
    """Points are scaled to "Points Possible"; ids, logins and names find the row; all other bytes stay."""
    reports = [marked("ada", 2), marked("102", 1), marked("Eve Neumann", 3), marked("S4", 3), marked("zoe", 1)]
    text, told = filled(canvas, tmp_path, CANVAS, reports)

    expected = CANVAS.replace('8.5,,85', '8.5,13.33,85').replace("A,,3.00,", "A,,6.67,")
    assert expected.replace("eve@uni.example,A,,,", "eve@uni.example,A,,20,") == text
    assert ["column: Micrograd (12), out of 20.00", "filled in: 3 of 5 students",
            "left as they are, excused: Xu, Excused", "left as they are, no report: Student, Test",
            "graded, but not in this file: zoe"] == told


def test_bonus_points_may_exceed_what_canvas_calls_possible(tmp_path):
    """A share above the whole stays above it."""
    bonus = CheckResult("softmax", "rows", "Rows add up to 1", "passed", 1, 1)
    report = report_of(*marked("ada", 3).checks, bonus, submission="ada", bonus=("softmax",))

    assert '"A, B",8.5,26.67,85' in filled(canvas, tmp_path, CANVAS, [report])[0]


def test_a_student_of_whom_nothing_could_be_graded_keeps_the_grade(tmp_path):
    """Nothing out of nothing is no zero."""
    skipped = report_of(CheckResult("nn", "call", "Calls", "skipped", 0, 3), submission="bob")
    text, told = filled(canvas, tmp_path, CANVAS, [marked("ada", 3), skipped])

    assert "BOB,A,,3.00," in text
    assert "left as they are, nothing could be graded: Bell, Bob" in told


def test_decimal_commas_semicolons_and_parted_names_stay_as_they_are(tmp_path):
    """A gradebook that Canvas wrote for a country with decimal commas is filled in with decimal commas."""
    text = ("LastName;FirstName;ID;SIS Login ID;Section;Micrograd (12)\n    Points Possible;;;;;20,00\n"
            "Lovelace;Ada;101;al;A;\n")

    assert text.replace("al;A;", "al;A;13,33") == filled(canvas, tmp_path, text, [marked("ada lovelace", 2)])[0]


def test_the_only_assignment_need_not_be_named(tmp_path):
    """Its title alone, its title with its number, or nothing where there is one."""
    one = CANVAS.replace("Essay (11)", "Notes")
    for name in (None, "Micrograd", "Micrograd (12)"):
        assert "8.5,20,85" in filled(canvas, tmp_path, one, [marked("ada", 3)], assignment_column=name)[0]


@pytest.mark.parametrize(("change", "column", "problem"), [
    (("ID,SIS User", "Id number,SIS User"), "Micrograd", ':1: there is no column "ID"'),
    (("Section", "Group"), "Micrograd", ':1: there is no column "Section"'),
    (("Student,", "Students,"), "Micrograd", ':1: there is no column "Student" (did you mean "Students"?)'),
    (("    Points Possible", "Most"), "Micrograd", ': there is no row "Points Possible": export the gradebook anew, in '
                                                   "English."),
    (("20.00", "(read only)"), "Micrograd", ':3: "Points Possible" of Micrograd (12) is "(read only)", and this takes '
                                            "a number above 0."),
    (("20.00", "0"), "Micrograd", ':3: "Points Possible" of Micrograd (12) is "0", and this takes a number above 0.'),
    (("", ""), "Micrgrad", ':1: there is no assignment "Micrgrad" (did you mean "Micrograd"?). There are: Essay (11), '
                           "Micrograd (12)."),
    (("Essay (11)", "Micrograd (11)"), "Micrograd", ':1: two assignments are called "Micrograd": Micrograd (11) and '
                                                    "Micrograd (12). Give the number too."),
    (("", ""), None, " has 2 assignments: say which is meant with --assignment-column. There are: Essay (11), "
                     "Micrograd (12)."),
    (("ada,", "102,"), "Micrograd", ":5: the rows in lines 4 and 5 both fit the submission 102: if it is one "
                                    "student, take one of the two rows away; otherwise call it by an id that only "
                                    "one of them has."),
    ((',,,,,,Manual Posting', '    Points Possible,,,,,10.00,5.00'), "Micrograd", ':3: there are several rows "Points '
     'Possible", in lines 2 and 3, which differ: take away what is not meant, or export the gradebook anew.'),
    (("Essay (11),Micrograd (12)", "Essay,Micrograd"), None, ':1: there is no assignment, which has a number, as in '
     '"Micrograd (12)", and stands to the right of Section. Make it in Canvas, and export the gradebook anew.'),
])
def test_a_canvas_gradebook_that_is_not_clear_is_refused(tmp_path, change, column, problem):
    """Renamed, missing and doubled columns, unknown and doubled assignments, one submission for two students."""
    said = problem_of(canvas, tmp_path, CANVAS.replace(*change, 1), [marked("102", 1)], assignment_column=column)

    assert said.startswith(problem)


# --- moodle ---------------------------------------------------------------------------------------


def test_a_moodle_worksheet_is_filled_in_and_nothing_else_changes(tmp_path):
    """Grade and feedback of those who were graded; the mark at the beginning, dates and quotes stay to the byte."""
    text, told = filled(moodle, tmp_path, MOODLE, [marked("ada@uni.example", 2), marked("103", 3)], reveal="scores")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert ["", "33.33", "", "50"] == ["", rows[1][4], rows[2][4], rows[3][4]]
    assert rows[1][9].startswith("<pre>ada@uni.example: 2 / 3 points")
    assert "<p>old</p>" == rows[2][9]
    assert ["filled in: 2 of 3 students", "left as they are, no report: Bob Bell"] == told
    for row, column, before in ((1, 4, ""), (1, 9, ""), (3, 4, "12.00"), (3, 9, "")):
        rows[row][column] = before
    assert list(csv.reader(io.StringIO(MOODLE.removeprefix("\ufeff")))) == rows
    assert text.startswith("\ufeffIdentifier,\"Full name\",")
    assert text.endswith("</pre>\"\n")
    assert '"Participant 102","Bob Bell",bob@uni.example,,,50.00,Yes,-,-,"<p>old</p>"\n' in text


def test_a_grade_that_moodle_would_not_take_is_left(tmp_path):
    """Moodle skips a row whose grade cannot be changed, without an error: here it is told."""
    text = MOODLE.replace("Open", "Grade can be changed").replace("50.00,Yes", "50.00,No", 1)
    got, told = filled(moodle, tmp_path, text, [marked("101", 3), marked("103", 3)])

    assert ["", "", "50"] == [row[4] for row in csv.reader(io.StringIO(got))][1:]
    assert "left as they are, their grade cannot be changed in Moodle: Ada Lovelace" in told


def test_the_same_points_possible_twice_are_no_doubt(tmp_path):
    """A row that stands there twice says the same."""
    row = "    Points Possible,,,,,10.00,20.00,(read only)\n"
    assert "8.5,20,85" in filled(canvas, tmp_path, CANVAS.replace(row, row + row), [marked("ada", 3)])[0]


def test_a_worksheet_in_another_language_is_filled_in(tmp_path):
    """German names of columns and decimal commas."""
    text, _ = filled(moodle, tmp_path, GERMAN, [marked("ada lovelace", 1)])

    assert '"Ada Lovelace",ada@uni.example,,10,"30,00",-' in text
    assert '"3,33","10,00"' in filled(moodle, tmp_path, GERMAN.replace("30,00", "10,00"), [marked("101", 1)])[0]


def test_moodle_gets_no_more_than_its_maximum(tmp_path):
    """Moodle skips a row whose grade is above the maximum: bonus points stop there."""
    bonus = CheckResult("softmax", "rows", "Rows add up to 1", "passed", 1, 1)
    report = report_of(*marked("101", 3).checks, bonus, submission="101", bonus=("softmax",))

    assert "grading - \",50,50.00," in filled(moodle, tmp_path, MOODLE, [report])[0]


def test_a_worksheet_without_comments_gets_the_grades(tmp_path):
    """Where feedback comments are off, that is said."""
    text = MOODLE.replace(',"Feedback comments"', "").replace(',-,\n', ",-\n").replace(',"<p>old</p>"', "")
    got, told = filled(moodle, tmp_path, text, [marked("101", 3)])

    assert text.replace('grading - ",,', 'grading - ",50,') == got
    assert "no column for feedback: grades only" in told


def test_feedback_in_moodle_is_text_and_never_html(tmp_path):
    """Whatever a stranger wrote, the comment is one <pre> with text in it."""
    report = report_of(*[failed(f"c{k}", text) for k, text in enumerate(HOSTILE)], submission="101")
    text, _ = filled(moodle, tmp_path, MOODLE, [report])
    comment = list(csv.reader(io.StringIO(text)))[1][9]

    assert ("<pre>", "</pre>") == (comment[:5], comment[-6:])
    assert "<" not in comment[5:-6]
    assert "&lt;script&gt;window.marked = 1&lt;/script&gt;" in comment


@pytest.mark.parametrize(("change", "problem"), [
    (("Grade,", "Grades,"), ':1: there is no column "Grade" (did you mean "Grades"?). The columns are: Identifier, '),
    (('"Maximum grade"', "Scale"), ':1: there is no column "Maximum grade"'),
    (("Identifier", "Number"), ':1: there is no column "Identifier"'),
    (("Status", "Grade"), ':1: columns 4 and 5 are both called "Grade": rename one that is not meant.'),
    (("50.00", "fifty"), ':2: the maximum grade is "fifty", and this takes a number above 0.'),
    (("101", "999"), ": none of its 3 students is among the submissions, which are called 101. A student is found by "
                     "id, login, address or full name; `grade --roster` tells which of them belong together."),
])
def test_a_moodle_worksheet_that_is_not_clear_is_refused(tmp_path, change, problem):
    """The sentence names the file, the line, the column and the nearest."""
    assert problem_of(moodle, tmp_path, MOODLE.replace(*change, 1), [marked("101", 1)]).startswith(problem)


def test_two_reports_for_one_student_are_refused(tmp_path):
    """Nobody guesses which of them counts."""
    said = problem_of(moodle, tmp_path, MOODLE, [marked("101", 1), marked("ada lovelace", 2)])

    assert said == ":2: 101 and ada lovelace are both the student of this row: take one of the two reports away."


def test_other_names_of_a_student_find_the_row_where_the_submissions_own_does_not(tmp_path):
    """The first name that is in the sheet decides."""
    names = {"s1": ("nobody", "103", "Bob Bell"), "102": ("101",)}
    text, told = filled(moodle, tmp_path, MOODLE, [marked("s1", 3), marked("102", 3)], names)

    assert ["", "50", "50"] == [row[4] for row in csv.reader(io.StringIO(text))][1:]
    assert "left as they are, no report: Ada Lovelace" in told


def test_what_grade_learned_of_a_student_finds_the_row(tmp_path):
    """A class that came out of Moodle goes back, and a roster joins ids and addresses."""
    roster = "student_id,first_name,last_name,email\ns17,Ada,Lovelace,ada@uni.example\n"
    (tmp_path / "roster.csv").write_text(roster)
    (tmp_path / "worksheet.csv").write_text(MOODLE.replace("Ada Lovelace", "A. L.").replace("101", "77"))
    write_class(tmp_path / "class", {"Ada Lovelace_101_assignsubmission_file": SOLUTION,
                                     "Bob Bell_102_assignsubmission_file": SOLUTION})
    options = ["--assignment", str(write_assignment(tmp_path / "a.toml")), "--seed", "1", "--no-wall"]

    assert 0 == main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "marks"), "--roster",
                      str(tmp_path / "roster.csv"), *options])
    assert 0 == main(["export", str(tmp_path / "marks"), "moodle", "--fill", str(tmp_path / "worksheet.csv"), "--out",
                      str(tmp_path / "filled.csv")])
    rows = list(csv.reader((tmp_path / "filled.csv").open(encoding="utf-8")))
    assert ["50", "50", "12.00"] == [row[4] for row in rows[1:]]


def test_the_original_is_never_written_to(tmp_path, graded, capsys):
    """Not even when it is forced: --out has to be another file."""
    theirs = tmp_path / "gradebook.csv"
    theirs.write_text(CANVAS)
    command = ["export", str(graded), "canvas", "--fill", str(theirs), "--assignment-column", "Micrograd", "--out"]

    assert 2 == main([*command, str(theirs), "--force"])
    assert "which is kept: give another name." in capsys.readouterr().err
    assert CANVAS == theirs.read_text()
    assert 0 == main([*command, str(tmp_path / "filled.csv")])
    assert CANVAS == theirs.read_text()
    assert '"A, B",8.5,20,85' in (tmp_path / "filled.csv").read_text()
