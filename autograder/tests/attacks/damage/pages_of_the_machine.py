"""Asks for what all processes share: huge pages, locked pages, pages to be merged, poisoned or taken offline.

Survived: it has its own bounded memory and no right to another's.

unit: derivative
says: Error: refused
"""

import ctypes
import mmap

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
page = mmap.mmap(-1, 4096)
page.write(b"x" * 4096)
place = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(page)))
told = [name for name, advice in {"poison": 100, "offline": 101}.items()
        if libc.madvise(place, ctypes.c_size_t(4096), advice) == 0]
for name, call in {"mlock": (149, place, 4096), "mlockall": (151, 3), "memfd": (319, b"x", 4), "mbind": (237, place),
                   "move_pages": (279, 1, 1, place), "migrate": (256, 1), "process_madvise": (440, 1),
                   "remap_file_pages": (216, place, 4096, 0, 0, 0), "swapon": (167, b"/x", 0), "pkey": (330, 0, 0),
                   "sync": (162,), "mincore": (27, place, 4096, place), "userfaultfd": (323, 1)}.items():
    if libc.syscall(*call) >= 0:
        told.append(name)
if libc.mmap(None, ctypes.c_size_t(2 << 30), 3, 0x22, -1, ctypes.c_long(0)) not in (None, 2**64 - 1):
    told.append("two gigabytes")
message = "told: " + str(told)
if not told:
    message = "refused"
raise RuntimeError(message)
