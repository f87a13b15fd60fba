"""The gradebook: a whole class in one transaction, in SQLite and on a PostgreSQL server."""

import os
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from autograder.arrivals.roster import Student
from autograder.course import gradebook
from autograder.course.gradebook import Entry, opened, put_students, write_class
from autograder.errors import AutograderError

CELL = ("value", "value_points")
DUE = datetime(2026, 3, 1)
STUDENT = {"id": "ada", "first_name": "Ada", "last_name": "", "email": "", "lms_user_id": "17"}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The address of a gradebook that has an assignment of one notebook with a score and a comment."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/gradebook.db"
    else:
        address = request.getfixturevalue("server").url
    return with_assignment(address)


def with_assignment(address):
    """Leave in the gradebook at `address` one assignment, without submissions, and nothing else."""
    with opened(address, "course") as book:
        for assignment in book.assignments:
            book.remove_assignment(assignment.name)
        for student in book.students:
            book.remove_student(student.id)
        book.add_assignment("micrograd", duedate=DUE)
        book.add_notebook("value", "micrograd")
        book.add_grade_cell("value_points", "value", "micrograd", max_score=25, cell_type="code")
        book.add_solution_cell("value_add", "value", "micrograd")
    return address


def entry(points=20, **changes):
    """What ada got."""
    values = {"student": STUDENT, "handed_in": DUE, "scores": {CELL: points}}
    return Entry(**values | changes)


def found(url, ask):
    """What `ask` answers about ada's submission."""
    with opened(url, "course") as book:
        return ask(book.find_submission("micrograd", "ada"))


def grade_of(submission):
    """The one grade of a submission."""
    return submission.notebooks[0].grades[0]


def decide(url, **values):
    """A person changes ada's grade."""
    with opened(url, "course") as book:
        for name, value in values.items():
            setattr(book.find_grade("value_points", "value", "micrograd", "ada"), name, value)
        book.db.commit()


def penalty(student, score, seconds):
    """A point for each day."""
    return seconds / 86_400


def test_what_was_written_nbgrader_reads(url):
    """A student, the submission with its time, the points, the comment on a stub that was left as it was."""
    write_class(url, "course", "micrograd", [entry(unanswered=frozenset({("value", "value_add")}))])

    shown = found(url, lambda s: (s.student.first_name, s.student.last_name, s.student.lms_user_id, s.timestamp,
                                  s.score, s.max_score, s.needs_manual_grade, s.notebooks[0].comments[0].comment))
    assert shown == ("Ada", None, "17", DUE, 20, 25, False, "No response.")


def test_the_rows_are_those_of_nbgraders_own_interface(url):
    """A submission that nbgrader makes afterwards has just as many rows, and nothing else in them."""
    write_class(url, "course", "micrograd", [entry(0)])
    with opened(url, "course") as book:
        book.add_student("bob")
        book.add_submission("micrograd", "bob", timestamp=DUE)
        book.find_grade("value_points", "value", "micrograd", "bob").auto_score = 0
        book.find_grade("value_points", "value", "micrograd", "bob").needs_manual_grade = False
        book.db.commit()
        ours, theirs = (book.find_submission("micrograd", name) for name in ("ada", "bob"))

        def rows(submission):
            kept = []
            for row in (submission, *submission.notebooks, *submission.notebooks[0].grades,
                        *submission.notebooks[0].comments):
                columns = [c.name for c in row.__table__.columns if not c.name.endswith("id")]
                kept.append({name: getattr(row, name) for name in columns})
            return kept

        assert rows(ours) == rows(theirs)


def test_a_second_writing_changes_what_differs_and_doubles_nothing(url):
    """Points, and a name that was not known before; names that are not known now stay."""
    write_class(url, "course", "micrograd", [entry(20)])
    later = {"id": "ada", "first_name": "", "last_name": "Lovelace", "email": "", "lms_user_id": ""}
    write_class(url, "course", "micrograd", [entry(21.5, student=later, handed_in=None)])

    shown = found(url, lambda s: (s.student.first_name, s.student.last_name, s.timestamp, s.score, len(s.notebooks),
                                  len(s.notebooks[0].grades)))
    assert shown == ("Ada", "Lovelace", DUE, 21.5, 1, 1)


