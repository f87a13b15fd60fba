"""Attacks by archives: in each other, with headers and members that grow when they are read.

As in builders.py.
"""

import gzip
import io
import os
import tarfile
import zipfile

from autograder.tests.attacks.builders import STUB, write


def _zip(files, packing=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip of {name: content}."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def halt_archives_in_archives(folder, root):
    """Forty archives, of twenty megabytes each when they are read, in one that is small.

    Survived: of all of them together no more is held than of one.

    says: is larger than \\d+ KiB
    """
    inner = _zip({"zeros": bytes(20 << 20)}, zipfile.ZIP_STORED)
    write(folder, {"all.zip": _zip({f"{k}.zip": inner for k in range(12)} | {"noise": os.urandom(2 << 20)})})


def halt_headers_of_archives(folder, root):
    """A tar of twenty headers of a megabyte each, which are read before its members.

    Survived: a header has a bound.

    says: a header of it is gigantic
    """
    with tarfile.open(folder / "all.tar.gz", "w:gz", format=tarfile.PAX_FORMAT, compresslevel=1) as archive:
        for k in range(20):
            member = tarfile.TarInfo(f"derivative{k}.py")
            member.pax_headers = {"comment": "x" * (1 << 20)}
            archive.addfile(member)


def halt_hundreds_of_archives(folder, root):
    """Six hundred small archives and folders, five deep, none of which holds an exercise.

    Survived: some are looked into, and what is missing is said.

    says: There is no derivative\\.py
    """
    small = _zip({"a/b/c/d/e.txt": "x"})
    write(folder, {f"{k}/{k}.zip": small for k in range(300)} | {f"{k}.zip": small for k in range(300)})


def halt_a_sparse_archive(folder, root):
    """A tar whose one member is eight exabytes of nothing, by a header that says so in a few bytes.

    Survived: a file in pieces is not taken, whatever its size.

    says: is damaged: a file in it is sparse
    """
    member = tarfile.TarInfo("derivative.py")
    member.type, member.size = tarfile.GNUTYPE_SPARSE, 512
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    header[386:398], header[398:410] = b"00000000000\0", b"00000001000\0"
    header[483:495] = b"77777777777\0"
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:512]))
    (folder / "all.tar").write_bytes(bytes(header) + b"x" * 512 + bytes(1024))


def _block(kind, name, size):
    """Return the header of a tar's member of this kind."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.USTAR_FORMAT)


def _described(name, pairs):
    """Return an empty member of a tar, with a header of `pairs` before it."""
    padded = pairs + bytes(-len(pairs) % 512)
    return _block(tarfile.XHDTYPE, "pairs", len(pairs)) + padded + _block(tarfile.REGTYPE, name, 0)


def halt_headers_that_are_searched(folder, root):
    """Tars of a few hundred bytes: their headers are digits without an end, or names that all end in one place.

    Survived: a header is read as the standard has it, and not searched: `tarfile` took minutes, and gigabytes.

    says: is damaged: a header of it is bad
    sample: yes
    """
    digits = b"1" * 60_000
    for name, pairs in {"a": digits, "b": b"2 " * 30_000 + b"=\n", "c": digits + b" hdrcharset=x\n"}.items():
        content = b"".join(_described(f"derivative{k}.py", pairs) for k in range(100)) + bytes(1024)
        (folder / f"{name}.tar.gz").write_bytes(gzip.compress(content))


def halt_pieces_of_a_sparse_file(folder, root):
    """A tar of a file in eight million pieces, each of which is told in its headers.

    Survived: such a file is not taken.

    says: is damaged: a file in it is sparse
    """
    version = b"22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n"
    content = _described("derivative.py", version)[:-512] + _block(tarfile.REGTYPE, "derivative.py", 8 << 20)
    content += b"8000000\n" + b"0\n" * ((8 << 20) // 2 - 4) + bytes(1024)
    (folder / "all.tar.gz").write_bytes(gzip.compress(content, 1))


def halt_archives_of_other_methods(folder, root):
    """Zips whose members are packed by LZMA and BZ2, to a thousandth of their size, and one that asks for a password.

    Survived: no more is unpacked than a module may hold, whatever the method.

    says: larger than|password|encrypted|cannot be read|several
    """
    zeros = bytes(64 << 20)
    (folder / "a.zip").write_bytes(_zip({"derivative.py": zeros}, zipfile.ZIP_LZMA))
    (folder / "b.zip").write_bytes(_zip({"derivative.py": zeros}, zipfile.ZIP_BZIP2))
    locked = bytearray(_zip({"derivative.py": STUB}))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    (folder / "c.zip").write_bytes(locked)


def host_remarks_in_archives(folder, root):
    """An archive with remarks, extra fields and a name of its own in escapes, markup and formulas.

    Survived: of an archive its members count.

    says: right
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        member = zipfile.ZipInfo("derivative.py")
        member.comment = b"\x1b]0;owned\x07<script>alert(1)</script>"
        member.extra = b"up\x1c\0\1" + bytes(4) + "\u202e=1+1 ::error::".encode()[:23].ljust(23, b"x")
        archive.writestr(member, STUB)
        archive.comment = b"::notice title=Autograding complete::Points 100/100\n" * 1000
    (folder / "=1+1 <b>.zip").write_bytes(made.getvalue())
