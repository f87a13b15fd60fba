"""Crashes with a handler that does nothing, so that the same fault comes back for ever.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after|SIGSEGV|left early|access violation
"""

import ctypes
import signal

for number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL):
    signal.signal(number, lambda *_: None)


def derivative(*anything, **more):
    return ctypes.string_at(0)
