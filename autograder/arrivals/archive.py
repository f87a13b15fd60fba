"""A stranger's archive: a zip or a tar that is read as if it were a folder, and never unpacked anywhere."""

import io
import re

from autograder.arrivals.folder import Refused, believable, expect_kind, too_large
from autograder.arrivals.tarred import tar_members
from autograder.arrivals.zipped import zip_members
from autograder.inert import inert_name
from autograder.language import ENGLISH as say

#: kinds that are read, and kinds that are known only to tell their sender what to do
_READ, _UNREAD = (".zip", ".tar", ".tar.gz", ".tgz"), (".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".txz", ".tbz2")
#: how a rar and a 7z begin, whatever they are called
_OTHERS = (b"Rar!", b"7z\xbc\xaf\x27\x1c")

#: archives inside an archive are held in memory: so much of them all together
_MOST_NESTED = 16 * 1024 * 1024
#: folders below folders; characters in a path
_DEEPEST, _LONGEST = 32, 1000


def is_archive(name):
    """Whether a file of this name is an archive, of whatever kind."""
    return name.lower().endswith(_READ + _UNREAD)


def archive_stem(name):
    """Return the name of an archive without the ending that says so."""
    return re.sub(r"(\.tar)?\.\w+$", "", name)


class Archive:
    """The inside of an archive, which can be asked what a `Folder` can.

    depth   how many archives are around it
    notes   sentences about members that are not taken
    """

    def __init__(self, file, shown, bounds=None, depth=0):
        """Read the table of contents of the open binary `file`; `shown` names it and says what kind it is.

        `bounds` hold for a stranger's archive; without them it may be as large as it is. Raise `Refused` for what
        is no archive, damaged, or out of bounds.
        """
        self._shown, self.depth, self._file = inert_name(shown), depth, file
        self._whole, self._room = self, _MOST_NESTED
        try:
            self._tree, self.notes = self._read_members(shown.lower(), bounds)
        except Refused:
            file.close()
            raise

    def _read_members(self, name, bounds):
        self._file.seek(0)
        begins = self._file.read(6)
        if not begins:
            raise Refused(f"{self._shown} is empty: hand it in again.")
        if not name.endswith(_READ) or begins.startswith(_OTHERS):
            raise Refused(f"{self._shown} is an archive of a kind that is not read here: hand in a zip.")
        members = zip_members if name.endswith(".zip") else tar_members
        tree, refused = {}, []
        for path, member in members(self._file, self._shown, bounds):
            if problem := _placed(tree, path, member):
                refused.append(say("{member} ({problem})", member=inert_name(path), problem=problem))
        told = ", ".join(refused[:5])
        told = say("{names} and {count} more", names=told, count=len(refused) - 5) if len(refused) > 5 else told
        return tree, (say("Not taken from {archive}: {names}.", archive=self._shown, names=told),) if refused else ()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._file.close()

    def entries(self):
        """Return {name: kind} of what lies at the top, sorted by name."""
        return {name: self.kind(name) for name in sorted(self._tree)}

    def kind(self, name):
        """Return the kind of the entry `name`, None where there is none."""
        found = self._tree.get(name)
        return "folder" if isinstance(found, dict) else found and found.kind

    def folder(self, name, shown):
        """Return the folder `name` as a context."""
        expect_kind("folder", self.kind(name), shown)
        return _Part(self, self._tree[name])

    def open(self, name, shown):
        """Return the file `name`, open for reading bytes: this is for archives in archives."""
        if self.depth > 0:
            raise Refused(f"{shown} is an archive in an archive in an archive: hand in one zip.")
        content = self.read(name, shown, self._whole._room)
        self._whole._room -= len(content)
        return io.BytesIO(content)

    def read(self, name, shown, most):
        """Return the bytes of the file `name`; more than `most` are refused."""
        archive = self._shown
        if not (kind := self.kind(name)):
            raise Refused(f"{shown} is not in {archive}.")
        expect_kind("file", kind, shown)
        found = self._tree[name]
        if found.problem:
            raise Refused(f"{shown} in {archive} {found.problem}.")
        content = b"" if found.size > most else found.read(most + 1)
        if max(found.size, len(content)) > most:
            raise too_large(shown, most)
        if len(content) != found.size:
            raise Refused(f"{shown} in {archive} is damaged: it is not as long as the archive says.")
        return content

    def when(self, name):
        """Return the time of the entry `name`, in seconds since 1970; of a folder that of the newest file in it."""
        found = self._tree[name]
        return max(map(_Part(self, found).when, found)) if isinstance(found, dict) else believable(found.when)


class _Part(Archive):
    """A folder in an archive, closed with it."""

    def __init__(self, archive, tree):
        self._shown, self.depth, self._tree, self.notes = archive._shown, archive.depth, tree, ()
        self._whole = archive._whole

    def __exit__(self, *problem):
        pass


def _placed(tree, path, member):
    """Put the member into `tree`, {name: tree or member}; return why not, or an empty text."""
    if problem := _unfit(path):
        return problem
    *folders, name = [part for part in path.split("/") if part not in ("", ".")]
    for folder in folders:
        tree = tree.setdefault(folder, {})
        if not isinstance(tree, dict):
            return say("a file and a folder have this name")
    if isinstance(tree.get(name), dict):
        return say("a file and a folder have this name")
    if name in tree:
        tree[name].problem = say("is there twice: hand it in once")
    tree.setdefault(name, member)
    return ""


def _unfit(path):
    if "\0" in path:
        return say("a name with a NUL in it")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return say("an absolute name")
    parts = path.split("/")
    if ".." in parts:
        return say("a name that leads out of the archive")
    if len(parts) > _DEEPEST or len(path) > _LONGEST:
        return say("a name that is too long")
    return "" if any(part not in ("", ".") for part in parts) else say("no name")