def test_what_people_decided_survives(url):
    """Manual points, extra credit, a comment and an extension stay; who changed points looks again when ours change."""
    write_class(url, "course", "micrograd", [entry(20)])
    decide(url, manual_score=24, extra_credit=2)
    with opened(url, "course") as book:
        book.find_comment("value_add", "value", "micrograd", "ada").manual_comment = "Well done"
        book.grant_extension("micrograd", "ada", days=2)
        book.db.commit()

    def shown(submission):
        grade = grade_of(submission)
        return (submission.score, grade.auto_score, submission.notebooks[0].comments[0].comment,
                submission.extension.days, grade.needs_manual_grade)

    write_class(url, "course", "micrograd", [entry(20)])
    assert found(url, shown) == (26, 20, "Well done", 2, False)
    write_class(url, "course", "micrograd", [entry(10)])
    assert found(url, shown) == (26, 10, "Well done", 2, True)
    write_class(url, "course", "micrograd", [entry(10)])
    assert found(url, shown)[-1] is True, "nobody has looked yet"


def test_late_ones_lose_what_the_course_says_until_they_get_an_extension(url):
    """nbgrader's own rule is asked, never for more than was earned; on-time ones lose nothing."""
    late = datetime(2026, 3, 4)
    write_class(url, "course", "micrograd", [entry(20, handed_in=late)], penalty)
    assert found(url, lambda s: (s.late_submission_penalty, s.score)) == (3, 20)
    write_class(url, "course", "micrograd", [entry(2, handed_in=late)], penalty)
    assert found(url, lambda s: s.late_submission_penalty) == 2

    with opened(url, "course") as book:
        book.grant_extension("micrograd", "ada", days=7)
    write_class(url, "course", "micrograd", [entry(20, handed_in=late)], penalty)
    assert found(url, lambda s: s.late_submission_penalty) == 0


def test_what_nobody_could_grade_waits_for_a_person(url):
    """No points, and the formgrader asks for a look; with points it is settled."""
    write_class(url, "course", "micrograd", [entry(0, undecided=frozenset({CELL}))])
    assert found(url, lambda s: (s.score, s.needs_manual_grade)) == (0, True)
    write_class(url, "course", "micrograd", [entry(20)])
    assert found(url, lambda s: (s.score, s.needs_manual_grade)) == (20, False)


def test_points_beyond_the_maximum_are_extra_credit(url):
    """A unit that can only add has no points of its own in the maximum."""
    write_class(url, "course", "micrograd", [entry(25, extra={CELL: 5})])

    assert found(url, lambda s: (s.score, s.max_score)) == (30, 25)


def test_an_assignment_that_was_not_generated_is_named(url):
    """The command that is missing is told, and nothing is written."""
    with pytest.raises(AutograderError, match=r"knows no assignment moons: run `nbgrader generate_assignment moons`"):
        write_class(url, "course", "moons", [entry()])
    with opened(url, "course") as book:
        assert book.students == []


def test_a_server_that_goes_away_leaves_nothing_half_written(server, monkeypatch):
    """The error names the server without its password; the same call goes on when the server is there again."""
    address = with_assignment(server.url)
    put_grades = gradebook._Writer._put_grades

    def power_fails(writer, places):
        server.stop()
        put_grades(writer, places)

    monkeypatch.setattr(gradebook._Writer, "_put_grades", power_fails)
    with pytest.raises(AutograderError) as problem:
        write_class(address, "course", "micrograd", [entry()])
    monkeypatch.undo()
    assert str(problem.value).startswith("the gradebook postgresql://ada:***@/postgres?host=")
    assert "the same command goes on when the gradebook is there again." in str(problem.value)
    assert "secret" not in str(problem.value)
    with pytest.raises(AutograderError, match="cannot be used: connection is bad"):
        write_class(address, "course", "micrograd", [entry()])

    server.start()
    with opened(address, "course") as book:
        assert book.students == []
    write_class(address, "course", "micrograd", [entry()])
    assert found(address, lambda s: s.score) == 20


def test_an_older_gradebook_is_left_alone(tmp_path):
    """It is told, with nbgrader's own way to a newer one."""
    path = tmp_path / "gradebook.db"
    with opened(f"sqlite:///{path}", "course"):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")
    before = path.read_bytes()

    with pytest.raises(AutograderError, match=r"an older version of nbgrader\. Make a copy of it, then run "
                                              "`nbgrader db upgrade`"):
        write_class(f"sqlite:///{path}", "course", "micrograd", [entry()])
    assert path.read_bytes() == before


def test_a_newer_gradebook_asks_for_a_newer_nbgrader(tmp_path):
    """An upgrade would not know its version."""
    path = tmp_path / "gradebook.db"
    with opened(f"sqlite:///{path}", "course"):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")

    with pytest.raises(AutograderError, match=r"of a newer version of nbgrader than .*: pip install -U nbgrader"):
        write_class(f"sqlite:///{path}", "course", "micrograd", [entry()])


