"""The arrival of a class: how the systems that courses use name what students handed in.

    folders      a folder or an archive for each student, named after the student
    moodle       Full Name_123_assignsubmission_file/..., also with a "_" at the end, or before the name of a file
    canvas       lovelaceada_123_456_value.py, lovelaceada_LATE_123_456_value.py: user, then attachment
    classroom    GitHub Classroom's clones: assignment-username/, with .git
    nbgrader     submitted/student/assignment/, with timestamp.txt
    gradescope   submission_123/, with submission_metadata.yml beside them

Moodle's names are made in mod/assign/classes/downloader.php, Canvas's in lib/content_zipper.rb.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autograder.arrivals.archive import archive_stem, is_archive
from autograder.arrivals.folder import Refused, believable
from autograder.arrivals.place import Place, is_litter
from autograder.errors import AutograderError, FileProblem
from autograder.inert import inert_name

#: how many entries are looked into to guess
_SAMPLE = 20
_METADATA, _MOST_METADATA = "submission_metadata.yml", 64 * 1024 * 1024
_TIMESTAMP = "timestamp.txt"
_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?P<plugin>file|onlinetext)_?(?P<file>.*)", re.DOTALL)
#: of a file: what is behind the first number that Moodle wrote, the student may have called like somebody's hand-in
_MOODLE_FILE = re.compile(_MOODLE.pattern.replace(".+", ".+?", 1), re.DOTALL)
_CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_late)?_(?P<id>\d+|(?<=anon_)\w+?)_(?P<attachment>\d+)_(?P<file>.+)",
                     re.DOTALL | re.IGNORECASE)
#: what a browser adds to the name of a second download, Canvas to that of a second upload
_COPY = re.compile(r"(.*?)(?: ?\((\d+)\))?", re.DOTALL)
_UPLOAD = re.compile(r"-\d+(?=\.(py|ipynb)$)")


@dataclass(frozen=True)
class HandIn:
    """What a student handed in at one time.

    key     the same for all hand-ins of a student, and for nobody else's
    name    what the source calls the student
    words   ids, addresses and names that a roster may have the student under; the surest first
    entries what it is made of, as the source names it
    order   sorts the hand-ins of a student, where the source numbers them
    when    seconds since 1970, by the clock of the source; None where only the files have a time
    late    whether the source says so
    notes   sentences for the instructor
    """

    key: tuple
    name: str
    words: tuple
    place: Place
    entries: tuple
    order: int = 0
    when: float | None = None
    late: bool = False
    notes: tuple = ()


def guessed_arrival(folder, kinds):
    """Return which of ARRIVALS the open `folder` of a class is, with entries of these `kinds`.

    It is what most entries look like: no single student's can change how the others are found.
    """
    names = [name for name in kinds if not is_litter(name)]
    if kinds.get(_METADATA) == "file":
        return "gradescope"
    if _most(_MOODLE.fullmatch, names):
        return "moodle"
    if _most(lambda name: kinds[name] == "file" and _CANVAS.fullmatch(name), names):
        return "canvas"
    sample = [name for name in names if kinds[name] == "folder"][:_SAMPLE]
    if _most(lambda name: _has(folder, name, ".git"), sample):
        return "classroom"
    # The time is lacking where a folder was put there by hand: half of them are enough.
    return "nbgrader" if _most(lambda name: _timestamps(folder, name), sample, more=1) else "folders"


def _most(fits, names, more=0):
    fitting = sum(bool(fits(name)) for name in names)
    return fitting > 0 and 2 * fitting + more > len(names)


def _has(folder, name, entry):
    try:
        with folder.folder(name, name) as inside:
            return inside.kind(entry) is not None
    except Refused:
        return False


def _timestamps(folder, name):
    """Return the folders in the folder `name` that hold a timestamp.txt."""
    try:
        with folder.folder(name, name) as inside:
            return [below for below, kind in inside.entries().items()
                    if kind == "folder" and _has(inside, below, _TIMESTAMP)]
    except Refused:
        return []


def folders(folder, kinds, place):
    """Return the hand-ins of a class that has a folder or an archive for each student."""
    hand_ins = []
    for name, kind in kinds.items():
        if is_litter(name) or not (kind in ("folder", "link") or is_archive(name)):
            continue
        student, copy = _COPY.fullmatch(archive_stem(name)).groups() if kind == "file" else (name, None)
        student = unicodedata.normalize("NFC", student)      # macOS writes the same name in other bytes
        hand_ins.append(HandIn((student,), student, (student,), place.inside(name), (name,), int(copy or 0)))
    return hand_ins


def moodle(folder, kinds, place):
    """Return the hand-ins in Moodle's archive of an assignment: a folder, or renamed files, of each student.

    What a student wrote in Moodle's text field is not read; who has nothing else is told so in the report.
    """
    files, texts = {}, {}
    for entry, kind in kinds.items():
        if match := _moodle_names(entry, kind):
            students = files if match["plugin"] == "file" else texts
            students.setdefault((match["name"], match["id"]), []).append((entry, match["file"]))
    return [_from_moodle(key, files.get(key, ()), texts.get(key, ()), kinds, place) for key in files | texts]


def _moodle_names(entry, kind):
    return (_MOODLE_FILE if kind == "file" else _MOODLE).fullmatch(entry)


def _from_moodle(key, files, texts, kinds, place):
    """Return the hand-in of one student, of (entry, name that it was handed in as) of files and of texts."""
    notes = (("wrote in the text field of Moodle, which is not read" if files else
              "handed in no file, only what stands in the text field of Moodle, which is not read"),) if texts else ()
    entries = tuple(entry for entry, _ in (*files, *texts))
    return HandIn(key, key[0], (key[0],), _gathered(place, kinds, files or texts), entries, notes=notes)


def _gathered(place, kinds, entries):
    """Return the place of the folder, or of the renamed files, in `entries`: (entry, name that it was handed in as)."""
    if len(entries) == 1 and kinds[entries[0][0]] != "file":
        return place.inside(entries[0][0])
    return replace(place, names=tuple((name, entry) for entry, name in entries if name))


def sender(entry, kind="file"):
    """Return (words, file, number) of an entry as Moodle or Canvas name it; None for another.

    It is who handed it in, as what, and of several with one name the largest number is the newest. The file is ""
    where the entry is a student's folder.
    """
    if match := _moodle_names(entry, kind):
        return (match["name"],), match["file"] if match["plugin"] == "file" else "", 0
    if match := _CANVAS.fullmatch(entry):
        return (match["id"], match["name"]), _UPLOAD.sub("", match["file"]), int(match["attachment"])
    return None


def canvas(folder, kinds, place):
    """Return the hand-ins in Canvas's archive of an assignment: renamed files, those of one student together."""
    students = {}
    for entry in kinds:
        if match := _CANVAS.fullmatch(entry):
            students.setdefault((match["name"], match["id"]), []).append(match)
    return [_from_canvas(key, matches, place) for key, matches in students.items()]


