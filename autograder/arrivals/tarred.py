"""The members of a tar, plain or compressed with gzip."""

import gzip
import io
import tarfile

from autograder.arrivals.member import Member, whole

#: a header, with a name in it, is no longer; and so much of a member is read at once
_MOST_HEADER, _MOST_AT_ONCE = 64 * 1024, 64 * 1024 * 1024


def tar_members(file, shown, bounds):
    """Yield (name, `Member`) of the tar in the open binary `file`, folders left out; `bounds` may be None."""
    packed = file.seek(0, 2)
    file.seek(0)
    with whole(shown):
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        source = gzip.GzipFile(fileobj=file) if zipped else file
        if bounds:
            source = _Bounded(source, lambda count, unpacked: bounds.check(shown, count, unpacked, packed))
        archive = tarfile.open(fileobj=source, mode="r:")
        count = 0
        while info := archive.next():
            archive.members.clear()     # it would keep every header
            count += 1
            if bounds:
                bounds.check(shown, count, 0, packed)
            if not info.isdir():
                yield info.name, _member(archive, info)
        if bounds:
            source.most = _MOST_AT_ONCE


class _Bounded(io.RawIOBase):
    """A stream whose end is never reached by what unpacks to too much: `check` sees how far it has been read."""

    def __init__(self, stream, check):
        self._stream, self._check, self.most = stream, check, _MOST_HEADER

    def read(self, size=-1):
        if not 0 <= size <= self.most:
            raise tarfile.ReadError("a header of it is gigantic")
        self._check(0, self._stream.tell() + size)
        return self._stream.read(size)

    def seek(self, place, whence=0):
        # A jump forward in a compressed stream unpacks what lies between.
        if whence == 0:
            self._check(0, place)
        return self._stream.seek(place, whence)

    def tell(self):
        return self._stream.tell()


def _member(archive, info):
    kind = "file" if info.isreg() else "link" if info.issym() or info.islnk() else "pipe or a device"

    def read(most):
        with whole(info.name):
            return archive.extractfile(info).read(most)

    return Member(kind, info.size, float(info.mtime), "", read)
