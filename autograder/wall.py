"""The wall that a worker puts around itself: limits, no privileges, Landlock, an allow-list of system calls.

The forked child raises it before a line of the student's code runs, and cannot take it down. It needs neither
root nor namespaces nor a library, so it also stands inside a container. Linux on x86_64 and aarch64; only
`lower_limits` means something elsewhere.

Behind it nothing can be opened, looked up, started, connected to or signalled. What a student may import is
in memory already (see `zygote`), so the question which file may be read never comes up, and a verdict does
not depend on where Python is installed. Landlock, where the kernel has it, is a second lock on a closed
door.
"""

import ctypes
import os
import platform
import signal
import struct
import sys

try:
    import resource
except ImportError:     # Windows
    resource = None

NOBODY = 65534
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_FILTER = 1, 4, 22, 38, 2
LANDLOCK_CREATE, LANDLOCK_RESTRICT = 444, 446       # the same numbers on every architecture
CAPSET = {"x86_64": 126, "aarch64": 91}

libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


class WallRefused(Exception):
    """This system does not let the wall stand; the text says which part."""


def _checked(result, what):
    if result < 0:
        raise WallRefused(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def _syscall(number, *arguments, what):
    arguments = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(libc.syscall(ctypes.c_long(number), *arguments), what)


# --- Landlock: no file, no TCP port, no signal, no abstract socket --------------------------------

def landlock_rules():
    """Return the descriptor of a ruleset that handles all that this kernel knows and allows nothing of it."""
    abi = libc.syscall(ctypes.c_long(LANDLOCK_CREATE), None, ctypes.c_long(0), ctypes.c_long(1))
    if abi < 1:
        raise WallRefused("this kernel offers no Landlock")
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
    ports, scopes = (3 if abi >= 4 else 0), (3 if abi >= 6 else 0)
    handled = struct.pack("QQQ", files, ports, scopes)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    return _syscall(LANDLOCK_CREATE, ctypes.c_char_p(handled), len(handled), 0, what="Landlock rules")


def _restrict_files(rules):
    _syscall(LANDLOCK_RESTRICT, rules, 0, what="Landlock")
    os.close(rules)
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return
    raise WallRefused("Landlock holds nothing back")


# --- seccomp: the calls that computing needs ------------------------------------------------------

#: system call -> its number on x86_64 and on aarch64 (None: it has no such call)
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "mmap": (9, 222), "munmap": (11, 215),
    "brk": (12, 214), "madvise": (28, 233), "mremap": (25, 216), "mprotect": (10, 226), "close": (3, 57),
    "fstat": (5, 80), "lseek": (8, 62), "pread64": (17, 67), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "sched_yield": (24, 124), "nanosleep": (35, 101),
    "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153), "getrusage": (98, 165),
    "uname": (63, 160), "getpid": (39, 172), "gettid": (186, 178),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177),
    "getcwd": (79, 17), "getrandom": (318, 278),
    "set_robust_list": (273, 99), "exit": (60, 93), "exit_group": (231, 94),
}
#: refused as if nothing were there, so that `exists()` is False and not an error
LOOKING = {
    "stat": (4, None), "lstat": (6, None), "access": (21, None), "readlink": (89, None),
    "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48), "faccessat2": (439, 439),
    "statx": (332, 291),
}
OPENING = {"open": (2, None), "openat": (257, 56), "openat2": (437, 437)}
#: of these the first argument names a clock: below 0 it is that of another process, or a device's
CLOCKS = {"clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115)}
FUTEX = (202, 98)
#: waiting and waking; the other kinds name the thread that holds a lock, and answer otherwise where there is none
FUTEX_KINDS = (0, 1, 3, 4, 5, 9, 10)
PRLIMIT, AFFINITY, FCNTL, IOCTL, CLONE3 = (302, 261), (204, 123), (72, 25), (16, 29), (435, 435)

#: machine -> what seccomp calls it, and the column of the tables
ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, ENOENT, EACCES, EINVAL, ENOTTY, ENOSYS = 1, 2, 13, 22, 25, 38


def _operation(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value & 0xFFFFFFFF)


def _load(offset):
    return _operation(0x20, offset)


def _argument(n, upper_half=False):
    return _load(16 + 8 * n + 4 * upper_half)


def _answer(value):
    return _operation(0x06, value)


def _skip_unless(value, steps):
    return _operation(0x15, value, 0, steps)


def _skip_if_any(bits, steps):
    return _operation(0x45, bits, steps, 0)


def _among(values):
    """The operations that allow the call if what is loaded is one of `values`."""
    return [_operation(0x15, value, len(values) - i, 0) for i, value in enumerate(values)]


def _when(numbers, column, *body):
    """The operations that run `body` for the system call with this number."""
    return [] if numbers[column] is None else [_skip_unless(numbers[column], len(body)), *body]


def seccomp_program(machine):
    """Return the filter as bytes: an allow-list; other calls are errors, another machine's are death."""
    if machine not in ARCHITECTURES:
        raise WallRefused(f"no list of system calls for {machine}")
    architecture, column = ARCHITECTURES[machine]
    code = [_load(4), _operation(0x15, architecture, 1, 0), _answer(KILL), _load(0)]
    for numbers in ALLOWED.values():
        code += _when(numbers, column, _answer(ALLOW))
    for table, refusal in ((LOOKING, ENOENT), (OPENING, EACCES)):
        for numbers in table.values():
            code += _when(numbers, column, _answer(ERRNO | refusal))
    for numbers in CLOCKS.values():
        code += _when(numbers, column, _argument(0), _skip_if_any(1 << 31, 1), _answer(ALLOW), _answer(ERRNO | EINVAL))
    code += _when(FUTEX, column, _argument(1), _operation(0x54, 0x7F), *_among(FUTEX_KINDS), _answer(ERRNO | ENOSYS),
                  _answer(ALLOW))
    code += _when(PRLIMIT, column,      # only its own limits (process 0), and only to read (new limits NULL)
                  _argument(0), _skip_unless(0, 5), _argument(2), _skip_unless(0, 3), _argument(2, True),
                  _skip_unless(0, 1), _answer(ALLOW), _answer(ERRNO | EPERM))
    code += _when(AFFINITY, column,     # only its own: of others it would say which there are
                  _argument(0), _skip_unless(0, 1), _answer(ALLOW), _answer(ERRNO | EPERM))
    code += _when(FCNTL, column,        # F_GETFD, F_SETFD, F_GETFL: F_SETOWN would send signals
                  _argument(1), _operation(0x15, 1, 2, 0), _operation(0x15, 2, 1, 0), _skip_unless(3, 1),
                  _answer(ALLOW), _answer(ERRNO | EPERM))
    code += _when(IOCTL, column, _answer(ERRNO | ENOTTY)) + _when(CLONE3, column, _answer(ERRNO | ENOSYS))
    return b"".join([*code, _answer(ERRNO | EPERM)])


def _filter_calls(program):
    holder = ctypes.create_string_buffer(program)
    description = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(holder))
    _checked(libc.prctl(PR_SET_SECCOMP, SECCOMP_FILTER, ctypes.c_char_p(description), 0, 0), "seccomp")


