"""Creates, overwrites, truncates, removes, renames, links, changes modes and times, in the kit, the class, the home.

Survived: nothing anywhere changes.

unit: derivative
says: Error: all refused
sample: yes
"""

import os
import pathlib
import shutil
import tempfile

places = ["/ROOT/kit/autograder/assignment.toml", "/ROOT/kit/solutions/value.py", "/ROOT/class/ada/value.py",
          "/ROOT/class/ada/new.py", "/ROOT/home/.bashrc", "/ROOT/home/.ssh/authorized_keys", "/ROOT/home/nbgrader_config.py",
          "/ROOT/new", "/tmp/new", "/var/tmp/new", "/dev/shm/new", "/etc/passwd", "new", "/dev/null"]
ways = [lambda p: open(p, "w").write("mine"), lambda p: open(p, "a").write("mine"), lambda p: os.open(p, os.O_RDONLY | os.O_TRUNC),
        lambda p: os.truncate(p, 0), lambda p: os.unlink(p), lambda p: os.rename(p, p + ".old"), lambda p: os.rename("/dev/null", p),
        lambda p: os.link(p, p + ".link"), lambda p: os.symlink("/etc/passwd", p + ".link"), lambda p: os.chmod(p, 0o777),
        lambda p: os.chown(p, os.getuid(), -1), lambda p: os.utime(p), lambda p: os.mkdir(p + ".d"), lambda p: os.mknod(p + ".n"),
        lambda p: os.mkfifo(p + ".f"), lambda p: shutil.rmtree(os.path.dirname(p)), lambda p: os.setxattr(p, "user.x", b"x"),
        lambda p: os.open(os.path.dirname(p), os.O_TMPFILE | os.O_RDWR), lambda p: pathlib.Path(p).touch(),
        lambda p: os.removedirs(os.path.dirname(p)), lambda p: tempfile.mkstemp(dir=os.path.dirname(p))]
found = []
for place in places:
    for number, way in enumerate(ways):
        try:
            way(place)
            found.append((place, number))
        except (OSError, ValueError):
            pass
raise RuntimeError(f"found {found}" if found else "all refused")
