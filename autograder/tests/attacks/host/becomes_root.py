"""Changes its user, its groups, its namespaces, its root; mounts; loads programs into the kernel.

Survived: every one of these calls is refused.

unit: derivative
says: Error: all refused
sample: yes
"""

import ctypes
import os

libc, found = ctypes.CDLL(None), []
for name, way in {
    "setuid": lambda: os.setuid(0), "setresuid": lambda: os.setresuid(0, 0, 0), "setgid": lambda: os.setgid(0),
    "setgroups": lambda: os.setgroups([0]), "chroot": lambda: os.chroot("/"),
    "setfsuid": lambda: libc.syscall(122, 0) == 0 and os.getuid() == 0 or 1 / 0,
}.items():
    try:
        way()
        found.append(name)
    except (OSError, ZeroDivisionError):
        pass
buffer = ctypes.create_string_buffer(4096)
for name, call in {
    "mount": (165, b"none", b"/", b"tmpfs", 0, None), "umount": (166, b"/", 2), "pivot_root": (155, b"/", b"/"),
    "unshare": (272, 0x10000000), "setns": (308, 3, 0), "bpf": (321, 0, buffer, 128), "io_uring": (425, 8, buffer),
    "perf": (298, buffer, 0, -1, -1, 0), "userfaultfd": (323, 0), "keyctl": (250, 0, -3, 1), "personality": (135, 0x40000),
    "seccomp": (317, 1, 0, buffer), "landlock": (444, buffer, 8, 0), "init_module": (175, buffer, 10, b""),
    "kexec": (246, 0, 0, None, 0), "reboot": (169, 0xFEE1DEAD, 672274793, 0, None), "swapon": (167, b"/x", 0),
    "sethostname": (170, b"x", 1), "settimeofday": (164, buffer, None), "iopl": (172, 3), "ioperm": (173, 0, 1, 1),
    "quotactl": (179, 0, None, 0, None), "acct": (163, b"/x"), "syslog": (103, 3, buffer, 100), "vhangup": (153,),
    "open_tree": (428, -100, b"/", 1), "fsopen": (430, b"tmpfs", 0), "name_to_handle": (303, -100, b"/", buffer, buffer, 0),
    "process_madvise": (440, 3, buffer, 1, 20, 0), "memfd_secret": (447, 0), "pidfd_getfd": (438, 3, 0, 0),
    "splice": (275, 0, None, 1, None, 10, 0), "vmsplice": (278, 1, buffer, 1, 0), "dup": (32, 0), "pipe": (22, buffer),
}.items():
    if libc.syscall(*call) >= 0:
        found.append(name)
raise RuntimeError(f"found {found}" if found else "all refused")
