"""Sends signals by each call that can: to its group, its session, its parent, to process 1, queued and by thread.

Survived: none of them is there.

unit: derivative
says: Error: all refused
"""

import ctypes
import os

libc, found = ctypes.CDLL(None, use_errno=True), []
parent, information = os.getpid() - 1, b"\0" * 128
for name, call in {"kill": (62, parent, 9), "group": (62, 0, 9), "all": (62, -1, 9), "tkill": (200, parent, 9),
                   "tgkill": (234, parent, parent, 9), "queue": (129, parent, 9, information),
                   "tqueue": (297, parent, parent, 9, information), "pidfd": (424, 3, 9, None, 0),
                   "open pidfd": (434, parent, 0), "mqueue": (244, 0, None), "setown": (72, 3, 8, parent),
                   "async": (72, 3, 4, 0o20000), "lease": (72, 3, 1024, 0)}.items():
    if libc.syscall(*call) >= 0:
        found.append(name)
raise RuntimeError(f"found {found}" if found else "all refused")
