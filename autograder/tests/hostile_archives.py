"""Archives that mean harm, or are only broken, each with one right derivative.py where there is room for it."""

import gzip
import io
import lzma
import random
import struct
import tarfile
import warnings
import zipfile

MIB = 1024 * 1024


def zipped(files, packing=zipfile.ZIP_DEFLATED):
    """Return a zip of `files`, (name or ZipInfo, content) pairs or a dictionary of them."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", packing) as archive:
        warnings.simplefilter("ignore")     # that a name occurs twice is meant
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files, **kinds):
    """Return a tar.gz of `files`, {name: content}; of members `kinds`, {type: (name, target)}, before them."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for kind, (name, target) in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = getattr(tarfile, kind), target
            archive.addfile(info)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def special(name, mode):
    """Return the description of a zip's member of another kind than a file: a link, a pipe."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def patched(content, places, form, value):
    """Return the zip with a number of its headers changed: `places` is {signature: offset behind it}."""
    content = bytearray(content)
    for signature, offset in places.items():
        start = content.index(signature) + offset
        struct.pack_into(form, content, start, value)
    return bytes(content)


def crowded(count):
    """Return a zip with so many empty members, written faster than `zipfile` does."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 6, 0)
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    names = [b"%06d" % k for k in range(count)]
    body = b"".join(local + name for name in names)
    directory = b"".join(central[:42] + struct.pack("<L", 36 * k) + name for k, name in enumerate(names))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xffff, count & 0xffff, len(directory), len(body), 0)
    return body + directory + end


def overlapping(source):
    """Return a zip with two members that share their bytes."""
    content = zipped({"derivative.py": source, "another___.py": source})
    second = content.rindex(b"PK\1\2")
    return content[: second + 42] + struct.pack("<L", 0) + content[second + 46:]


