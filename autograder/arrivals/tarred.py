"""The members of a tar, plain or compressed with gzip.

Read here and not by Python's `tarfile`, which takes a quarter of a minute and two gigabytes for some headers of a few
hundred bytes, and follows a sparse file's list of pieces however long it is.
"""

import gzip

from autograder.arrivals.member import Member, whole

_BLOCK = 512
#: what describes the next member, its name among it, is no longer
_MOST_HEADER = 64 * 1024
#: types of blocks -> kinds of entries. Of these only files are followed by their bytes
_KINDS = {b"1": "link", b"2": "link", b"3": "pipe or a device", b"4": "pipe or a device", b"5": "folder",
          b"6": "pipe or a device"}
#: types of blocks that describe the next member: its name, what it links to, pairs about it, pairs about all
_NAME, _TARGET, _PAIRS, _PAIRS_OF_ALL = b"L", b"K", (b"x", b"X"), b"g"


def tar_members(file, shown, bounds):
    """Yield (name, `Member`) of the tar in the open binary `file`, folders left out; `bounds` may be None."""
    packed = file.seek(0, 2)
    file.seek(0)

    def check(count, unpacked):
        if bounds:
            bounds.check(shown, count, unpacked, packed)

    def check_again(unpacked):
        if bounds:
            bounds.check_again(shown, unpacked)

    with whole(shown):
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        tar = _Tar(gzip.GzipFile(fileobj=file), check, check_again) if zipped else _Tar(file, check)
        for name, kind, size, when, place in tar.entries():
            if kind != "folder":
                yield name, Member(kind, size, when, "", _reader(tar, name, place, size))


def _reader(tar, name, place, size):
    def read(most):
        with whole(name):
            return tar.bytes(place, min(size, most))

    return read


class _Tar:
    """A tar in an open stream.

    `check(count, unpacked)` sees how many members it has and how far it is read, `check_again(unpacked)` how much of a
    compressed one is unpacked again in all, for jumps back.
    """

    def __init__(self, stream, check, check_again=lambda unpacked: None):
        self._stream, self._check, self._check_again = stream, check, check_again
        self._at, self._again = 0, 0

    def bytes(self, place, size):
        """Return `size` bytes from `place` on."""
        content = self._read(place, size)
        if len(content) < size:
            raise EOFError("unexpected end of data")
        return content

    def _read(self, place, size):
        # Before the jump: in a compressed stream it unpacks what lies between, or all from the beginning.
        self._check(0, place + size)
        if place < self._at:
            self._again += place
            self._check_again(self._again)
        self._stream.seek(place)
        content = self._stream.read(size)
        self._at = place + len(content)
        return content

    def entries(self):
        """Yield (name, kind, size, time, place of the bytes) of each member."""
        place, count, about = 0, 0, {}
        while (header := self._header(place)) is not None:
            kind, size, place = header[156:157], _number(header[124:136]), place + _BLOCK
            if kind in (_NAME, _TARGET, _PAIRS_OF_ALL, *_PAIRS):
                about |= self._described(kind, place, size)
                place += _whole_blocks(size)
                continue
            count += 1
            self._check(count, place)
            name = about.get("path") or _name(header)
            kind = _kind(kind, name)
            size = int(about.get("size", size)) if kind == "file" else 0
            if size < 0:
                raise ValueError("a member of it is smaller than nothing")
            yield name, kind, size, float(about.get("mtime") or _number(header[136:148])), place
            place, about = place + _whole_blocks(size), {}

    def _header(self, place):
        """Return the block at `place`; None at the end, which a block of zeros marks, or nothing at all."""
        block = self._read(place, _BLOCK)
        if not block.strip(b"\0") and (block or place):
            return None
        if len(block) < _BLOCK or _number(block[148:156]) != sum(block) - sum(block[148:156]) + 8 * ord(" "):
            raise ValueError("a header of it is bad")
        if block[156:157] == b"S":
            raise ValueError("a file in it is sparse")
        return block

    def _described(self, kind, place, size):
        """Return what a block of this kind says of the next member: {name of a pair: text}."""
        if not 0 <= size <= _MOST_HEADER:
            raise ValueError("a header of it is gigantic")
        if kind in (_TARGET, _PAIRS_OF_ALL):
            return {}
        body = self.bytes(place, size)
        return {"path": _text(body.partition(b"\0")[0])} if kind == _NAME else dict(_pairs(body))


def _pairs(body):
    """Yield what is needed of the pairs in a header: each is its own length, a blank, `name=value` and a new line."""
    at = 0
    while at < len(body) and body[at]:
        digits = body[at: at + 6].partition(b" ")[0]
        length = int(digits)
        name, equals, value = body[at + len(digits) + 1: at + length].partition(b"=")
        if not len(digits) < length <= len(body) - at or not equals or value[-1:] != b"\n":
            raise ValueError("a header of it is bad")
        if name.startswith(b"GNU.sparse."):
            raise ValueError("a file in it is sparse")
        if name in (b"path", b"size", b"mtime"):
            yield name.decode(), _text(value[:-1])
        at += length


def _name(header):
    """Return the name in a header: of the newer kind it may begin in another place."""
    name, begin = (_text(field.partition(b"\0")[0]) for field in (header[:100], header[345:500]))
    return f"{begin}/{name}" if begin and header[257:263] == b"ustar\0" else name


def _kind(kind, name):
    # A folder of old, and of those who write no types, is a file whose name ends with a slash.
    return "folder" if kind in (b"0", b"\0") and name.endswith("/") else _KINDS.get(kind, "file")


def _text(name):
    return name.decode("utf-8", "surrogateescape")


def _number(field):
    """Return the number in a field: digits of base 8 between blanks, or of base 256 where it is large or negative."""
    if field[0] in (0x80, 0xff):
        return int.from_bytes(field[1:], "big", signed=True) if field[0] == 0xff else int.from_bytes(field[1:], "big")
    return int(field.partition(b"\0")[0].strip() or b"0", 8)


def _whole_blocks(size):
    return -(-size // _BLOCK) * _BLOCK
