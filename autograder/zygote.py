"""The warm parent of workers: imports Python's library and numpy once, forks a walled worker for each order.

It is a program of its own, so that nothing of the grader is in its memory, and it holds nothing that a
student may not read: Python, numpy, and seven modules of the kit, loaded by path so that no other can be
imported.

    python -P -s -S -B zygote.py NUMPY forks DESCRIPTOR TIER...   forks workers, in the first tier that holds
    python -P -s -S -B zygote.py NUMPY serves                     is itself the one worker, without a wall

NUMPY is the folder that numpy lies in. The environment has to be empty but for what `link` puts there: with
these options Python is as isolated as with `-I`, which would also ignore PYTHONHASHSEED=0.
"""

import builtins
import contextlib
import ctypes
import errno
import gc
import importlib
import importlib.util
import json
import os
import signal
import socket
import struct
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
#: what a student may import behind a wall, where no file can be opened: it is in memory already
LIBRARY = """
    __future__ _pylong _strptime abc argparse array ast atexit base64 binascii bisect bz2 calendar cmath codecs
    collections collections.abc colorsys concurrent.futures configparser contextlib contextvars copy
    copyreg csv ctypes dataclasses datetime decimal difflib dis doctest email enum errno faulthandler
    fnmatch fractions functools gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html inspect io
    ipaddress itertools json keyword linecache locale logging lzma marshal math mmap multiprocessing
    numbers opcode operator optparse os pathlib pickle pkgutil platform pprint profile cProfile pstats
    queue quopri random re reprlib resource sched secrets select selectors shelve shlex shutil signal site
    socket sqlite3 stat statistics string stringprep struct subprocess symtable sysconfig tempfile
    textwrap threading time timeit token tokenize tomllib trace traceback tracemalloc types typing
    unicodedata unittest urllib.parse uuid warnings weakref zipfile zlib zoneinfo
    encodings.ascii encodings.cp1252 encodings.idna encodings.latin_1 encodings.rot_13
    encodings.unicode_escape encodings.utf_16 encodings.utf_32 encodings.utf_8_sig
    numpy numpy.ctypeslib numpy.fft numpy.lib.scimath numpy.lib.stride_tricks numpy.linalg numpy.ma
    numpy.polynomial numpy.random numpy.testing numpy.typing
""".split()


def load(name):
    """Import `autograder.<name>` by its path, into a package in which nothing else can be found; return it."""
    parent, _, last = f"autograder.{name}".rpartition(".")
    package = sys.modules.setdefault(parent, types.ModuleType(parent))
    package.__path__ = []
    path = os.path.join(HERE, *name.split("."))
    file = os.path.join(path, "__init__.py") if os.path.isdir(path) else f"{path}.py"
    spec = importlib.util.spec_from_file_location(f"autograder.{name}", file)
    module = importlib.util.module_from_spec(spec)
    # Builtins of its own: a student who replaces `float` or `len` for everyone does not replace it here.
    module.__dict__["__builtins__"] = dict(vars(builtins))
    sys.modules[spec.name] = module
    setattr(package, last, module)
    spec.loader.exec_module(module)
    return module


def warm_up(folders, names, extras):
    """Import `names`, except what this Python does not have, and `extras`; numpy and these lie in `folders`."""
    before = sys.path[:]
    sys.path += folders
    for name in (*names, *extras):
        try:
            importlib.import_module(name)
        except ImportError:
            if name in ("numpy", *extras):
                raise
    if "pytest" in extras:
        warm_up_pytest()
    sys.path[:] = before


@contextlib.contextmanager
def no_handlers_of_forks():
    """Let modules register nothing to be done after a fork: it is about threads and seeds, of which there are none.

    To do it would take each worker longer than to raise its wall.
    """
    register, os.register_at_fork = os.register_at_fork, lambda **handlers: None
    try:
        yield
    finally:
        os.register_at_fork = register


def warm_up_pytest():
    """Use once what tests use: it imports more when it is called."""
    import numpy
    import pytest
    for value in (1.0, [1.0], {"a": 1.0}, numpy.ones(2)):
        str(pytest.approx(value) == value)
    with pytest.raises(ValueError, match="x"):
        raise ValueError("x")


def channel(inbox, outbox):
    """Return `receive(n)`, which raises EOFError at the end, and `send(data)` over two descriptors."""
    read, write = os.read, os.write     # bound here: a student may replace them in `os`

    def receive(size):
        data = read(inbox, min(size, 1 << 20))
        if len(data) == size:       # nearly always: there is nothing to put together
            return data
        data = bytearray(data)
        while len(data) < size:
            chunk = read(inbox, min(size - len(data), 1 << 20))
            if not chunk:
                raise EOFError
            data += chunk
        return bytes(data)

    def send(data):
        view = memoryview(data)
        while view:
            view = view[write(outbox, view) :]

    return receive, send


def close_all_but(*kept):
    """Close every descriptor except these and the first three."""
    start = 3       # from 0, an empty range would close them all
    for descriptor in sorted(kept):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 1 << 16)


def serve(receive, send, prepare=lambda limits: None):
    """The life of a worker. The first frame brings the submission and is not answered."""
    from autograder import protocol, worker
    start = protocol.read_start(receive)
    prepare(start["limits"])
    sys.modules["random"].seed(0)       # what a student draws without a seed repeats itself too
    worker.serve(start, receive, send)


def serve_alone():
    """Be a worker without a wall, with what limits this system has, over standard input and output."""
    from autograder import wall
    receive, send = channel(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):        # what is printed past Python must not reach the answers
        os.dup2(null, descriptor)
    os.close(null)
    send(b"+")
    serve(receive, send, wall.lower_limits)
    os._exit(0)


