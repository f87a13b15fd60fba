"""The wall: what a worker cannot do, tried one by one from the inside."""

import gc
import importlib.util
import os
import platform
import random
import sys
import textwrap
from pathlib import Path

import pytest

from autograder import wall, zygote
from autograder.host import Host, Status, WorkerGone

KIT = Path(wall.__file__).resolve().parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls stand on Linux only")
X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls on x86_64")

BEFORE = """
import ctypes, mmap, os, resource, shutil, signal, socket, subprocess, tempfile, threading, time
libc = ctypes.CDLL(None, use_errno=True)
def syscall(*arguments):
    result = libc.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
def attempt():
    %s
def answer():
    try: attempt()
    except (OSError, RuntimeError, ValueError) as problem:
        print(repr(problem))
        return 0
    return 1
"""

#: what -> a try that must raise OSError, RuntimeError or ValueError; GRADER is the grader's process number
TRIES = {
    "read the kit's host": f"open({str(KIT / 'host.py')!r})",
    "read a suite": f"os.listdir({str(KIT / 'suites')!r})",
    "read the password file": "open('/etc/passwd')",
    "read its own environment": "open('/proc/self/environ')",
    "read the grader's environment": "open('/proc/GRADER/environ')",
    "read the grader's memory": "open('/proc/GRADER/mem', 'rb')",
    "read the grader's files": "os.listdir('/proc/GRADER/fd')",
    "read Python's library": "open(os.__file__)",
    "list the root": "os.listdir('/')",
    "know whether a file is there": f"os.stat({str(KIT)!r})",
    "follow a link": "os.readlink('/proc/self/exe')",
    "change its folder": "os.chdir('/tmp')",
    "write a file": "open('/tmp/autograder-was-here', 'w')",
    "write to /dev/null": "open('/dev/null', 'w')",
    "make a temporary file": "tempfile.TemporaryFile()",
    "make a folder": "os.mkdir('/tmp/autograder-was-here')",
    "remove a file": f"os.unlink({str(KIT / 'nothing')!r})",
    "rename a file": "os.rename('/tmp/autograder-a', '/tmp/autograder-b')",
    "link a file": "os.symlink('/etc/passwd', '/tmp/autograder-was-here')",
    "change rights": f"os.chmod({str(KIT / 'nothing')!r}, 0o777)",
    "truncate a file": f"os.truncate({str(KIT / 'nothing')!r}, 0)",
    "make a pipe": "os.pipe()",
    "make a file in memory": "os.memfd_create('x')",
    "copy a descriptor": "os.dup(0)",
    "connect to the network": "socket.create_connection(('127.0.0.1', 9))",
    "open a datagram socket": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "open a local socket": "socket.socket(socket.AF_UNIX)",
    "open a pair of sockets": "socket.socketpair()",
    "fork": "os.fork() or os._exit(0)",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "execute": "os.execv('/bin/true', ['true'])",
    "run a program": "subprocess.run(['/bin/true'])",
    "call the shell": "raise OSError if os.system('true') else Exception",
    "start a thread": "threading.Thread(target=int).start()",
    "signal the grader": "os.kill(GRADER, 0)",
    "signal everyone": "os.kill(-1, 0)",
    "stop itself": "os.kill(os.getpid(), signal.SIGSTOP)",
    "set an alarm": "syscall(38, 0, None, None)",
    "own a descriptor": "__import__('fcntl').fcntl(0, 8, GRADER)",
    "raise a limit": "resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000))",
    "change the grader's limits": "resource.prlimit(GRADER, resource.RLIMIT_CPU, (1, 1))",
    "be nicer": "os.nice(1)",
    "become root": "os.setuid(0)",
    "become dumpable": "raise OSError if libc.prctl(4, 1, 0, 0, 0) else Exception",
    "outlive its parent": "raise OSError if libc.prctl(1, 0, 0, 0, 0) else Exception",
    "trace the grader": "syscall(101, 16, GRADER, 0, 0)",
    "read another process": "syscall(310, GRADER, 0, 0, 0, 0, 0)",
    "hold another process": "os.pidfd_open(GRADER)",
    "make a namespace": "syscall(272, 0x10000000)",
    "mount": "syscall(165, None, None, None, 0, None)",
    "change the root": "os.chroot('/')",
    "load a filter": "syscall(321, 0, None, 0)",
    "use rings": "syscall(425, 1, None)",
    "use keys": "syscall(250, 0, 0, 0)",
    "share memory": "syscall(29, 0, 4096, 0o1777)",
    "watch faults": "syscall(323, 0)",
    "change its personality": "syscall(135, 0)",
    "use the other numbers": "syscall(0x40000000 | 39)",
    "signal a thread of the grader": "syscall(234, GRADER, GRADER, 0)",
    "be told of what happens": "__import__('fcntl').fcntl(0, 4, os.O_ASYNC)",
    "type into the terminal": "__import__('fcntl').ioctl(0, 0x5412, b'x')",
    "choose its processors": "os.sched_setaffinity(0, {0})",
    "go before others": "os.setpriority(os.PRIO_PROCESS, 0, 0)",
    "read the kernel's log": "syscall(103, 10, None, 0)",
    "clone in the new way": "syscall(435, None, 0)",
    "clone in the old way": "syscall(58)",
    "write to another process": "syscall(311, GRADER, 0, 0, 0, 0, 0)",
    "take another's descriptor": "syscall(438, 3, 0, 0)",
    "enter a namespace": "syscall(308, 0, 0)",
    "lower its own wall": "syscall(317, 0, 0, None)",
    "build another wall": "syscall(444, None, 0, 1)",
    "measure others": "syscall(298, None, 0, 0, 0, 0)",
    "watch files": "syscall(253)",
    "queue messages": "syscall(240, None, 0, 0, None)",
    "hide memory": "syscall(447, 0)",
    "wait for other events": "syscall(291, 0)",
    "read the grader's clock": "time.clock_gettime(~GRADER << 3 | 2)",
    "ask for the grader's clock": "time.clock_getres(~GRADER << 3 | 2)",
    "wait for the grader's clock": "syscall(230, ~GRADER << 3 | 2, 0, ctypes.byref((ctypes.c_long * 2)()), None)",
    "wait for the grader's lock": "syscall(202, ctypes.byref(ctypes.c_int(GRADER)), 6, 0, None, None, 0)",
    "count the processes": "raise OSError if libc.sysinfo(ctypes.create_string_buffer(256)) else Exception",
}
NUMBERS = {name for name, attempt in TRIES.items() if "syscall(" in attempt}


