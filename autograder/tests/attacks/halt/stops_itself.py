"""Stops itself, or yields, so that it uses no CPU at all.

Survived: it may not send itself a signal, and the clock goes on.

unit: derivative
says: stopped after
"""

import ctypes
import os
import signal
import time

for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN):
    for way in (lambda: os.kill(os.getpid(), number), lambda: signal.raise_signal(number),
                lambda: ctypes.CDLL(None).syscall(186 + 14, os.getpid(), number)):
        try:
            way()
        except OSError:
            pass
while True:
    time.sleep(0.1)