def _from_canvas(key, matches, place):
    """Return the hand-in of one student: of two files with one name, that of the newer attachment."""
    names, notes = {}, []
    for match in sorted(matches, key=lambda match: int(match["attachment"])):
        file = _UPLOAD.sub("", match["file"])
        if file in names:
            notes.append(f"handed in again, so the newer counts: {inert_name(file)}")
        names[file] = match[0]
    name, user = key
    words = (name,) if name.casefold() == "anon" else (user, name)
    called = f"{name}_{user}" if name.casefold() == "anon" else name
    return HandIn(key, called, words, replace(place, names=tuple(names.items())), tuple(match[0] for match in matches),
                  late=any(match["late"] for match in matches), notes=tuple(notes))


def classroom(folder, kinds, place):
    """Return the hand-ins in a folder of clones; what all their names begin with is the assignment."""
    clones = [name for name, kind in kinds.items() if kind == "folder" and _has(folder, name, ".git")]
    parent = place.path.name.removesuffix("-submissions") + "-"
    prefix = parent if all(name.startswith(parent) for name in clones) else _common_prefix(clones)
    users = {name: name.removeprefix(prefix) for name in clones}
    return [HandIn((name,), user, (user, name), place.inside(name), (name,)) for name, user in users.items()]


def _common_prefix(names):
    """Return what all of several names begin with, up to a hyphen."""
    first, last = min(names), max(names)
    same = [k for k, character in enumerate(first) if character == "-" and last.startswith(first[: k + 1])]
    return first[: same[-1] + 1] if same and len(names) > 1 else ""


