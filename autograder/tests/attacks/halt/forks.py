"""A fork bomb, by every way to make a process.

Survived: no process can be made.

unit: derivative
says: Error: all refused
sample: yes
"""

import ctypes
import multiprocessing
import os
import subprocess

libc, found = ctypes.CDLL(None), []
for name, way in {
    "fork": os.fork, "forkpty": os.forkpty, "libc": lambda: libc.fork() < 0 and 1 / 0,
    "vfork": lambda: libc.syscall(58) < 0 and 1 / 0, "clone": lambda: libc.syscall(56, 17, 0, 0, 0, 0) < 0 and 1 / 0,
    "clone3": lambda: libc.syscall(435, ctypes.create_string_buffer(88), 88) < 0 and 1 / 0,
    "popen": lambda: subprocess.Popen(["/bin/sh", "-c", "sleep 60"]), "system": lambda: os.system("sleep 60") and 1 / 0,
    "spawn": lambda: os.posix_spawn("/bin/sh", ["sh"], {}),
    "multiprocessing": lambda: multiprocessing.get_context("fork").Process(target=int).start(),
}.items():
    try:
        way()
        found.append(name)
    except (OSError, ZeroDivisionError, ImportError):
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
