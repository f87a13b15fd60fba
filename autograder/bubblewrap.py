"""Bubblewrap around the parent of the workers, where it is installed and runs: a second wall, if the first has a gap.

Inside there is Python, with its packages and the files that a worker is made of, and nothing else of this machine: no
other file, no other process, no network, no name of the host.
"""

import os
import shutil
import sys

#: what programs need of a system, and the time zone: a clock inside shows what it shows outside
SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime")
#: the parent of the workers is the first process inside: what another one waits for, nobody is told outside
OPTIONS = ("--as-pid-1", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
           "--hostname", "worker", "--proc", "/proc", "--dev", "/dev", "--chdir", "/")


def program():
    """Return the path of bubblewrap, or None where there is none."""
    return shutil.which("bwrap") if sys.platform == "linux" else None


def wrapped(command, readable):
    """Return `command` to be run inside bubblewrap, where it can read Python and what is `readable`, and write nothing.

    Root makes no namespace of users: there would be nobody else whom it could become.
    """
    options = [*OPTIONS, *["--unshare-user"] * (os.geteuid() != 0)]
    for path in dict.fromkeys([*SYSTEM, *_real(sys.base_prefix), *_real(sys.base_exec_prefix), *readable]):
        options += ["--ro-bind-try", path, path]
    return [program(), *options, "--", *command]


def _real(path):
    """Return a path, and where it leads: programs know their libraries by either."""
    return path, os.path.realpath(path)
