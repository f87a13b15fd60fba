"""The gradebook: nbgrader's database of a course, and a whole class written into it at once.

nbgrader's own interface takes a commit for each score. Here all rows of a class go into one transaction: either all
of them are there afterwards or none. What people decided stays: manual scores, comments, extensions, extra credit.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from autograder.course.tables import expect_our_tables, shown
from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.unasked import import_nbgrader

#: modules that talk with PostgreSQL for SQLAlchemy (`psycopg` unless the address names another, since 2.1)
#: -> the package, with the server's library inside
DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary"}


@dataclass(frozen=True)
class Entry:
    """What goes into the gradebook for one student of an assignment.

    student      id, first_name, last_name, email, lms_user_id; what is empty leaves what is there
    handed_in    time in UTC without a zone; None where it is not known
    scores       {(notebook, cell): points}; a cell that is not named gets 0
    extra        {(notebook, cell): points beyond the cell's own}
    unanswered   {(notebook, cell)} of solutions that were left as they were handed out
    undecided    {(notebook, cell)} that nobody could grade: a person has to look
    """

    student: dict
    handed_in: datetime | None
    scores: dict
    extra: dict = field(default_factory=dict)
    unanswered: frozenset = frozenset()
    undecided: frozenset = frozenset()


@contextmanager
def opened(url, course):
    """Open the gradebook at `url`, made if there is none, as nbgrader's own object.

    Raise AutograderError, without the password, where it cannot be reached, is of another version of nbgrader, or
    goes away.
    """
    try:
        import_nbgrader()
        from nbgrader.api import Gradebook
    except ImportError:
        raise AutograderError("nbgrader is not installed here: pip install -r requirements.txt") from None
    with _problems_told(url):
        expect_our_tables(url)
        with Gradebook(url, course) as book:
            yield book


@contextmanager
def _problems_told(url):
    from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
    try:
        yield
    except (ArgumentError, NoSuchModuleError) as problem:
        raise AutograderError(f"{shown(url)} is no address of a gradebook: {inert(problem, 200)}. Such are "
                              "sqlite:////home/me/gradebook.db and postgresql://me@host/course.") from None
    except ModuleNotFoundError as problem:
        package = DRIVERS.get(problem.name, problem.name)
        raise AutograderError(f"{shown(url)} needs a package: pip install '{package}'") from None
    except DBAPIError as problem:
        reason = " ".join(inert(problem.orig, 300).split()).rstrip(".?")
        then = "goes on when the gradebook is there again" if isinstance(
            problem, OperationalError | InterfaceError) else "goes on when that is put right, or a copy is put back"
        raise AutograderError(f"the gradebook {shown(url)} cannot be used: {reason}. What was not written whole is "
                              f"not in it; the same command {then}.") from None


def put_students(book, students):
    """Put the students of a roster into the open gradebook, or change what is known of them: all or none."""
    from nbgrader.api import Student
    there = {student.id: student for student in book.db.query(Student)}
    for student in students:
        known = {key: value for key, value in vars(student).items() if value and key != "student_id"}
        if found := there.get(student.student_id):
            for key, value in known.items():
                setattr(found, key, value)
        else:
            book.db.add(Student(id=student.student_id, **known))
    book.db.commit()


def write_class(url, course, assignment, entries, penalty=None):
    """Write the `entries` of a class in one transaction.

    `penalty` is nbgrader's function (student, score of a notebook, seconds late) -> points or None. Raise
    AutograderError where the assignment is not in the gradebook yet.
    """
    with opened(url, course) as book, book.engine.begin() as connection:
        _Writer(connection, assignment).write(list(entries), penalty)


class _Writer:
    """Writes entries over one connection, and commits nothing."""

    def __init__(self, connection, assignment):
        from nbgrader import api
        from sqlalchemy import select
        self.api, self.connection = api, connection
        table = api.Assignment.__table__
        self.assignment = connection.scalar(select(table.c.id).where(table.c.name == assignment))
        if self.assignment is None:
            raise AutograderError(f"the gradebook knows no assignment {assignment}: run "
                                  f"`nbgrader generate_assignment {assignment}` in the course's folder.")
        self.notebooks, self.graded, self.answered = {}, {}, {}
        self._read_structure(select)

    def _read_structure(self, select):
        """Learn {name: id} of the notebooks, {(notebook, cell): id} of the cells with scores and with comments."""
        notebook, cell = self.api.Notebook.__table__, self.api.BaseCell.__table__
        within = notebook.c.assignment_id == self.assignment
        for name, key in self.connection.execute(select(notebook.c.name, notebook.c.id).where(within)):
            self.notebooks[name] = key
        query = select(notebook.c.name, cell.c.name, cell.c.id, cell.c.type).join_from(cell, notebook).where(within)
        for in_notebook, name, key, kind in self.connection.execute(query):
            if kind in ("GradeCell", "TaskCell"):
                self.graded[in_notebook, name] = key
            if kind in ("SolutionCell", "TaskCell"):
                self.answered[in_notebook, name] = key

    def write(self, entries, penalty):
        """Write all entries; see `write_class`."""
        self._put(self.api.Student, ["id"], [_named(entry.student) for entry in entries])
        handed_in = [{"assignment_id": self.assignment, "student_id": entry.student["id"]}
                     | ({"timestamp": entry.handed_in} if entry.handed_in else {}) for entry in entries]
        whole = self._put(self.api.SubmittedAssignment, ["assignment_id", "student_id"], handed_in)
        ids = [whole[self.assignment, entry.student["id"]] for entry in entries]
        rows = [{"assignment_id": key, "notebook_id": notebook} for key in ids for notebook in self.notebooks.values()]
        books = self._put(self.api.SubmittedNotebook, ["assignment_id", "notebook_id"], rows, {"flagged": False})
        places = [(entry, {name: books[key, notebook] for name, notebook in self.notebooks.items()})
                  for entry, key in zip(entries, ids, strict=True)]
        self._put_grades(places)
        comments = [{"notebook_id": books[cell[0]], "cell_id": key,
                     "auto_comment": "No response." if cell in entry.unanswered else None}
                    for entry, books in places for cell, key in self.answered.items()]
        self._put(self.api.Comment, ["notebook_id", "cell_id"], comments)
        self._put_penalties(set(ids), penalty)

    def _put_grades(self, places):
        extra, decided = {cell for entry, _ in places for cell in entry.extra}, self._decided()
        rows = []
        for entry, books in places:
            for cell, key in self.graded.items():
                points = float(entry.scores.get(cell, 0))
                auto, looked_for = decided.get((books[cell[0]], key), (points, False))
                # A person gave other points: they stay, and the person looks again where ours have changed since.
                row = {"notebook_id": books[cell[0]], "cell_id": key, "auto_score": points,
                       "needs_manual_grade": cell in entry.undecided or looked_for or auto != points}
                rows.append(row | ({"extra_credit": float(entry.extra.get(cell, 0))} if cell in extra else {}))
        self._put(self.api.Grade, ["notebook_id", "cell_id"], rows)

    def _decided(self):
        """Return {(notebook, cell): (our points, whether a person has to look)} where a person gave other points."""
        from sqlalchemy import select
        grade = self.api.Grade.__table__.c
        rows = self.connection.execute(select(grade.notebook_id, grade.cell_id, grade.auto_score,
                                              grade.needs_manual_grade).where(grade.manual_score.is_not(None)))
        return {(notebook, cell): (points, looked_for) for notebook, cell, points, looked_for in rows}

    def _put(self, kind, keys, rows, new=None):
        """Insert those `rows` of the table of `kind` whose `keys` are not there, change the others where they differ.

        `new` are values of rows that are inserted. Return {values of the keys: id}.
        """
        from sqlalchemy import bindparam, insert, select, update
        table, inserted, changed = kind.__table__, {}, {}
        there = {tuple(row[key] for key in keys): row for row in self.connection.execute(select(table)).mappings()}
        ids = {key: row["id"] for key, row in there.items()}
        for row in rows:
            key = tuple(row[name] for name in keys)
            before, shape = there.get(key), tuple(row)
            if before is None:
                row = (new or {}) | {"id": self.api.new_uuid()} | row
                ids[key] = row["id"]
                inserted.setdefault(shape, []).append(row)
            elif any(before[name] != value for name, value in row.items()):
                changed.setdefault(shape, []).append({f"new_{name}": row[name] for name in row} | {"old": before["id"]})
        for some in inserted.values():
            self.connection.execute(insert(table), some)
        for shape, some in changed.items():
            values = {name: bindparam(f"new_{name}") for name in shape}
            self.connection.execute(update(table).where(table.c.id == bindparam("old")).values(values), some)
        return ids

    def _put_penalties(self, ids, penalty):
        """Set the penalties of notebooks that were late, by due dates and extensions, and clear those of the others."""
        from sqlalchemy import update
        from sqlalchemy.orm import Session
        table = self.api.SubmittedNotebook.__table__
        self.connection.execute(update(table).where(table.c.assignment_id.in_(ids)).values(late_submission_penalty=None))
        with Session(self.connection, join_transaction_mode="create_savepoint") as session:
            assignment = session.get(self.api.Assignment, self.assignment)
            for submitted in assignment.submissions if penalty and assignment.duedate else ():
                if submitted.id in ids and submitted.total_seconds_late:
                    self._penalise(submitted, penalty)
            session.commit()

    @staticmethod
    def _penalise(submitted, penalty):
        for notebook in submitted.notebooks:
            points = penalty(submitted.student_id, notebook.score, submitted.total_seconds_late)
            if points is not None:
                notebook.late_submission_penalty = min(max(points, 0), notebook.score)


def _named(student):
    return {key: value for key, value in student.items() if value or key == "id"}
