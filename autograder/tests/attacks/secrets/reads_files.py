"""Opens passwords, suites, solutions, neighbours, keys, caches, in every way of opening.

Survived: no file opens, whatever its name.

unit: derivative
says: Error: all refused
sample: yes
"""

import io
import linecache
import mmap
import os
import pathlib

places = ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/ROOT/kit/autograder/suites/test_derivative.py",
          "/ROOT/kit/solutions/derivative.py", "/ROOT/kit/reference/value.py", "/ROOT/class/ada/value.py",
          "/ROOT/home/.ssh/authorized_keys", "/dev/zero", "/dev/kmsg", "/dev/shm", "/tmp", "/ROOT", "/", ".", "..",
          "/proc/version", "/sys/kernel", "value.py", "derivative.py", "~/.bashrc", os.__file__]
ways = [lambda p: open(p, "rb").read(10), lambda p: os.open(p, os.O_PATH), lambda p: os.listdir(p), lambda p: list(os.scandir(p)),
        lambda p: io.FileIO(p).read(10), lambda p: pathlib.Path(p).read_bytes(), lambda p: mmap.mmap(os.open(p, 0), 10),
        lambda p: os.open(p, os.O_RDONLY, dir_fd=3), lambda p: os.chdir(p), lambda p: os.readlink(p), lambda p: os.getxattr(p, "user.x")]
found = []
for place in places:
    for number, way in enumerate(ways):
        try:
            found.append((place, number, way(place)))
        except (OSError, ValueError, NotImplementedError):
            pass
if linecache.getlines("/ROOT/kit/solutions/derivative.py"):
    found.append("linecache")
raise RuntimeError(f"found {found}" if found else "all refused")
