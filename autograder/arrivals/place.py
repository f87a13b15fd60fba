"""The place of a submission: a folder, an archive, or a part of either."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.arrivals.archive import Archive, is_archive
from autograder.arrivals.folder import Folder, Refused
from autograder.arrivals.member import Bounds
from autograder.errors import AutograderError
from autograder.inert import inert_name
from autograder.layout import PACKAGE


@dataclass(frozen=True)
class Place:
    """Where files are: plain data, so that it can be sent to other processes.

    path    a folder or an archive
    way     the folders and archives to enter from there
    names   ((name, entry there), ...) where files were renamed on their way; () where all keep their names
    """

    path: Path
    way: tuple = ()
    names: tuple = ()

    def inside(self, name):
        """Return the place of the folder or archive `name` in this one."""
        in_archive = self.way or is_archive_file(self.path)
        return Place(self.path, (*self.way, name)) if in_archive else Place(self.path / name)

    def holder(self):
        """Return the place in which an archive is the only entry; of what is no archive, the place itself."""
        *way, last = self.way or (self.path.name,)
        if self.names or not (is_archive(last) if self.way else is_archive_file(self.path)):
            return self
        return Place(self.path if self.way else self.path.parent, tuple(way), ((last, last),))

    def changed(self):
        """Return when something in it was changed last, in seconds since 1970; 0 where that is not known.

        Of an archive on the disk it is the time of the archive: what its members say, a student has written.
        """
        try:
            if is_archive_file(self.path) and not self.way and not self.names:
                return self.path.stat(follow_symlinks=False).st_mtime
            *_, last = self.way or ("",)
            if is_archive(last):
                with Place(self.path, self.way[:-1]).opened() as folder:
                    return folder.when(last)
            with self.opened() as folder:
                return max(map(folder.when, folder.entries()), default=0)
        except (Refused, OSError):
            return 0

    @contextmanager
    def opened(self):
        """Open the place; what is inside can be asked what a `Folder` can. Raise `Refused` where that is not possible.

        What lies deep in an archive is in the class's own; a bare archive is a student's.
        """
        with ExitStack() as stack:
            if is_archive_file(self.path) and (self.way or self.names):
                found = class_archive(self.path)
            elif is_archive_file(self.path):
                parent = stack.enter_context(Folder(self.path.parent, "The folder"))
                found = stack.enter_context(entered(parent, self.path.name))
            else:
                found = stack.enter_context(Folder(self.path, "The folder"))
            for name in self.way:
                found = stack.enter_context(entered(found, name))
            yield Renamed(found, dict(self.names)) if self.names else found


class Renamed:
    """Some entries of a folder, by the names that they were handed in with; can be asked what a `Folder` can."""

    notes = ()

    def __init__(self, folder, names):
        """`names` is {name: entry of `folder`}."""
        self._folder, self._names = folder, names

    def entries(self):
        """Return {name: kind} of all entries, sorted by name."""
        return {name: self.kind(name) for name in sorted(self._names)}

    def kind(self, name):
        """Return the kind of the entry `name`, None where there is none."""
        return self._folder.kind(self._names[name]) if name in self._names else None

    def folder(self, name, shown):
        """Return the folder `name` as a context."""
        return self._folder.folder(self._names[name], shown)

    def open(self, name, shown):
        """Return the file `name`, open for reading bytes."""
        return self._folder.open(self._names[name], shown)

    def read(self, name, shown, most):
        """Return the bytes of the file `name`; more than `most` are refused."""
        return self._folder.read(self._names[name], shown, most)

    def when(self, name):
        """Return the time of the last change of the entry `name`, in seconds since 1970."""
        return self._folder.when(self._names[name])


def entered(folder, name):
    """Return the folder or the inside of the archive `name` in `folder`, as a context."""
    shown = inert_name(name)
    if is_archive(name) and folder.kind(name) == "file":
        return Archive(folder.open(name, shown), name, Bounds(), depth=getattr(folder, "depth", -1) + 1)
    return folder.folder(name, shown)


def is_archive_file(path):
    """Whether there is an archive at `path`: a folder may be called so too."""
    return is_archive(path.name) and not path.is_dir()


def class_archive(path):
    """Return the archive of a whole class at `path`, open; raise `AutograderError` where it cannot be read.

    The bounds are for what students send; this one was made by the course's own system.
    """
    try:
        return _kept_open(path, path.stat().st_mtime_ns)
    except OSError as problem:
        raise AutograderError(f"{path} cannot be read: {problem.strerror}.") from None
    except Refused as reason:
        raise AutograderError(f"{path} cannot be read: {reason}") from None


@lru_cache(maxsize=1)   # each process reads the long list of its members once, not for each student
def _kept_open(path, mtime):
    return Archive(open(path, "rb"), path.name, depth=-1)


#: the students' bundle, handed in as it was: among several folders with exercises its own is meant
BUNDLE = ("micrograd-exercises", "exercises")
_LITTER = ("__pycache__", "__MACOSX", "Thumbs.db", "desktop.ini", "timestamp.txt", "submission_secret.txt")
#: folders below the first that are looked into, and how many in all
_DEEPEST, _MOST_FOLDERS = 5, 64


def modules_folder(top, wanted, stack):
    """Return the folder in `top` that the modules lie in, and the notes of the archives on the way.

    It is the highest one with a file of `wanted`, and `top` itself, with all notes, where there is none. Folders and
    archives are opened on `stack`. Raise `Refused` where there are several, or where what might be one cannot be
    opened.
    """
    level, looked, problem, told = [("", top, tuple(top.notes))], 1, None, tuple(top.notes)
    for _ in range(_DEEPEST):
        found = [(name, folder, notes) for name, folder, notes in level if holds(folder, wanted)]
        if found:
            return _meant(found)
        below = []
        for _, folder, notes in level:
            for name in _ways(folder)[: _MOST_FOLDERS - looked]:
                looked += 1
                try:
                    inside = stack.enter_context(entered(folder, name))
                except Refused as reason:
                    problem = problem or reason
                else:
                    below.append((name, inside, (*notes, *inside.notes)))
                    told += inside.notes
        level = below
    if problem:
        raise problem
    return top, told


def _meant(found):
    found = [way for way in found if way[0] in BUNDLE] or found
    if len(found) > 1:
        one, other = (inert_name(name) for name, *_ in found[:2])
        raise Refused(f"There are exercises in {one} and in {other}: hand in one of them.")
    return found[0][1:]


def _ways(folder):
    """Return the names of the folders and archives in `folder` that may hold what was handed in."""
    return [name for name, kind in folder.entries().items() if not is_litter(name)
            and (kind == "folder" or (kind == "file" and is_archive(name)))]


def holds(folder, wanted):
    """Whether there is one of the files `wanted` in `folder`, whatever it is, or an engine in a package."""
    return any(map(folder.kind, wanted)) or holds_package(folder)


def holds_package(folder):
    """Whether there is an engine in a folder `micrograd` in `folder`."""
    if folder.kind(PACKAGE) != "folder":
        return False
    with folder.folder(PACKAGE, PACKAGE) as package:
        return package.kind("engine.py") is not None


def is_litter(name):
    """Whether an entry of this name is nobody's work: hidden, or left by a system, an archiver or nbgrader."""
    return name.startswith(".") or name in _LITTER
