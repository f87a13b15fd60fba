"""Asks the line who is at its other end, what waits in it and what it is called; and who else has one.

Survived: a line can be read and written, and nothing else.

unit: derivative
says: Error: refused
"""

import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)
room, size = ctypes.create_string_buffer(64), ctypes.c_uint(64)
told = []
for line in range(64):
    for name, call in {"getsockopt": (55, line, 1, 17, room, ctypes.byref(size)),
                       "getpeername": (52, line, room, ctypes.byref(size)),
                       "getsockname": (51, line, room, ctypes.byref(size)), "FIONREAD": (16, line, 0x541B, room),
                       "recvmsg": (47, line, room, 0x42), "recvfrom": (45, line, room, 8, 0x42, None, None),
                       "sendmsg": (46, line, room, 0), "dup": (32, line), "ppoll": (271, room, 0, None, None, 8),
                       "kcmp": (312, 1, 1, 0, line, line), "pidfd": (434, 1, 0), "readahead": (187, line, 0, 64),
                       "sendfile": (40, line, line, None, 8), "splice": (275, line, None, line, None, 8, 0)}.items():
        if libc.syscall(*call) >= 0:
            told.append(name)
message = "told: " + str(sorted(set(told)))
if not told:
    message = "refused"
raise RuntimeError(message)