@LINUX
@pytest.mark.parametrize("attempt", TRIES)
def test_behind_a_wall_nobody_can(walled, call, attempt):
    """Each of these is refused with an error that the student's code can handle, in every tier with a wall."""
    if attempt in NUMBERS and platform.machine() != "x86_64":
        pytest.skip("numbers of system calls on x86_64")

    answer = call(walled, BEFORE % TRIES[attempt].replace("GRADER", str(os.getpid())))

    assert (answer.status, answer.numbers) == (Status.ANSWERED, (0.0,)), answer.text


@LINUX
def test_the_tries_are_worth_something(call, host_of, tmp_path):
    """Without a wall such tries succeed: they do not fail for a reason of their own."""
    tries = ["read the kit's host", "read the password file", "list the root", "know whether a file is there",
             "make a pipe", "copy a descriptor", "open a pair of sockets", "signal the grader"]

    tries = "; ".join(TRIES[name] for name in tries).replace("GRADER", str(os.getpid()))
    answer = call(host_of("none"), BEFORE % tries)

    assert answer.numbers == (1.0,)


@LINUX
@X86
def test_system_calls_of_another_machine_are_death(walled, call):
    """The 32-bit way into the kernel, for which the list does not speak, ends the worker."""
    text = textwrap.dedent("""
        import ctypes, mmap
        def answer():
            page = mmap.mmap(-1, 4096, prot=7)
            page.write(bytes.fromhex("b814000000cd80c3"))       # getpid by int 0x80
            return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    """)

    with pytest.raises(WorkerGone, match=r"^killed by signal SIGSYS$"):
        call(walled, text)


@LINUX
def test_files_seem_not_to_be_there(walled, call):
    """Code that asks before it opens gets a plain no, not an error."""
    answer = call(walled, "import os, pathlib\n"
                          "def answer(): return [os.path.exists('/'), pathlib.Path('/etc').exists()]\n", 2)

    assert answer.numbers == (0.0, 0.0), answer.text


#: what the modules do lazily, behind their import
USE = """
import csv, datetime, decimal, io, json, logging, pprint, re, secrets, statistics, uuid
import numpy as np
logging.getLogger("x").warning("w")
list(csv.reader(io.StringIO("a,b"))), json.dumps([1]), pprint.pformat([1]), re.compile("a+").match("aa")
uuid.uuid4(), secrets.token_hex(), decimal.Decimal(2).sqrt()
datetime.datetime.strptime("2024", "%Y").strftime("%A")
"x".encode("latin-1"), "x".encode("cp1252"), "x".encode("idna")
np.random.default_rng(0).normal(size=3), np.linalg.svd(np.eye(3)), np.fft.fft(np.ones(4)), np.unique([1, 1])
np.testing.assert_allclose(1, 1), repr(np.eye(2)), np.einsum("ij->i", np.eye(2)), np.polyfit([0, 1], [0, 1], 1)
np.array(["2020-01-01"], dtype="datetime64[D]"), np.sort(np.arange(9)), np.median([1, 2]), np.ma.array([1])
def answer(): return statistics.mean([1, 2, 3]) + statistics.stdev([1, 2, 3])
"""


