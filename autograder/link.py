"""Links: how the grader holds a worker, behind a wall (a socket, and the zygote) or without one (pipes).

A link has `talk(conversation, seconds)`, which returns `conversation(send, receive)` and raises
TimeoutError after so many seconds or EOFError when the other side is gone, and `end()`, which kills the
worker and tells how it ended.
"""

import importlib.util
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from autograder.addresses import repeated_addresses
from autograder.bubblewrap import wrapped
from autograder.errors import AutograderError

HERE = os.path.dirname(os.path.abspath(__file__))
ZYGOTE = os.path.join(HERE, "zygote.py")
#: the files that a worker is made of
PARTS = ("examination.py", "probes", "program.py", "protocol.py", "trial.py", "wall.py", "worker.py", "zygote.py")
START_SECONDS = 60      # for our own programs to be ready: a slow disk, a busy machine
END_SECONDS = 10        # for the zygote to do as it is told
LEAVE_SECONDS = 2       # for it to end by itself, so that what it and its workers took is counted
#: what other programs need to start: libraries of a Python that lies in a place of its own, Windows itself
KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
#: numbers that repeat themselves; no threads, which would not survive a fork
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class WallError(AutograderError):
    """There is no wall as it was asked for, or no worker behind it."""


class ZygoteGone(Exception):
    """The zygote does not answer any more."""


@dataclass(frozen=True)
class Ending:
    """How a worker ended: exit code (below 0: a signal), whether it lived until we killed it, and what it took."""

    code: int
    killed: bool
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0


def _start(manner, extras, *arguments, inside=False, **streams):
    """Start a zygote that inherits nothing of this process but the streams; `extras` are packages for the students.

    It is put `inside` bubblewrap if that is asked for.
    """
    folders = [*dict.fromkeys(map(_folder_of, ("numpy", *extras)))]
    python = getattr(sys, "_base_executable", None) or sys.executable
    command = [python, "-P", "-s", "-S", "-B", ZYGOTE, os.pathsep.join(folders), manner, ",".join(extras), *arguments]
    with repeated_addresses():
        return subprocess.Popen(
            wrapped(command, [*folders, ZYGOTE, *_parts(), *_libraries()]) if inside else command,
            cwd=os.path.abspath(os.sep), start_new_session=True, stderr=subprocess.PIPE, **streams,
            env=ENVIRONMENT | {name: os.environ[name] for name in KEPT if name in os.environ})


def _parts():
    """Return the paths of what a worker is made of, as text and compiled."""
    paths = [os.path.join(HERE, name) for name in PARTS]
    return [*paths, *[importlib.util.cache_from_source(path) for path in paths if path.endswith(".py")]]


def _libraries():
    return filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))


def _folder_of(package):
    found = importlib.util.find_spec(package)       # found, not imported: that takes 0.1 s
    if found is None or found.origin is None:
        raise WallError(f"{package} is not installed. Install what requirements.txt lists.")
    return os.path.dirname(os.path.dirname(found.origin))


def _last_words(process):
    with process.stderr:
        return process.stderr.read(4000).decode("utf-8", "replace").strip()[-500:]


