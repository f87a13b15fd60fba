"""Makes the kernel send signals for it: the owner of a descriptor, timers, alarms, the death of a parent.

Survived: owners cannot be set, and a timer of its own rings for itself only.

unit: derivative
says: Error: all refused
"""

import ctypes
import fcntl
import os
import signal
import sys

libc, found = ctypes.CDLL(None), []
for descriptor in range(32):
    for command, value in ((fcntl.F_SETOWN, os.getppid()), (fcntl.F_SETOWN, -os.getppid()), (fcntl.F_SETSIG, 9),
                           (fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC), (fcntl.F_SETLEASE, 0)):
        try:
            fcntl.fcntl(descriptor, command, value)
            found.append((descriptor, command))
        except OSError:
            pass
for way in (lambda: signal.setitimer(signal.ITIMER_REAL, 0.01), lambda: signal.alarm(1) == 0 and None):
    try:
        way()
    except OSError:
        pass
if libc.prctl(1, 0) == 0 or libc.prctl(4, 1) == 0:      # no death with the parent, dumpable again
    found.append("prctl")
raise RuntimeError(f"found {found}" if found else "all refused")
