"""Asks whether files exist, how large they are, who owns them, when they changed.

Survived: nothing can be looked up either.

unit: derivative
says: Error: found nothing
"""

import os
import pathlib

places = ["/", "/etc/passwd", "/ROOT/kit/solutions/derivative.py", "/ROOT/class/ada", "/ROOT/kit", ".", os.__file__]
ways = [os.stat, os.lstat, os.path.getsize, os.statvfs, lambda p: os.access(p, os.R_OK) or 1 / 0,
        lambda p: os.path.exists(p) or 1 / 0, lambda p: pathlib.Path(p).is_dir() or 1 / 0,
        lambda p: os.stat("x", dir_fd=3), lambda p: os.utime(p)]
found = []
for place in places:
    for number, way in enumerate(ways):
        try:
            found.append((place, number, way(place)))
        except (OSError, ZeroDivisionError):
            pass
raise RuntimeError(f"found {found}" if found else "found nothing")