def nbgrader(folder, kinds, place):
    """Return the hand-ins in nbgrader's folder `submitted`."""
    return [HandIn((name,), name, (name,), place.inside(name), (name,), notes=_forged(folder, name))
            for name, kind in kinds.items() if kind == "folder" and not is_litter(name)]


def _forged(folder, name):
    """Say where a student's timestamp.txt claims a time before the files that it stands for were last changed."""
    notes = []
    for below in _timestamps(folder, name):
        try:
            claimed, changed = _times(folder, name, below)
        except Refused as reason:
            notes.append(str(reason))
            continue
        if not claimed:
            notes.append("timestamp.txt holds no time")
        elif claimed < changed - 60:
            notes.append(f"timestamp.txt says {_shown(claimed)}, but files are of {_shown(changed)}")
    return tuple(notes)


def _times(folder, name, below):
    """Return the time that the timestamp.txt in name/below claims, and that of the newest file beside it."""
    with folder.folder(name, inert_name(name)) as student, student.folder(below, inert_name(below)) as inside:
        files = [entry for entry, kind in inside.entries().items() if kind == "file" and entry != _TIMESTAMP]
        return _claimed(inside), max(map(inside.when, files), default=0)


def _claimed(folder):
    """Return the time in the timestamp.txt of `folder`, in seconds since 1970; 0 where it holds none."""
    try:
        text = folder.read(_TIMESTAMP, _TIMESTAMP, 1024).decode("ascii").strip().removesuffix(" UTC")
        time = datetime.fromisoformat(text)
        return believable(time.replace(tzinfo=time.tzinfo or UTC).timestamp())
    except (Refused, ValueError, OverflowError):
        return 0


def _shown(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def gradescope(folder, kinds, place):
    """Return the hand-ins in Gradescope's export: one for each of those who handed in together."""
    metadata = _metadata(folder, place)
    hand_ins = []
    for name in [name for name, kind in kinds.items() if kind == "folder" and not is_litter(name)]:
        about = metadata.get(name)
        for person in _submitters(about) or [{}]:
            sid, email, who = (_word(person.get(key)) for key in (":sid", ":email", ":name"))
            key, words = (sid or email or who or name,), tuple(filter(None, (sid, email, who)))
            notes = () if words else (f"{_METADATA} names nobody for {inert_name(name)}",)
            hand_ins.append(HandIn(key, who or name, words, place.inside(name), (name, _METADATA),
                                   when=_created(about), notes=notes))
    return hand_ins


def _metadata(folder, place):
    import yaml
    path = place.path / "/".join((*place.way, _METADATA))
    try:
        content = folder.read(_METADATA, _METADATA, _MOST_METADATA)
        metadata = yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader))    # noqa: S506 (both are safe)
        if not isinstance(metadata, dict):
            raise FileProblem(path, 1, "this is not Gradescope's list of submissions")
        return metadata
    except Refused as reason:
        raise AutograderError(f"{path}: {reason}") from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as problem:      # a 31st of February, [[[[...
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise FileProblem(path, line, f"this is no YAML: {getattr(problem, 'problem', problem)}") from None


def _word(value):
    """Return a text or a number as a text; nothing for a list, whose text may be endless where lists hold others."""
    return str(value) if isinstance(value, str) or (isinstance(value, int) and 0 < value < 2**63) else ""


def _submitters(about):
    people = about.get(":submitters") if isinstance(about, dict) else None
    return [person for person in people or () if isinstance(person, dict)] if isinstance(people, list) else []


def _created(about):
    time = about.get(":created_at") if isinstance(about, dict) else None
    return believable(time.replace(tzinfo=time.tzinfo or UTC).timestamp()) if isinstance(time, datetime) else None


#: name -> function (open folder of the class, {entry: kind}, its place) -> hand-ins
ARRIVALS = {function.__name__: function for function in (folders, moodle, canvas, classroom, nbgrader, gradescope)}