class ZygoteLink:
    """The zygote: takes orders, one at a time, and says what came of them. It may be `inside` bubblewrap."""

    def __init__(self, tiers, extras=(), inside=False):
        self.lock, self.closed, self.inside = threading.Lock(), False, inside
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = _start("forks", extras, str(theirs.fileno()), *tiers, inside=inside,
                                  pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            hello = self._hear(START_SECONDS)
        except OSError:
            raise WallError(f"The parent of the workers did not start. {self.close()}".strip()) from None
        self.tier, self.reasons = hello["tier"], hello["reasons"]
        if self.tier:       # a rehearsal: the first worker would find another memory than those after it
            WalledLink(self, {"cpu_seconds": 1, "memory_mib": 1024}).end()

    def order(self, order, descriptors=()):
        """Give an order and return what came of it; end a zygote that does not answer, and its workers."""
        with self.lock:
            try:
                socket.send_fds(self.control, [json.dumps(order).encode()], descriptors)
                return self._hear(END_SECONDS)
            except OSError:
                self.close()
                raise ZygoteGone from None
            except BaseException:       # interrupted: the next order would get the answer to this one
                self.close()
                raise

    def _hear(self, seconds):
        self.control.settimeout(seconds)
        said = self.control.recv(4096)
        if not said:
            raise ConnectionResetError
        return json.loads(said)

    def close(self):
        """End the zygote, and with it every worker; return what it said last on its error stream."""
        if self.closed:
            return ""
        self.closed = True
        with suppress(OSError):     # it has closed its end already
            self.control.shutdown(socket.SHUT_RDWR)     # also wakes up who waits here
        try:
            self.process.wait(LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        words = _last_words(self.process)
        self.process.wait()
        self.control.close()
        return words

    def kill(self):
        """Kill it at once, with bubblewrap around it and all workers: they are a process group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class WalledLink:
    """A worker that the zygote forked: one socket, with a deadline on every step."""

    last_words = ""     # what hinders a wall is said on the socket

    def __init__(self, zygote, limits):
        self.zygote, (self.socket, theirs) = zygote, socket.socketpair()
        with theirs:
            said = zygote.order({"fork": limits}, [theirs.fileno()])
        if "problem" in said:
            self.socket.close()
            raise WallError(f"No worker could be started: {said['problem']}.")
        self.pid = said["pid"]

    def talk(self, conversation, seconds):
        """Return `conversation(send, receive)`."""
        self.deadline = time.monotonic() + seconds
        try:
            return conversation(self._send, self._receive)
        except ConnectionError:
            raise EOFError from None

    def _wait(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)

    def _send(self, data):
        self._wait()
        self.socket.sendall(data)

    def _receive(self, size):
        data, at = bytearray(size), 0
        view = memoryview(data)
        while at < size:
            self._wait()
            got = self.socket.recv_into(view[at:])
            if not got:
                raise EOFError
            at += got
        return data

    def end(self):
        """Kill the worker and return its `Ending`; raise `ZygoteGone` where there is no one left to tell."""
        self.socket.close()
        return Ending(**self.zygote.order({"end": self.pid}))


class PlainLink:
    """A worker without a wall: a process with pipes. A thread does the waiting, which works on any system."""

    def __init__(self, extras=()):
        self.process = _start("serves", extras, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.thread, self.last_words = None, ""

    def talk(self, conversation, seconds):
        """Return `conversation(send, receive)`."""
        box = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._converse, args=(conversation, box), daemon=True)
        self.thread.start()
        try:
            result, problem = box.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(problem, OSError):
            raise EOFError from None
        if problem is not None:
            raise problem
        return result

    def _converse(self, conversation, box):
        try:
            box.put((conversation(self._send, self._receive), None))
        except Exception as problem:
            box.put((None, problem))

    def _send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _receive(self, size):
        data = self.process.stdout.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def end(self):
        """Kill the worker, with what it started and did not cut loose, and return its `Ending`."""
        if os.name == "posix":      # Popen.kill would reap one that is dead already, and we ask what it took
            for kill in (os.killpg, os.kill):
                with suppress(ProcessLookupError, PermissionError):
                    kill(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        ending = _reaped(self.process)
        self.last_words = _last_words(self.process)
        if self.thread is not None:
            self.thread.join(1)
        if self.thread is None or not self.thread.is_alive():   # else something cut loose holds the other end
            with suppress(OSError):
                self.process.stdin.close()
            self.process.stdout.close()
        return ending


def _reaped(process):
    """Wait for a process that was killed; return its `Ending`, without what it took where the system cannot tell."""
    if not hasattr(os, "wait4"):        # Windows
        return Ending(process.wait(), killed=True)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = code = os.waitstatus_to_exitcode(status)
    # Not the memory: this process is among what the other one was before it became another program.
    return Ending(code, code == -9, usage.ru_utime + usage.ru_stime)
