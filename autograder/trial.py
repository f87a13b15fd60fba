"""The trial of a wall: from inside it, try what must not be possible. Never infer that from versions."""

import errno
import os
import resource
import socket
import sys
import threading


def _fork():
    if os.fork() == 0:
        os._exit(0)


def _execute():
    """Starting a folder fails in any case; behind a wall it fails with another error."""
    try:
        os.execv("/", ["/"])    # noqa: S606 - it is meant not to start
    except OSError as problem:
        if problem.errno == errno.EPERM:
            raise


#: what a worker must not be able to do -> a harmless try, given the process number of the parent
TRIES = {
    "read a file": lambda parent: os.open(sys.executable, os.O_RDONLY),
    "write to a file": lambda parent: os.open(os.devnull, os.O_WRONLY),
    "list a folder": lambda parent: os.listdir("/"),
    "look up a file": lambda parent: os.stat("/"),
    "open a socket": lambda parent: socket.socket(),
    "start a process": lambda parent: _fork(),
    "start a program": lambda parent: _execute(),
    "start a thread": lambda parent: threading.Thread(target=int).start(),
    "send a signal": lambda parent: os.kill(parent, 0),     # number 0: none is delivered
    "change a limit": lambda parent: resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16)),
}


def breaches(parent):
    """Return the names of the tries that succeed for this process, a child of process `parent`."""
    return [name for name, attempt in TRIES.items() if not _refused(attempt, parent)]


def _refused(attempt, parent):
    try:
        attempt(parent)
    except (OSError, RuntimeError, ValueError):     # threads and limits are refused in words of their own
        return True
    return False
