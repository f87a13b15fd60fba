"""Attacks by archives: in each other, with headers and members that grow when they are read.

As in builders.py.
"""

import io
import os
import tarfile
import zipfile

from autograder.tests.attacks.builders import write


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
