"""Sends SIGKILL to every process of its user, to its parent, to its group, to the neighbours.

Survived: no signal leaves the worker; the neighbours' reports are the same.

unit: derivative
says: Error: all refused
sample: yes
"""

import ctypes
import os
import signal

libc, found = ctypes.CDLL(None), []
for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, 0):
    for pid in (-1, 0, os.getppid(), 1, -os.getppid(), *range(os.getppid() - 5, os.getppid() + 5)):
        try:
            if pid != os.getpid():
                os.kill(pid, number)
                found.append(("kill", pid))
        except OSError:
            pass
    try:
        os.killpg(0, number)
        found.append("killpg")
    except OSError:
        pass
    for call in ((234, os.getppid(), os.getppid(), number), (200, os.getppid(), number), (129, os.getppid(), number, None)):
        if libc.syscall(*call) == 0:
            found.append(call)
raise RuntimeError(f"found {found}" if found else "all refused")
