"""Detaches itself to live on: sessions, groups, double forks, exec of a shell.

Survived: nothing of it is alive when the run has ended.

unit: derivative
says: Error: all refused
"""

import os

found = []
for name, way in {
    "setsid": os.setsid, "setpgid": lambda: os.setpgid(0, 0), "fork": os.fork,
    "execv": lambda: os.execv("/bin/sh", ["sh", "-c", "sleep 600 &"]),
    "fexecve": lambda: os.execve(3, ["x"], {}), "nice": lambda: os.nice(-5), "nice down": lambda: os.nice(5),
    "daemon": lambda: __import__("ctypes").CDLL(None).daemon(0, 0) < 0 and 1 / 0,
}.items():
    try:
        way()
        found.append(name)
    except (OSError, ZeroDivisionError):
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
