"""Reads the memory, environment, arguments, maps and descriptors of its parent and of other processes.

Survived: nothing in /proc can be opened, and no process can be looked into.

unit: derivative
says: Error: all refused
"""

import ctypes
import os

libc, found = ctypes.CDLL(None, use_errno=True), []
for pid in (os.getppid(), os.getpid(), 1, "self", "thread-self"):
    for name in ("environ", "cmdline", "mem", "maps", "fd", "root", "cwd", "exe", "stat", "status"):
        place = f"/proc/{pid}/{name}"
        for look in (lambda: open(place, "rb").read(10), lambda: os.listdir(place), lambda: os.readlink(place)):
            try:
                found.append((place, look()))
            except OSError:
                pass
buffer = ctypes.create_string_buffer(64)
local = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 64)
for pid in (os.getppid(), 1):
    for request in (16, 0x4206):        # PTRACE_ATTACH, PTRACE_SEIZE
        if libc.ptrace(request, pid, None, None) == 0:
            found.append(("ptrace", pid))
    remote = (ctypes.c_void_p * 2)(id(found), 64)
    if libc.process_vm_readv(pid, local, 1, remote, 1, 0) > 0:
        found.append(("process_vm_readv", pid))
    if libc.syscall(434, pid, 0) >= 0:  # pidfd_open
        found.append(("pidfd_open", pid))
raise RuntimeError(f"found {found}" if found else "all refused")
