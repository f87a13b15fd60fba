"""A member of an archive, and the bounds of what an archive may hold."""

import errno
import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.arrivals.folder import Refused
from autograder.errors import AutograderError
from autograder.inert import inert, inert_name

_MIB = 1024 * 1024
#: what reading a damaged archive raises
_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, struct.error, EOFError, ValueError,
           OverflowError, NotImplementedError, RuntimeError, LookupError)


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

    The ratio is looked at from `suspicious_mib` on: a small file of zeros is no bomb. What is compressed as a whole is
    unpacked from its beginning for a member that lies before the last one: `again_mib` in all, some ten seconds.
    """

    members: int = 50_000
    mib: int = 1024
    ratio: int = 200
    suspicious_mib: int = 16
    again_mib: int = 4096

    def check(self, shown, count, unpacked, packed):
        """Raise `Refused` where the archive `shown` is out of these bounds; sizes are in bytes."""
        if count > self.members:
            raise Refused(f"{shown} holds more than {self.members} files: hand in the exercises only.")
        if unpacked > self.mib * _MIB:
            raise Refused(f"{shown} unpacks to more than {self.mib} MiB: hand in the exercises only.")
        if unpacked > self.suspicious_mib * _MIB and unpacked > self.ratio * packed:
            raise Refused(f"{shown} unpacks to more than {self.ratio} times its size: hand in the exercises only.")


    def check_again(self, shown, again):
        """Raise `Refused` where so many bytes of the archive `shown` have been unpacked more than once."""
        if again > self.again_mib * _MIB:
            raise Refused(f"{shown} is too large to be unpacked for each file in it: hand in the exercises only.")


@contextmanager
def whole(name):
    """Turn what a damaged archive raises into `Refused`, and a failing disk's error into `AutograderError`.

    `name` is that of the archive, or of its member.
    """
    try:
        yield
    except _DAMAGE as problem:
        raise _damaged(name, problem) from None
    except OSError as problem:
        if problem.errno == errno.EINVAL:       # a place before the beginning
            raise _damaged(name, problem) from None
        raise AutograderError(f"{inert_name(name)} cannot be read: {problem.strerror or problem}.") from None


def _damaged(name, problem):
    return Refused(f"{inert_name(name)} is damaged: {inert(str(problem) or type(problem).__name__, 200)}. "
                   "Pack it again, or download it again.")
