"""Asks which other processes there are, by calls that answer differently for those that exist.

Survived: every process but its own is as if it were not there.

unit: derivative
says: Error: all alike
"""

import ctypes
import os

libc, answers = ctypes.CDLL(None, use_errno=True), {}
for other in (1, os.getppid() if False else 2, *range(max(os.getpid() - 300, 3), os.getpid()), 4_000_000):
    for name, call in {"affinity": (204, other, 128, ctypes.create_string_buffer(128)), "group": (121, other),
                       "session": (124, other), "scheduler": (145, other), "priority": (140, 0, other),
                       "interval": (148, other, ctypes.create_string_buffer(16)), "limits": (302, other, 7, None, None),
                       "robust": (274, other, ctypes.create_string_buffer(8), ctypes.create_string_buffer(8))}.items():
        answer = libc.syscall(*call)
        answers.setdefault(name, set()).add((answer, ctypes.get_errno()))
told = {name: found for name, found in answers.items() if len(found) > 1}
raise RuntimeError(f"told apart: {told}" if told else "all alike")
