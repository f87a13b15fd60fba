"""System calls by the numbers of other machines: x32, and those of 32 bits by an interrupt from a page of its own.

Survived: the first are refused, the second is death.

unit: derivative
says: killed by signal SIGSYS|Error: all refused
"""

import ctypes
import mmap
import platform

libc, found = ctypes.CDLL(None), []
for number in (0, 1, 2, 39, 41, 56, 57, 59, 62):
    if libc.syscall(ctypes.c_long(0x40000000 + number), 0, None, 0) >= 0:
        found.append(number)
if found or platform.machine() != "x86_64":
    raise RuntimeError(f"found {found}" if found else "all refused")
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))        # mov eax, getpid; int 0x80; ret
result = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
raise RuntimeError(f"found {result}")
