"""A stranger's folder: read without following a link, waiting for a pipe, or taking more than was asked."""

import errno
import os
import stat
from functools import reduce
from itertools import islice
from pathlib import Path

from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.language import ENGLISH as say

#: a folder with more entries is refused
MOST_ENTRIES = 10_000
#: the end of the year 9999, in seconds since 1970: a calendar has no later time
_LATEST = 253_402_300_799

# Where the system can, an entry is opened relative to its open folder: nothing on the way can be exchanged.
_RELATIVE = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
_FLAGS = reduce(lambda flags, name: flags | getattr(os, name, 0),
                ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"), os.O_RDONLY)
_JUNCTION = 0xA0000003      # Windows: a folder that stands for another one


class Refused(Exception):
    """Something in a submission is not taken; the text is a plain sentence that says why."""


class Folder:
    """An open folder; `shown` stands for it in sentences.

    An `Archive` can be asked the same: what is in a zip is read as if it lay in a folder.
    """

    notes = ()      # sentences about entries that are not taken: a folder has none

    def __init__(self, path, shown, inside=None, bounded=True):
        """Open `path`, or the entry `path` of the folder `inside`; `bounded` is for a stranger's folder."""
        self._path = Path(path) if inside is None else inside._path / path
        self._shown, self._most, self._handle = shown, MOST_ENTRIES if bounded else None, None
        place, where = (self._path, {}) if inside is None else inside._at(path)
        expect_kind("folder", _kind(_guarded(shown, os.stat, place, follow_symlinks=False, **where)), shown)
        if _RELATIVE:
            self._handle = _guarded(shown, os.open, place, _FLAGS | os.O_DIRECTORY, **where)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self._handle is not None:
            os.close(self._handle)

    def entries(self):
        """Return {name: kind} of all entries, sorted by name; see `kind_of`."""
        place = self._path if self._handle is None else self._handle
        with _guarded(self._shown, os.scandir, place) as found:
            kinds = {entry.name: _kind_of_entry(entry) for entry in islice(found, self._most)}
            if next(found, None):
                raise Refused(f"{self._shown} holds more than {self._most} files: hand in the exercises only.")
        return dict(sorted(kinds.items()))

    def kind(self, name):
        """Return the kind of the entry `name`, None where there is none."""
        place, where = self._at(name)
        try:
            return _kind(_guarded(name, os.stat, place, follow_symlinks=False, **where))
        except Refused:
            return None

    def folder(self, name, shown):
        """Return the folder `name` as a context."""
        return Folder(name, shown, self)

    def read(self, name, shown, most):
        """Return the bytes of the file `name`; more than `most` are refused."""
        with self.open(name, shown) as file:
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > most else _guarded(shown, file.read, most + 1)
        if max(size, len(content)) > most:
            raise too_large(shown, most)
        return content

    def open(self, name, shown):
        """Return the file `name`, open for reading bytes."""
        place, where = self._at(name)
        expect_kind("file", _kind(_guarded(shown, os.stat, place, follow_symlinks=False, **where)), shown)
        file = open(_guarded(shown, os.open, place, _FLAGS, **where), "rb")
        try:
            expect_kind("file", _kind(os.fstat(file.fileno())), shown)      # again: it may have been exchanged since
        except Refused:
            file.close()
            raise
        return file

    def when(self, name):
        """Return the time of the last change of the entry `name`, in seconds since 1970; see `believable`."""
        place, where = self._at(name)
        return believable(_guarded(name, os.stat, place, follow_symlinks=False, **where).st_mtime)

    def _at(self, name):
        return (self._path / name, {}) if self._handle is None else (name, {"dir_fd": self._handle})


def kind_of(mode):
    """Return what a file of this mode is: "file", "folder", "link" or "pipe or a device"."""
    kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}
    return kinds.get(stat.S_IFMT(mode), "pipe or a device")


def _kind(found):
    return "link" if getattr(found, "st_reparse_tag", 0) == _JUNCTION else kind_of(found.st_mode)


def _kind_of_entry(entry):
    # Only a junction needs a look at the disk, and only Windows has them.
    if entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction()):
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "pipe or a device"


def expect_kind(due, kind, shown):
    """Raise `Refused` unless `kind` is what is due, "file" or "folder"; `shown` names it."""
    if kind == "link":
        raise Refused(f"{shown} is a link, and links are not followed: hand in the {due} itself.")
    if kind != due:
        raise Refused(f"{shown} is a {kind}, not a {due}.")


def believable(seconds):
    """Return a time that a stranger has set, in seconds since 1970; 0, not known, where no calendar has it."""
    return seconds if 0 <= seconds <= _LATEST else 0.0


def too_large(shown, most):
    """Return the refusal of a file with more than `most` bytes."""
    return Refused(f"{shown} is larger than {most // 1024} KiB.")


def _guarded(shown, function, *arguments, **options):
    """Call `function`; what a student can cause is `Refused`, a failing disk is an `AutograderError`."""
    try:
        return function(*arguments, **options)
    except OSError as problem:
        sentence = say("{name} cannot be read: {error}.", name=inert(shown), error=problem.strerror or problem)
        ours = problem.errno not in (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
        raise (AutograderError if ours else Refused)(sentence) from None
