"""A roster gives hand-ins the names that the course knows; a fault in its file is told with its line."""

import pytest

from autograder.arrivals.roster import Student, load_roster
from autograder.errors import AutograderError, FileProblem

HEADER = "student_id,first_name,last_name,email,lms_user_id\n"
ANN = Student("a1", "Ann", "Ash", "ann@example.org", "77")


@pytest.fixture
def write(tmp_path):
    """Write a roster of this content; return its path."""
    def write(content):
        path = tmp_path / "students.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


@pytest.mark.parametrize("content", [
    HEADER + "a1,Ann,Ash,ann@example.org,77\n",
    "\ufeff" + HEADER + "a1,Ann,Ash,ann@example.org,77",
    (HEADER + "a1,Ann,Ash,ann@example.org,77\n").replace(",", ";").replace("\n", "\r\n"),
    (HEADER + "\n a1 ,Ann,Ash,ann@example.org,77\n,,,,\n").replace(",", "\t"),
    'Student ID,Group,Last name,First Name,e,EMAIL,lms_user_id\na1,"3, late",Ash,Ann,,ann@example.org,77\n',
])
def test_what_spreadsheets_write_is_read(write, content):
    """A mark at the beginning, semicolons or tabs, quotes, empty lines, other columns, capitals in the header."""
    assert load_roster(write(content)).students == (ANN,)


def test_only_the_student_id_must_be_there(write):
    """A list of ids is a roster."""
    assert load_roster(write("student_id\na1\nb2\n")).students == (Student("a1"), Student("b2"))


@pytest.mark.parametrize(("content", "said"), [
    ("", r":1: the first line must name the columns, parted by commas, semicolons or tabs: student_id, first_name, "
         r"last_name, email, lms_user_id$"),
    ("\n", r":1: the first line must name the columns, parted by "),
    ("studentid,email\na1,x\n", r':1: there is no column student_id \(did you mean "studentid"\?\); there are: '
                                r"studentid, email\. The first line must name the columns, parted by "),
    ("student_id,email,Email\n", r":1: the column email is there twice$"),
    (HEADER + "a1,Ann,Ash,ann@example.org\n", r":2: this row has 4 cells, the first line has 5: put a cell with the "
                                               r"sign that parts cells into quotes$"),
    (HEADER + '"a1\n",Ann,Ash,,\nb2,Bob\n', r":4: this row has 2 cells, the first line has 5: "),
    (HEADER + ",Ann,Ash,,\n", r":2: the student_id is empty$"),
    (HEADER + "a1,Ann,Ash,,\nb2,Bob,Birch,,\n A1,Al,Alder,,\n", r":4: the student_id A1 is in line 2 already, "
                                                                 r"as a1: give each student one line$"),
    (HEADER + "a1,,,x@y.z,\nb2,,,X@y.z,\n", r":3: the email X@y\.z is in line 2 already, as x@y\.z: "),
    (HEADER + "a1,,,,7\nb2,,,,7\n", r":3: the lms_user_id 7 is in line 2 already: give each student one line$"),
    (HEADER + 'a1,"Ann"x,Ash,,\n', r":2: no row of a CSV file begins here: .*; look for a quote that is not closed, "),
    ((HEADER + "a1,Zoë,Ash,,\n").encode("latin-1"), r":2: the byte 0xeb is not UTF-8: save it as CSV UTF-8 \(so it "),
    (HEADER.encode("utf-16"), r":1: the file is in UTF-16: save it as CSV UTF-8 \(so it is called in Excel\)$"),
    (HEADER + 'a1,Ann,Ash,,\nb2,"Bob,Birch,,\nc3,Cy,Cole,,\n', r":3: no row of a CSV file begins here: "),
    (HEADER + '"a1\n",Ann,Ash,,\na1,Al,Alder,,\n', r":4: the student_id a1 is in line 2 already: "),
    (HEADER, r": there is no student in it: each needs a line below that of the columns$"),
    ("student_id\nann\0\n", r":2: a NUL byte, and no text has one: save it as CSV UTF-8"),
    (HEADER.encode("utf-16-le"), r":1: a NUL byte"),
    (b"PK\x03\x04\xff", r":1: the file is a workbook and no CSV file: save it as CSV UTF-8"),
])
def test_a_fault_is_told_with_its_line(write, content, said):
    """Path, line, problem: as a compiler would."""
    with pytest.raises(FileProblem, match=rf"students\.csv{said}"):
        load_roster(write(content))


def test_who_is_unfit_for_a_course_is_told_with_the_line(write):
    """The reason is the caller's."""
    with pytest.raises(FileProblem, match=r"students\.csv:3: not b2$"):
        load_roster(write("student_id\na1\nb2\n"), lambda student: "not b2" * (student.student_id == "b2"))


def test_a_roster_that_is_not_there_is_an_error(tmp_path):
    """The system's reason is passed on."""
    with pytest.raises(AutograderError, match=r"none\.csv cannot be read: No such file or directory\.$"):
        load_roster(tmp_path / "none.csv")


@pytest.mark.parametrize("words", [("a1",), ("77",), ("ANN@example.org",), ("Ann Ash",), ("ashann",), ("Ash, Ann",),
                                   ("nobody", "A-1")])
def test_a_student_is_known_by_id_address_or_name(write, words):
    """In any case, with and without spaces and signs, first name or last name first."""
    assert load_roster(write(HEADER + "a1,Ann,Ash,ann@example.org,77\nb2,Bob,Ash,,\n")).student(words) == ANN


def test_two_of_one_name_are_not_guessed(write):
    """A name that several have stands for nobody; the first word that is known decides."""
    roster = load_roster(write(HEADER + "a1,Ann,Ash,,\na2,Ann,Ash,,\n"))

    assert roster.student(("Ann Ash", "a1")) is None
    assert roster.student(("a1", "Ann Ash")).student_id == "a1"
    assert roster.student(("nobody",)) is None
