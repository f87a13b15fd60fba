"""What a wall is made of: the filter of system calls, the rules of Landlock, the limits."""

import os
import struct
import sys

import pytest

from autograder import wall

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls stand on Linux only")


@LINUX
@pytest.mark.parametrize("abi", range(1, 8))
def test_landlock_of_every_age_is_understood(monkeypatch, abi):
    """Rules for a kernel that offers an older Landlock are rules that a newer one takes: none is asked for more."""
    here = wall.libc.syscall(wall.LANDLOCK_CREATE, None, 0, 1)
    if here < abi:
        pytest.skip(f"this kernel offers Landlock {here}")

    class Older:
        def syscall(self, number, rules, size, flags):
            return abi if rules is None else wall_libc.syscall(number, rules, size, flags)

    wall_libc = wall.libc
    monkeypatch.setattr(wall, "libc", Older())
    os.close(wall.landlock_rules())


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_of_each_machine_is_whole(machine):
    """Every jump of the filter lands inside it, and its last word is a refusal: what is not listed is not allowed."""
    program = wall.seccomp_program(machine)
    steps = [struct.unpack_from("HBBI", program, at) for at in range(0, len(program), 8)]

    assert steps[-1] == (0x06, 0, 0, wall.ERRNO | wall.EPERM)
    for at, (code, if_true, if_false, _) in enumerate(steps):
        assert code & 7 != 5 or at + 1 + max(if_true, if_false) < len(steps)
    column = wall.ARCHITECTURES[machine][1]
    tested = [value for code, _, _, value in steps if code == 0x15]
    listed = [*wall.ALLOWED.values(), *wall.CLOCKS.values(), wall.FUTEX]
    assert {numbers[column] for numbers in listed} - {None} <= set(tested)


def test_the_lists_do_not_contradict_each_other():
    """No system call is on two lists: the first that matches would decide."""
    lists = [*wall.ALLOWED.values(), *wall.LOOKING.values(), *wall.OPENING.values(), *wall.CLOCKS.values(),
             wall.FUTEX, wall.PRLIMIT, wall.AFFINITY, wall.FCNTL, wall.IOCTL, wall.CLONE3]

    for column in (0, 1):
        numbers = [pair[column] for pair in lists if pair[column] is not None]
        assert len(numbers) == len(set(numbers))


def test_a_machine_without_a_list_has_no_wall():
    """Where the numbers of the system calls are not known, the wall says so."""
    with pytest.raises(wall.WallRefused, match=r"^no list of system calls for riscv64$"):
        wall.seccomp_program("riscv64")


def test_limits_that_another_system_does_not_set_are_skipped(monkeypatch):
    """Where a limit has a name but cannot be set (macOS) the worker starts without it; on Linux it does not."""
    class Resource:
        RLIM_INFINITY, RLIMIT_CPU, RLIMIT_AS = -1, 0, 1
        done = []

        def getrlimit(self, what):
            return -1, 5 if what == self.RLIMIT_CPU else -1

        def setrlimit(self, what, values):
            if what == self.RLIMIT_AS:
                raise ValueError("current limit exceeds maximum limit")
            self.done.append((what, values))

    monkeypatch.setattr(wall, "resource", Resource())
    monkeypatch.setattr(sys, "platform", "darwin")
    wall.lower_limits({"cpu_seconds": 10, "memory_mib": 100})
    assert Resource.done == [(0, (5, 5))]       # never above the limit that is there

    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(ValueError, match="exceeds"):
        wall.lower_limits({"cpu_seconds": 10, "memory_mib": 100})