class Reaper:
    """Waits for children and says what they used. `os.wait4` would do, but leaks memory (Python 3.12, 3.13)."""

    def __init__(self):
        from autograder.wall import libc
        self.wait4, self.status, self.usage = libc.wait4, ctypes.c_int(), ctypes.create_string_buffer(144)

    def reap(self, pid):
        """Wait for the child `pid`; return its status, its CPU seconds, and the KiB of memory it held at most."""
        while self.wait4(pid, ctypes.byref(self.status), 0, self.usage) != pid:
            if ctypes.get_errno() != errno.EINTR:
                raise ChildProcessError(f"there is no child {pid}")
        user, user_micro, system, system_micro, peak = struct.unpack_from("5q", self.usage)
        ctypes.memset(self.usage, 0, len(self.usage))       # the next worker can look at it
        return self.status.value, user + system + (user_micro + system_micro) / 1e6, peak


class Zygote:
    """Takes orders over a socket: fork a worker, end a worker. It ends with the grader, and they with it."""

    def __init__(self, control, tiers):
        self.control, self.reaper = control, Reaper()
        tier, reasons = self.first_that_holds(tiers)
        gc.collect()
        gc.freeze()     # keeps the collector off the pages shared with the workers
        self.say({"tier": tier, "reasons": reasons})

    def say(self, said):
        """Answer an order."""
        self.control.send(json.dumps(said).encode())

    def first_that_holds(self, tiers):
        """Return the first of `tiers` that in fact shuts a child in, and why each one before it does not."""
        from autograder.wall import Wall, WallRefused
        reasons = {}
        for tier in tiers:
            try:
                self.wall = Wall(landlock=tier == "strong")
                reasons[tier] = self.try_out()
            except WallRefused as problem:
                reasons[tier] = str(problem)
            if not reasons[tier]:
                return tier, reasons
        return None, reasons

    def try_out(self):
        """Return what a child could do behind the wall, or what hindered it; an empty text if it holds."""
        from autograder.trial import breaches
        limits, parent = {"cpu_seconds": 10, "memory_mib": 1024}, os.getpid()
        ours, theirs = socket.socketpair()
        with ours, theirs:
            pid = self.fork(theirs, limits, lambda receive, send: send(", ".join(breaches(parent)).encode()))
            theirs.close()
            said = ours.makefile("rb").read().decode()
        _, status = os.waitpid(pid, 0)
        if said[:1] == "+" and status == 0:
            return f"a worker can {said[1:]}" if said[1:] else ""
        return said[1:] or f"a worker ended with status {status}"

    def fork(self, socket, limits, life):
        """Fork a walled child that does `life(receive, send)`; return its process number."""
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            try:
                self.live(socket, limits, life, parent)
            finally:
                os._exit(1)
        return pid

    def live(self, socket, limits, life, parent):
        """The whole life of a child: behind the wall it says `+`; or `!` and what hindered the wall."""
        self.control.detach()
        descriptor = socket.detach()
        os.dup2(1, 2)       # /dev/null, as 0 and 1
        close_all_but(descriptor, *self.wall.descriptors)
        receive, send = channel(descriptor, descriptor)
        try:
            self.wall.enclose(limits, parent)
        except BaseException as problem:
            send(f"!{type(problem).__name__}: {problem}".encode())
            return
        send(b"+")
        life(receive, send)
        os._exit(0)

    def end(self, pid):
        """Kill and reap a worker; return how it ended, and whether it was alive until now."""
        alive = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        if alive:
            os.kill(pid, signal.SIGKILL)
        status, cpu_seconds, peak = self.reaper.reap(pid)
        return {"code": os.waitstatus_to_exitcode(status), "killed": alive, "cpu_seconds": cpu_seconds,
                "peak_mib": peak / 1024}

    def obey(self, order, descriptors):
        """Do what an order says and return what came of it."""
        if "end" in order:
            return self.end(order["end"])
        if not descriptors:
            raise OSError("too many open files")
        with socket.socket(fileno=descriptors[0]) as theirs:
            return {"pid": self.fork(theirs, order["fork"], serve)}

    def run(self):
        """Take orders until the grader is gone."""
        while True:
            message, descriptors, *_ = socket.recv_fds(self.control, 4096, 1)
            if not message:
                os._exit(0)
            try:
                said = self.obey(json.loads(message), descriptors)
            except OSError as problem:      # no more processes, no more memory
                said = {"problem": str(problem)}
            self.say(said)
            said = message = None       # what became of one submission is not there for the next one to read
            # Fork from the same memory each time: same addresses in each worker, same order of their sets.
            gc.collect()


def main(folders, manner, extras, descriptor=None, *tiers):
    """Prepare a Python and become the parent of workers, or a worker."""
    load("wall")
    forks = manner == "forks"
    with no_handlers_of_forks() if forks else contextlib.nullcontext():
        warm_up(folders.split(os.pathsep), LIBRARY if forks else ("random", "numpy", "numpy.random"),
                [name for name in extras.split(",") if name])
    sys.modules["numpy.random"].seed(0)     # as `serve` does for `random`
    for name in ("protocol", "program", "examination"):
        load(name)
    if "pytest" in sys.modules:
        sys.modules["pytest"].fixture = sys.modules["autograder.examination"].fixture
    for name in load("probes").MODULES:
        load(f"probes.{name}")
    load("worker")
    os.environ.clear()
    if manner == "serves":
        serve_alone()
    load("trial")
    Zygote(socket.socket(fileno=int(descriptor)), tiers).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
