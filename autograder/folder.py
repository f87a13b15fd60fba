"""A stranger's folder: read without following a link, waiting for a pipe, or taking more than was asked."""

import errno
import os
import stat
from functools import reduce
from itertools import islice
from pathlib import Path

from autograder.errors import AutograderError
from autograder.inert import inert

#: a folder with more entries is refused
MOST_ENTRIES = 10_000

# Where the system can, an entry is opened relative to its open folder: nothing on the way can be exchanged.
_RELATIVE = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
_FLAGS = reduce(lambda flags, name: flags | getattr(os, name, 0),
                ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"), os.O_RDONLY)
_JUNCTION = 0xA0000003      # Windows: a folder that stands for another one


class Refused(Exception):
    """Something in a submission is not taken; the text is a plain sentence that says why."""


class Folder:
    """An open folder; `shown` stands for it in sentences."""

    def __init__(self, path, shown, inside=None):
        """Open `path`, or the entry `path` of the folder `inside`."""
        self._path = Path(path) if inside is None else inside._path / path
        self._shown, self._handle = shown, None
        place, where = (self._path, {}) if inside is None else inside._at(path)
        _expect("folder", _guarded(shown, os.stat, place, follow_symlinks=False, **where), shown)
        if _RELATIVE:
            self._handle = _guarded(shown, os.open, place, _FLAGS | os.O_DIRECTORY, **where)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self._handle is not None:
            os.close(self._handle)

    def names(self):
        """Return the names of all entries, sorted."""
        place = self._path if self._handle is None else self._handle
        with _guarded(self._shown, os.scandir, place) as entries:
            names = sorted(entry.name for entry in islice(entries, MOST_ENTRIES + 1))
        if len(names) > MOST_ENTRIES:
            raise Refused(f"{self._shown} holds more than {MOST_ENTRIES} files: hand in the exercises only.")
        return names

    def read(self, name, shown, most):
        """Return the bytes of the file `name`; more than `most` are refused."""
        place, where = self._at(name)
        _expect("file", _guarded(shown, os.stat, place, follow_symlinks=False, **where), shown)
        with open(_guarded(shown, os.open, place, _FLAGS, **where), "rb") as file:
            found = os.fstat(file.fileno())
            _expect("file", found, shown)       # again: it may have been exchanged since
            content = b"" if found.st_size > most else _guarded(shown, file.read, most + 1)
        if max(found.st_size, len(content)) > most:
            raise Refused(f"{shown} is larger than {most // 1024} KiB.")
        return content

    def _at(self, name):
        return (self._path / name, {}) if self._handle is None else (name, {"dir_fd": self._handle})


def _expect(due, found, shown):
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        raise Refused(f"{shown} is a link, and links are not followed: hand in the {due} itself.")
    kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder"}
    kind = kinds.get(stat.S_IFMT(found.st_mode), "pipe or a device")
    if kind != due:
        raise Refused(f"{shown} is a {kind}, not a {due}.")


def _guarded(shown, function, *arguments, **options):
    """Call `function`; what a student can cause is `Refused`, a failing disk is an `AutograderError`."""
    try:
        return function(*arguments, **options)
    except OSError as problem:
        sentence = f"{inert(shown)} cannot be read: {problem.strerror or problem}."
        ours = problem.errno not in (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
        raise (AutograderError if ours else Refused)(sentence) from None
