"""Reads and writes the memory of other processes, by each call and file that can.

Survived: none of them is there.

unit: derivative
says: Error: all refused
"""

import ctypes
import os

libc, found = ctypes.CDLL(None, use_errno=True), []
for other in range(max(os.getpid() - 20, 1), os.getpid()):
    calls = {"attach": (101, 16, other, None, None), "seize": (101, 0x4206, other, None, None),
             "read": (310, other, None, 0, None, 0, 0), "write": (311, other, None, 0, None, 0, 0),
             "kcmp": (312, other, other, 0, 0, 0), "getfd": (438, other, 0, 0), "advise": (440, other, None, 0, 0, 0),
             "move": (279, other, 0, None, None, None, 0), "priority": (141, 0, other, 19),
             "limits": (302, other, 7, None, b"\0" * 16), "affinity": (203, other, 8, b"\1" * 8)}
    found += [name for name, call in calls.items() if libc.syscall(*call) >= 0]
    for file in ("mem", "environ", "cmdline", "maps", "fd", "task"):
        try:
            os.close(os.open(f"/proc/{other}/{file}", os.O_RDONLY))
            found.append(file)
        except OSError:
            pass
raise RuntimeError(f"found {sorted(set(found))}" if found else "all refused")
