"""The intake: from a folder or an archive, however a class arrived, to one submission for each student."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.arrivals.archive import archive_stem, is_archive
from autograder.arrivals.arrival import ARRIVALS, HandIn, guessed_arrival
from autograder.arrivals.filename import safe_names
from autograder.arrivals.folder import Folder, Refused
from autograder.arrivals.place import (
    BUNDLE,
    Place,
    class_archive,
    holds,
    holds_package,
    is_archive_file,
    is_litter,
    modules_folder,
)
from autograder.arrivals.roster import COLUMNS, Student
from autograder.errors import AutograderError
from autograder.inert import inert_name
from autograder.layout import PACKAGE
from autograder.spreadsheet import csv_text
from autograder.submission import wanted_files

#: which of a student's hand-ins counts
ATTEMPTS = ("newest", "first")
#: characters of a name in a table, by which it is found again: it is not cut as in a sentence
_WHOLE = 1000


@dataclass(frozen=True)
class Row:
    """A hand-in, or a student of the roster without one.

    submission   the name under which the student is graded
    use          "counts", "older", "newer" or "missing"
    """

    submission: str
    use: str
    student: Student | None
    hand_in: HandIn | None
    when: float = 0.0


@dataclass(frozen=True)
class Intake:
    """What arrived.

    arrival       one of ARRIVALS, or "single"
    submissions   (name, place) of those that count, by name: the names are unique and fit to be file names
    rows          every hand-in and every student without one
    notes         sentences for whoever grades
    """

    arrival: str
    submissions: tuple
    rows: tuple = ()
    notes: tuple = ()


def find_submissions(path, assignment):
    """Return (name, place) for the submission `path`, or for each of the class in it, sorted by name."""
    return list(take_in(path, assignment).submissions)


def take_in(path, assignment, *, arrival=None, roster=None, attempt="newest"):
    """Return what is in the folder or archive `path`.

    `arrival` overrules the guess of how it arrived. With a roster students are called by their student_id. Of a
    student's hand-ins the newest counts, or the first.
    """
    path, wanted = Path(path).absolute(), wanted_files(assignment)
    try:
        with ExitStack() as stack:
            folder, place = _class_at(path, stack)
            if arrival is None and _is_single(folder, wanted, stack):
                name = _name(path)
                return _intake("single", [HandIn((name,), name, (name,), place, ())], (), None, attempt)
            folder, place = _unwrapped(folder, place, stack)
            kinds = folder.entries()
            arrival = arrival or guessed_arrival(folder, kinds)
            hand_ins = ARRIVALS[arrival](folder, kinds, place)
    except Refused as reason:
        raise AutograderError(str(reason)) from None
    if not any(_is_promising(hand_in.place, wanted) for hand_in in hand_ins):
        below = f"one of the {len(hand_ins)} in it" if hand_ins else "a folder in it"
        places = f"neither the folder itself nor {below} has"
        files = ", ".join(unit.file for unit in assignment.units)
        raise AutograderError(" ".join((f"{path} holds no submission: {places} a {files} or engine.py, or notebooks "
                                        "of these names.", *folder.notes)))
    notes = [*folder.notes, *_ignored(kinds, hand_ins)]
    return _intake(arrival, hand_ins, notes, roster, attempt)


def _class_at(path, stack):
    """Return the open folder or archive at `path`, and its place; a link is followed: it is the user's own."""
    if path.is_dir():
        place = Place(path.resolve())
        return stack.enter_context(Folder(place.path, str(path), bounded=False)), place
    if path.is_file() and is_archive(path.name):
        return class_archive(path), Place(path)
    what = "is a file, neither a folder nor an archive" if path.exists() else "does not exist"
    raise AutograderError(f"{path} {what}: give a submission's folder, or a folder or an archive of submissions.")


def _name(path):
    return archive_stem(path.name) if is_archive_file(path) else path.resolve().name


def _is_single(folder, wanted, stack):
    """Whether the folder is one submission, be it in the students' bundle, and not a class of them."""
    if any(map(folder.kind, wanted)):
        return True
    bundles = [name for name in BUNDLE if folder.kind(name) == "folder"
               and _is_single(stack.enter_context(folder.folder(name, name)), wanted, stack)]
    # A class with a student who is called so is neither: there are other submissions beside it.
    return (bool(bundles) or holds_package(folder)) and not any(
        kind == "folder" and name not in (PACKAGE, *BUNDLE) and _holds_one(folder, name, wanted)
        for name, kind in folder.entries().items())


def _holds_one(folder, name, wanted):
    """Whether there is a submission in the folder `name`; in one that cannot be opened there may be."""
    try:
        with folder.folder(name, inert_name(name)) as inside:
            return holds(inside, wanted)
    except Refused:
        return True


