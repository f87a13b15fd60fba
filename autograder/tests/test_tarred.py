"""Tars of every format are read as Python's own `tarfile` reads them; what tells it to do much is refused."""

import contextlib
import gzip
import io
import random
import tarfile

import pytest

from autograder.arrivals.folder import Refused
from autograder.arrivals.member import Bounds
from autograder.arrivals.tarred import tar_members

KINDS = {tarfile.REGTYPE: "file", tarfile.DIRTYPE: "folder", tarfile.SYMTYPE: "link", tarfile.LNKTYPE: "link",
         tarfile.FIFOTYPE: "pipe or a device", tarfile.CHRTYPE: "pipe or a device"}


def drawn(style, seed):
    """Return a tar with members of all kinds, long names and times of many years among them."""
    draw, made = random.Random(seed), io.BytesIO()
    longest = 20 if style == tarfile.USTAR_FORMAT else 90
    with tarfile.open(fileobj=made, mode="w", format=style) as archive:
        for _ in range(12):
            parts = [draw.choice(["a", "é", "value.py", "b c", "d" * draw.randrange(1, longest)]) for _ in range(3)]
            info = tarfile.TarInfo("/".join(parts))
            info.type = draw.choice([*KINDS, tarfile.REGTYPE, tarfile.REGTYPE])
            info.linkname = "x" * draw.randrange(1, 2 * longest) if KINDS[info.type] == "link" else ""
            content = draw.randbytes(draw.randrange(2000)) if KINDS[info.type] == "file" else b""
            info.size, info.mtime = len(content), draw.choice([0, 1_700_000_000, 8**11 - 1])
            if style == tarfile.PAX_FORMAT:
                info.mtime += 0.25
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def as_we_read(content):
    """Return (name, kind, time, content) of each member."""
    return [(name, member.kind, member.when, member.read(10**6) if member.kind == "file" else None)
            for name, member in tar_members(io.BytesIO(content), "all.tar", None)]


def as_python_reads(content):
    """Return the same as Python's own module has it."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return [(info.name, KINDS[info.type], float(info.mtime), _content(archive, info))
                for info in archive if not info.isdir()]


def _content(archive, info):
    return archive.extractfile(info).read() if info.isreg() else None


@pytest.mark.parametrize("style", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_every_format_is_read_as_python_reads_it(style, packed):
    """Names, kinds, times and contents, whatever the order."""
    for seed in range(20):
        content = packed(drawn(style, seed))

        assert as_we_read(content) == as_python_reads(content)


def block(kind, size, name="derivative.py"):
    """Return a header."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


def described(pairs):
    """Return a member with these pairs before it."""
    return block(tarfile.XHDTYPE, len(pairs)) + pairs + bytes(-len(pairs) % 512) + block(tarfile.REGTYPE, 0)


@pytest.mark.parametrize(("content", "reason"), [
    (described(b"1" * 60_000), "a header of it is bad"),
    (described(b"2 " * 30_000 + b"=\n"), "a header of it is bad"),
    (described(b"0 a=b\n"), "a header of it is bad"),
    (described(b"-3 a=b\n"), "a header of it is bad"),
    (described(b"900 path=b\n"), "a header of it is bad"),
    (described(b"11 size=-1\n"), "smaller than nothing"),
    (described(b"22 GNU.sparse.major=1\n"), "a file in it is sparse"),
    (block(tarfile.GNUTYPE_SPARSE, 0), "a file in it is sparse"),
    (block(tarfile.GNUTYPE_LONGNAME, 1 << 20), "a header of it is gigantic"),
    (block(tarfile.XHDTYPE, -512), "a header of it is gigantic"),
    (block(tarfile.REGTYPE, -512), "smaller than nothing"),
    (b"x" * 600, "invalid literal|a header of it is bad"),
    (block(tarfile.REGTYPE, 0)[:300], "a header of it is bad"),
    (b"", "a header of it is bad"),
])
def test_what_is_no_header_is_refused(content, reason):
    """At once, and for what it is."""
    with pytest.raises(Refused, match=reason):
        as_we_read(content)


@pytest.mark.parametrize(("packed", "most"), [(gzip.compress, 2), (bytes, 9)])
def test_what_is_compressed_as_a_whole_is_not_unpacked_for_each_file_in_it(packed, most):
    """Members from the last to the first: each costs all that lies before it, where the tar is compressed."""
    content = packed(b"".join(block(tarfile.REGTYPE, 0) + block(tarfile.REGTYPE, 1 << 20) + bytes(1 << 20)
                              for _ in range(5)))
    members = [member for _, member in tar_members(io.BytesIO(content), "all.tar", Bounds(ratio=10**6, again_mib=8))]
    read = 0
    with contextlib.suppress(Refused):
        for member in reversed(members[:9]):
            member.read(1)
            read += 1

    assert read == most
