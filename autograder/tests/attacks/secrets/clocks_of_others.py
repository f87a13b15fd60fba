"""Asks the clocks of other processes, and the locks that they could hold, which of them exist and how long they ran.

Survived: a clock or a lock of another process is answered as if there were no such thing.

unit: derivative
says: RuntimeError: nobody's
sample: yes
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
now, answers = (ctypes.c_long * 2)(int(time.time()), 0), {}
for other in (1, 2, *range(max(os.getpid() - 300, 3), os.getpid()), 4_000_000):
    for name, question in {"clock": (time.clock_gettime,), "size of its steps": (time.clock_getres,)}.items():
        for kind in (0, 2, 3, 6):
            try:
                question[0](~other << 3 | kind)
                answers.setdefault((name, kind), set()).add(0)
            except OSError as problem:
                answers.setdefault((name, kind), set()).add(problem.errno)
    for kind in (6, 8, 13, 6 | 128, 11):
        found = libc.syscall(202, ctypes.byref(ctypes.c_int(other)), kind, 0, now, ctypes.byref(ctypes.c_int(0)), 0)
        answers.setdefault(("lock", kind), set()).add((found, ctypes.get_errno()))
told = [name for name, found in answers.items() if len(found) > 1]
if libc.sysinfo(ctypes.create_string_buffer(256)) == 0:
    told.append("the number of all")
message = "told: " + str(told)
if not told:
    message = "nobody's"
raise RuntimeError(message)
