"""Waits on its descriptors by select, poll, epoll and a signal that never comes.

Survived: none of these calls is there, and reading what nobody sends meets the deadline.

unit: derivative
says: Error: all refused
"""

import ctypes
import signal

libc, found = ctypes.CDLL(None, use_errno=True), []
for name, call in {"select": (23, 0, None, None, None, None), "poll": (7, None, 0, -1), "ppoll": (271, None, 0, None, None, 8),
                   "pselect": (270, 0, None, None, None, None, None), "epoll": (291, 0), "pause": (34,),
                   "sigsuspend": (130, b"\0" * 8, 8), "sigtimedwait": (128, b"\0" * 8, None, None, 8),
                   "wait4": (61, -1, None, 0, None), "waitid": (247, 0, 0, None, 4, None), "flock": (73, 3, 2),
                   "signalfd": (289, -1, b"\0" * 8, 8, 0), "timerfd": (283, 0, 0), "setitimer": (38, 0, None, None),
                   "timer_create": (222, 0, None, b"\0" * 8), "alarm": (37, 1)}.items():
    if libc.syscall(*call) >= 0:
        found.append(name)
raise RuntimeError(f"found {found}" if found else "all refused")