def archives(source):
    """Return {file name: (its bytes, what its report must say, whether `source` is graded)}."""
    right = {"derivative.py": source}
    zeros = bytes(64 * MIB)
    link = "derivative.py is a link, and links are not followed: hand in the file itself"
    pipe = "derivative.py is a pipe or a device, not a file"
    nested = zipped({"c.zip": zipped(right)})
    return {
        # name: (bytes, what the report says, whether `source` is graded)
        "leads-out.zip": (zipped(right | {"../../evil.py": b"", "..\\..\\evil.py": b"", "a/../../evil.py": b""}),
            r"Not taken from leads-out\.zip: \.\./\.\./evil\.py \(a name that leads out of the archive\), ", True),
        "absolute.zip": (zipped(right | {"/etc/evil.py": b"", "C:\\evil.py": b"", "c:evil.py": b"", "\\\\a\\x": b""}),
            r"from absolute\.zip: /etc/evil\.py \(an absolute name\), C:/evil\.py \(an absolute name\), ", True),
        "leads-out.tar.gz": (tarred(right | {"../../evil.py": b"", "/etc/evil.py": b""}),
            r"\.\./\.\./evil\.py \(a name that leads out of the archive\), /etc/evil\.py \(an absolute name\)", True),
        "through-a-link.tgz": (tarred(right | {"out/evil.py": b""}, SYMTYPE=("out", "../../..")),
            r"Not taken from through-a-link\.tgz: out/evil\.py \(a file and a folder have this name\)", True),
        "link.tar.gz": (tarred({}, SYMTYPE=("derivative.py", "/etc/passwd")), link, False),
        "hard-link.tar": (gzip.decompress(tarred({}, LNKTYPE=("derivative.py", "/etc/passwd"))), link, False),
        "device.tar.gz": (tarred({}, CHRTYPE=("derivative.py", "")), pipe, False),
        "pipe.tar.gz": (tarred({}, FIFOTYPE=("derivative.py", "")), pipe, False),
        "link.zip": (zipped([(special("derivative.py", 0o120777), "/etc/passwd")]), link, False),
        "pipe.zip": (zipped([(special("derivative.py", 0o010644), "")]), pipe, False),
        "folder-and-file.zip": (zipped([("derivative.py", source), ("derivative.py/x.py", b""),
                                        ("a/b", b""), ("a", b"")]),
            r"derivative\.py/x\.py \(a file and a folder have this name\), a \(a file and a folder", True),
        "twice.zip": (zipped([("derivative.py", b"x = 1"), ("derivative.py", source)]),
            r"derivative\.py in twice\.zip is there twice: hand it in once\.", False),
        "case.zip": (zipped(right | {"Derivative.PY": b"", "DERIVATIVE.py": b""}),
            r"DERIVATIVE\.py, Derivative\.PY and derivative\.py differ in case only, and are one file on many ", True),
        "encrypted.zip": (patched(zipped(right), {b"PK\3\4": 6, b"PK\1\2": 8}, "<H", 1),
            r"derivative\.py in encrypted\.zip is encrypted: hand it in without a password\.", False),
        "packed.zip": (zipped(right, zipfile.ZIP_LZMA),
            r"derivative\.py in packed\.zip is packed in a way that is not read here: hand in an ordinary zip", False),
        "bomb.zip": (zipped(right | {"zeros": zeros}),
            r"bomb\.zip unpacks to more than 200 times its size: hand in ", False),
        "bomb.tar.gz": (tarred({"zeros": zeros} | right),
            r"bomb\.tar\.gz unpacks to more than 200 times its size", False),
        "header.tar.gz": (_gigantic_header(), r"header\.tar\.gz is damaged: a header of it is gigantic\.", False),
        "headers.tar.gz": (_long_headers(right), r"headers\.tar\.gz is damaged: a header of it is gigantic\.", False),
        "large.zip": (patched(zipped(right), {b"PK\1\2": 24}, "<L", 0xfffffff0),
            r"large\.zip unpacks to more than 1024 MiB: hand in the exercises only\.", False),
        "small-lie.zip": (patched(zipped(right), {b"PK\3\4": 22, b"PK\1\2": 24}, "<L", 10),
            r"derivative\.py is damaged: Bad CRC-32", False),
        "large-lie.zip": (patched(zipped(right), {b"PK\3\4": 22, b"PK\1\2": 24}, "<L", 3 * len(source)),
            r"derivative\.py in large-lie\.zip is damaged: it is not as long as the archive says\.", False),
        "crowd.zip": (crowded(100_000),
            r"crowd\.zip holds more than 50000 files: hand in the exercises only\.", False),
        "crowd-unseen.zip": (crowded(400_000),
            r"crowd-unseen\.zip holds more than 50000 files: hand in the ", False),
        "crowd.tar": (tarfile.TarInfo("x").tobuf() * 50_001 + bytes(1024),
            r"crowd\.tar holds more than 50000 files", False),
        "overlap.zip": (overlapping(source), r"overlap\.zip is damaged: some of its members overlap\.", False),
        "three.zip": (zipped({"b.zip": nested}),
            r"c\.zip is an archive in an archive in an archive: hand in one zip", False),
        "inner-bomb.zip": (zipped({"b.zip": zipped({"zeros": zeros})}),
            r"b\.zip unpacks to more than 200 times", False),
        "inner-giant.zip": (zipped({"b.zip": bytes(33 * MIB), "noise": _noise(MIB)}),
            r"b\.zip is larger than 16384 KiB", False),
        "inner-giants.zip": (zipped({f"{k}.zip": zipped({"x": bytes(5 * MIB)}, zipfile.ZIP_STORED) for k in range(4)}
                                    | {"noise": _noise(MIB)}),
            r"3\.zip is larger than \d+ KiB", False),
        "names.zip": (zipped(right | {"../a\nb": b"", "../\x1b[2Jc": b"", "../\u202eyp.d": b"", "../::error::": b""}),
            r"\.\./a\\nb \(.*\.\./\\x1b\[2Jc \(.*\.\./\\u202eyp\.d \(", True),
        "long.zip": (zipped(right | {"d/" * 40 + "x.py": b"", "y" * 2000: b""}),
            r"d/d/.*\(a name that is too long\), y+ \.\.\. \(cut\) \(a name that is too long\)", True),
        "nul.zip": (zipped(right | {"a#.py": b""}).replace(b"a#.py", b"a\0.py"),
            r"a\\x00\.py \(a name with a NUL in it\)", True),
        "nameless.zip": (zipped(right | {"./.": b""}), r"\./\. \(no name\)", True),
        "many.zip": (zipped(right | {f"../{k}": b"" for k in range(9)}),
            r"\.\./4 \(a name that leads .* and 4 more\.", True),
        "cut.zip": (zipped(right)[:-30], r"cut\.zip is damaged: File is not a zip file\.", False),
        "cut.tar.gz": (tarred(right)[:500],
            r"cut\.tar\.gz is damaged: Compressed file ended before the end", False),
        "text.zip": (b"print('hello')\n", r"text\.zip is damaged: File is not a zip file\.", False),
        "empty.zip": (b"", r"empty\.zip is empty: hand it in again\.", False),
        "empty.tar.gz": (b"", r"empty\.tar\.gz is empty: hand it in again\.", False),
        "bytes.zip": (zipped({"ü.py": b""} | right).replace("ü.py".encode(), b"\xff\xff.py"),
            r"bytes\.zip is damaged: ", False),
        "other.7z": (b"7z\xbc\xaf\x27\x1c",
            r"other\.7z is an archive of a kind that is not read here: hand in a zip\.", False),
        "other.rar": (b"Rar!", r"other\.rar is an archive of a kind that is not read here: hand in a zip\.", False),
        "other.tar.xz": (lzma.compress(b""),
            r"other\.tar\.xz is an archive of a kind that is not read here", False),
    }


def _gigantic_header():
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 900 * MIB
    return gzip.compress(info.tobuf())


def _long_headers(files):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", format=tarfile.PAX_FORMAT, pax_headers={"comment": "x" * MIB}) as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return made.getvalue()


def _noise(size):
    return random.Random(1).randbytes(size)
