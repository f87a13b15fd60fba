"""Looks for tokens in the environment and in the arguments: by os, by ctypes, by /proc.

Survived: the environment of a worker is empty, and so are its arguments.

unit: derivative
says: Error: found nothing
"""

import ctypes
import os
import sys

texts = [str(dict(os.environ)), str(os.environb), str(sys.argv), str(sys.orig_argv), str(sys.flags), os.getcwd()]
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
texts += [str(libc.getenv(name)) for name in (b"TOKEN", b"HOME", b"PYTHONPATH", b"USER", b"GITHUB_ENV", b"GITHUB_OUTPUT")]
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
if environ:
    for i in range(1000):
        if environ[i] is None:
            break
        texts.append(environ[i].decode("latin-1"))
for place in ("/proc/self/environ", "/proc/self/cmdline", "/proc/1/environ"):
    try:
        texts.append(open(place).read())
    except OSError:
        pass
found = [text for text in texts if "CANARY" in text or "/ROOT" in text]
raise RuntimeError(f"found {found}" if found else "found nothing")