def known(name):
    """Whether the grader's own Python has the module."""
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


@LINUX
def test_what_a_course_may_import_is_in_memory(walled, call):
    """Every module on the list that this Python has is imported behind the wall, and what it does lazily works."""
    have = [name for name in zygote.LIBRARY if known(name)]

    answer = call(walled, "\n".join(f"import {name}" for name in have) + USE)

    assert answer.numbers == (3.0,), answer.text
    assert len(have) > 100


@LINUX
def test_nothing_else_of_the_kit_can_be_imported(host, call):
    """Of the kit only what the worker itself is made of can be imported, in every tier."""
    answer = call(host, textwrap.dedent("""
        import importlib
        def can_import(name):
            try: importlib.import_module(name)
            except ImportError: return 0
            return 1
        names = ["autograder.probes", "autograder.host", "autograder.compare", "autograder.suites",
        "reference",
                 "reference.value", "solutions", "solutions.value", "exercises", "pytest", "conftest"]
        def answer(): return [can_import(name) for name in names]
    """), 11)

    assert answer.numbers == (1.0,) + (0.0,) * 10


def test_a_worker_knows_nothing_of_the_grader(host_of, call, monkeypatch):
    """The grader's environment, arguments and memory are not the worker's: a secret planted there is not found."""
    secret = "canary-" + "5127"
    monkeypatch.setenv("AUTOGRADER_SECRET", secret)
    monkeypatch.setattr(sys, "argv", [*sys.argv, secret])
    text = textwrap.dedent("""
        import gc, os, sys
        def answer():
            secret = "canary-" + str(5000 + 127)
            seen = [repr(sys.argv), repr(sys.orig_argv), repr(dict(os.environ))]
            seen += [thing for thing in gc.get_objects() if isinstance(thing, str)]
            for frame in sys._current_frames().values():
                while frame:
                    seen.append(repr(frame.f_globals.get("sys").argv if "sys" in frame.f_globals else ""))
                    frame = frame.f_back
            return [sum(secret in text for text in seen), len(os.environ), len(sys.argv)]
    """)
    with Host(host_of(None).tier) as host:
        answer = call(host, text, 3)

    assert answer.numbers == (0.0, 0.0, 1.0), answer.text
    assert any(secret in str(thing) for thing in gc.get_objects() if isinstance(thing, list) and thing is sys.argv)


@LINUX
def test_a_worker_is_nobody_and_holds_one_descriptor(walled, call):
    """Where the grader is root the worker is not; besides /dev/null it holds only its line to the grader."""
    answer = call(walled, textwrap.dedent("""
        import errno, os
        def holds(number, question):
            try: question(number)
            except OSError as problem: return problem.errno
            return 0
        def answer():
            held = [n for n in range(64) if holds(n, os.get_inheritable) == 0]
            lines = [n for n in held if holds(n, lambda n: os.lseek(n, 0, 1)) == errno.ESPIPE]
            return [os.getuid(), os.geteuid(), os.getgid(), len(lines), len(held)]
    """), 5)
    user, group = (wall.NOBODY, wall.NOBODY) if os.getuid() == 0 else (os.getuid(), os.getgid())

    assert answer.numbers == (user, user, group, 1, 4)


@LINUX
def test_a_workers_limits_are_those_of_a_worker(walled, call):
    """No file, process, lock or core; CPU and memory as asked, soft before hard."""
    names = ("FSIZE", "CORE", "NPROC", "MEMLOCK", "MSGQUEUE", "NOFILE", "AS", "CPU")
    answer = call(walled, "import resource\ndef answer(): return [bound for name in "
                          f"{names} for bound in resource.getrlimit(getattr(resource, 'RLIMIT_' + name))]\n",
                  16, cpu_seconds=7, memory_mib=300)

    assert answer.numbers[:10] == (0.0,) * 10, answer.text
    assert answer.numbers[10:12] == (32.0, 32.0)
    assert answer.numbers[12:] == (300.0 * 2**20, 300.0 * 2**20, 7.0, 8.0)


@LINUX
def test_threads_and_chance_are_as_in_a_fresh_python(walled, call):
    """Though no module may do anything after the fork: there was one thread before it and there is one after it."""
    answer = call(walled, """if True:
        import logging, queue, random, threading
        def answer():
            with threading.Lock(), threading.RLock():
                logging.getLogger("x").warning("w")
            box = queue.Queue()
            box.put(random.random())
            return [threading.current_thread() is threading.main_thread(), threading.active_count(), box.get()]
    """, 3)

    assert answer.numbers == (1.0, 1.0, random.Random(0).random()), answer.text
