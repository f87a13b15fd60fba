"""Sends half of a header and waits for the deadline.

Survived: the deadline is for the whole answer.

unit: derivative
says: stopped after
"""

import ctypes
import time

libc = ctypes.CDLL(None)
for descriptor in range(3, 32):
    libc.write(descriptor, b"\0" * 7, 7)
time.sleep(3600)