# --- privileges and limits ------------------------------------------------------------------------

def _drop_privileges():
    """Become nobody where we are root, and give up every capability in any case."""
    if os.geteuid() == 0:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        except OSError:     # a container that knows one user only: its root without capabilities is a user
            pass
    header, nothing = struct.pack("II", 0x20080522, 0), bytes(24)
    _syscall(CAPSET[platform.machine()], ctypes.c_char_p(header), ctypes.c_char_p(nothing), what="capset")


def lower_limits(limits):
    """Limit CPU and memory to `limits`; files, processes, locks, cores to none. As far as there are such."""
    cpu, memory = int(limits["cpu_seconds"]), int(limits["memory_mib"]) << 20
    wanted = {"CPU": (cpu, cpu + 1),    # SIGXCPU first, which names the reason; SIGKILL for who ignores it
              "AS": (memory, memory), "FSIZE": (0, 0), "CORE": (0, 0), "NPROC": (0, 0), "NOFILE": (32, 32),
              "MEMLOCK": (0, 0), "MSGQUEUE": (0, 0), "SIGPENDING": (8, 8)}
    for name, values in wanted.items():
        what = getattr(resource, f"RLIMIT_{name}", None)
        if what is not None:
            hard = resource.getrlimit(what)[1]
            values = values if hard == resource.RLIM_INFINITY else [min(value, hard) for value in values]
            try:
                resource.setrlimit(what, tuple(values))
            except (OSError, ValueError):
                if sys.platform == "linux":     # macOS knows names of limits that it does not set
                    raise


class Wall:
    """What a wall is made of, prepared once; each worker raises it around itself. Landlock is optional."""

    def __init__(self, landlock):
        self.program = seccomp_program(platform.machine())
        self.descriptors = [landlock_rules()] if landlock else []

    def enclose(self, limits, parent):
        """Raise the wall around this process, a child of process `parent`. There is no way back."""
        _drop_privileges()
        # After the change of user, which clears it. The parent may have gone before we asked to follow it.
        _checked(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "following the parent")
        if os.getppid() != parent:
            raise WallRefused("the parent is gone")
        _checked(libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "hiding the memory")
        lower_limits(limits)
        _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
        for rules in self.descriptors:
            _restrict_files(rules)
        _filter_calls(self.program)