def test_a_real_gradebook_of_nbgrader_0_5_is_upgraded_as_the_error_says(tmp_path):
    """Its tables are those of that time; afterwards it is taken."""
    import nbgrader
    from nbgrader.dbutil import _temp_alembic_ini
    path = tmp_path / "gradebook.db"
    path.write_bytes((Path(nbgrader.__file__).parent / "tests" / "apps" / "files" / "gradebook.db").read_bytes())
    with sqlite3.connect(path) as connection:
        before = [name for name, in connection.execute("SELECT name FROM assignment")]
    with pytest.raises(AutograderError, match="an older version of nbgrader"), opened(f"sqlite:///{path}", "course"):
        pass
    with _temp_alembic_ini(f"sqlite:///{path}") as ini:
        subprocess.run([sys.executable, "-m", "alembic", "-c", ini, "upgrade", "head"], check=True)
    with opened(f"sqlite:///{path}", "course") as book:
        assert [assignment.name for assignment in book.assignments] == before


def test_a_database_of_something_else_is_left_alone(tmp_path):
    """Tables of strangers are no gradebook."""
    path = tmp_path / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")

    with pytest.raises(AutograderError, match=r"is no gradebook, for it holds other tables: songs\. Give a database"):
        write_class(f"sqlite:///{path}", "course", "micrograd", [entry()])


@pytest.mark.parametrize(("content", "reason"), [(b"hello" * 500, "file is not a database"), (None, "malformed")])
def test_a_damaged_gradebook_is_told_and_left_alone(tmp_path, content, reason):
    """To wait does not help: a copy does."""
    path = tmp_path / "gradebook.db"
    with_assignment(f"sqlite:///{path}")
    content = content or path.read_bytes()[:20_000]
    path.write_bytes(content)

    with pytest.raises(AutograderError, match=rf"{reason}\. What .* that is put right, or a copy is put back\.$"):
        write_class(f"sqlite:///{path}", "course", "micrograd", [entry()])
    assert path.read_bytes() == content


def test_a_roster_is_put_into_the_gradebook_whole_or_not_at_all(url):
    """A server says no in the middle, or goes away: no student of the roster is there."""
    ann, bad = Student("a1", "Ann"), Student("b2", "Bob", email=object())
    with pytest.raises(AutograderError, match="cannot be used"), opened(url, "course") as book:
        put_students(book, [ann, bad])
    with opened(url, "course") as book:
        assert book.students == []
        put_students(book, [ann])
        put_students(book, [Student("a1", last_name="Ash")])
        assert [(one.first_name, one.last_name) for one in book.students] == [("Ann", "Ash")]


@pytest.mark.parametrize(("address", "sentence"), [
    ("gradebook.db", r"'gradebook\.db' is no address of a gradebook: .* Such are sqlite:////"),
    ("oracledb+x://host", r"oracledb\+x://host is no address of a gradebook"),
    ("sqlite:////nowhere/gradebook.db", r"sqlite:////nowhere/gradebook\.db cannot be used: unable to open"),
    ("postgresql+pg8000://host/x", r"needs a package: pip install 'pg8000'"),
    ("postgresql+psycopg://host/x", r"needs a package: pip install 'psycopg\[binary\]'"),
])
def test_an_address_that_leads_nowhere_is_told(address, sentence, monkeypatch):
    """What is wrong with it, and what one looks like."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(AutograderError, match=sentence):
        write_class(address, "course", "micrograd", [entry()])


def test_nbgrader_that_is_not_installed_is_told(monkeypatch):
    """And how to get it."""
    monkeypatch.setitem(sys.modules, "nbgrader.api", None)

    with pytest.raises(AutograderError, match=r"nbgrader is not installed here: pip install -r requirements\.txt"):
        write_class("sqlite://", "course", "micrograd", [entry()])


def test_a_new_gradebook_is_as_nbgrader_makes_it_and_starts_no_program(tmp_path, monkeypatch):
    """nbgrader would look for the program `alembic` on the PATH, where that of an environment need not be."""
    from nbgrader.api import Gradebook
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    with Gradebook(f"sqlite:///{tmp_path}/theirs.db", "course"):
        monkeypatch.setenv("PATH", "")
    with opened(f"sqlite:///{tmp_path}/ours.db", "course"):
        pass

    def dump(name):
        with sqlite3.connect(tmp_path / name) as connection:
            return sorted(connection.iterdump())

    assert dump("ours.db") == dump("theirs.db")