def _unwrapped(folder, place, stack):
    """Return what is in the one folder of an archive, where that is all there is: it was zipped with its name."""
    names = [name for name in folder.entries() if not is_litter(name)]
    if not is_archive_file(place.path) or len(names) != 1 or folder.kind(names[0]) != "folder" \
            or guessed_arrival(folder, folder.entries()) != "folders":
        return folder, place
    return stack.enter_context(folder.folder(names[0], names[0])), place.inside(names[0])


def _is_promising(place, wanted):
    """Whether there is something to be graded, or to be told about."""
    try:
        with ExitStack() as stack:
            return holds(modules_folder(stack.enter_context(place.opened()), wanted, stack)[0], wanted)
    except Refused:
        return True


def _ignored(kinds, hand_ins):
    """Return a sentence on the entries that no hand-in is made of."""
    used = {entry for hand_in in hand_ins for entry in hand_in.entries}
    others = [name for name in kinds if name not in used and not is_litter(name)]
    return [f"not a submission: {listed(others)}"] if others else []


def _intake(arrival, hand_ins, notes, roster, attempt):
    """Return the intake of these hand-ins: sorted out by student, each under a name of its own."""
    students = {}
    for hand_in in hand_ins:
        student = roster.student(hand_in.words) if roster else None
        students.setdefault(student or hand_in.key, []).append(hand_in)
    names = _names(students)
    rows = []
    for who, theirs in students.items():
        student = who if isinstance(who, Student) else None
        rows += _attempts(names[who], student, theirs, attempt)
    if roster:
        missing = [student for student in roster.students if student not in students]
        rows += [Row("", "missing", student, None) for student in missing]
    rows.sort(key=lambda row: (row.submission, row.when))
    counting = tuple((row.submission, row.hand_in.place) for row in rows if row.use == "counts")
    return Intake(arrival, counting, tuple(rows), (*_notes(rows, roster, attempt), *notes))


def _names(students):
    """Return {student: name of the submission}; two who are called the same are told apart by the source's number."""
    called = {who: who.student_id if isinstance(who, Student) else theirs[0].name for who, theirs in students.items()}
    often = Counter(called.values())
    for who, name in called.items():
        if often[name] > 1 and not isinstance(who, Student):
            called[who] = " ".join(who)
    return dict(zip(called, safe_names(list(called.values())), strict=True))


def _attempts(name, student, hand_ins, attempt):
    """Return a row for each of the hand-ins of one student, the oldest first."""
    timed = sorted(((hand_in.order, _changed(hand_in), hand_in.name, hand_in) for hand_in in hand_ins),
                   key=lambda one: one[:3])
    counts = len(timed) - 1 if attempt == "newest" else 0
    uses = ["older" if k < counts else "newer" if k > counts else "counts" for k in range(len(timed))]
    return [Row(name, use, student, hand_in, when) for use, (_, when, _, hand_in) in zip(uses, timed, strict=True)]


def _changed(hand_in):
    """Return when something was handed in: by the source's clock, or when its files arrived here."""
    if hand_in.when is not None:
        return hand_in.when
    return hand_in.place.changed()


def _notes(rows, roster, attempt):
    """Yield what whoever grades should know."""
    others = [row.submission for row in rows if row.use in ("older", "newer")]
    if others:
        yield f"handed in more than once, the {attempt} counts: {listed(sorted(set(others)))}"
    if late := [row.submission for row in rows if row.use == "counts" and row.hand_in.late]:
        yield f"late: {listed(late)}"
    for row in rows:
        if row.hand_in:
            yield from (f"{row.submission}: {note}" for note in row.hand_in.notes)
    yield from _strangers([row for row in rows if roster and row.use == "counts" and not row.student], roster)
    if missing := [row.student.student_id for row in rows if row.use == "missing"]:
        yield f"in the roster, but nothing handed in: {listed(missing)}"


def _strangers(rows, roster):
    """Yield who of the `rows` without a student is not in the roster, and who may be one of several there."""
    unclear = [row.submission for row in rows if roster.is_unclear(row.hand_in.words)]
    if unclear:
        yield ("called like several students of the roster, so nobody's there: "
               f"{listed(unclear)}. Write the student_id in place of the name")
    if unknown := [row.submission for row in rows if row.submission not in unclear]:
        yield f"not in the roster: {listed(unknown)}"


def listed(names, most=20):
    """Return the first of `names` in one line, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(inert_name, names[:most])) + more


def submissions_csv(intake):
    """Return the table of what arrived: a row for each hand-in, and for each student of the roster without one."""
    table = [["submission", "use", "time", "late", "name", "source_id", *COLUMNS]]
    for row in intake.rows:
        hand_in = row.hand_in
        time = datetime.fromtimestamp(row.when, UTC).strftime("%Y-%m-%d %H:%M:%S") if row.when else ""
        about = ["yes" if hand_in.late else "", hand_in.name, " ".join(hand_in.key[1:])] if hand_in else ["", "", ""]
        student = [getattr(row.student, column, "") for column in COLUMNS]
        table.append([row.submission, row.use, time, *[inert_name(text, _WHOLE) for text in [*about, *student]]])
    return csv_text(table)
