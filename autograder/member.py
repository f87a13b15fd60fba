"""A member of an archive, and the bounds of what an archive may hold."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.folder import Refused
from autograder.inert import inert

_MIB = 1024 * 1024
#: what reading a damaged archive raises
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError,
           OverflowError, NotImplementedError, RuntimeError, KeyError)


@dataclass
class Member:
    """What is at one place of an archive.

    kind      "file", "link" or "pipe or a device"
    when      when it was last changed, as its archive has it, in seconds since 1970
    problem   why it is not read, to stand behind its name; "" for most
    read      `read(most)`: at most so many of its bytes
    """

    kind: str
    size: int
    when: float
    problem: str
    read: Callable


@dataclass(frozen=True)
class Bounds:
    """What a stranger's archive may hold: members, MiB in all, and how many times its own size.

    The ratio is looked at from `suspicious_mib` on: a small file of zeros is no bomb.
    """

    members: int = 50_000
    mib: int = 1024
    ratio: int = 200
    suspicious_mib: int = 16

    def check(self, shown, count, unpacked, packed):
        """Raise `Refused` where the archive `shown` is out of these bounds; sizes are in bytes."""
        if count > self.members:
            raise Refused(f"{shown} holds more than {self.members} files: hand in the exercises only.")
        if unpacked > self.mib * _MIB:
            raise Refused(f"{shown} unpacks to more than {self.mib} MiB: hand in the exercises only.")
        if unpacked > self.suspicious_mib * _MIB and unpacked > self.ratio * packed:
            raise Refused(f"{shown} unpacks to more than {self.ratio} times its size: hand in the exercises only.")


@contextmanager
def whole(shown):
    """Turn what a damaged archive raises into `Refused`; `shown` names the archive or its member."""
    try:
        yield
    except _DAMAGE as problem:
        raise Refused(f"{shown} is damaged: {inert(str(problem) or type(problem).__name__, 200)}.") from None
