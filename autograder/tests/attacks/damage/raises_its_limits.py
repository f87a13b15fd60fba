"""Raises its own limits, changes those of the grader, its priority, its processors.

Survived: limits can only be read.

unit: derivative
says: Error: all refused
"""

import os
import resource

found = []
for limit in range(16):
    for pid in (0, os.getpid(), os.getppid()):
        for values in ((-1, -1), (1, 1), (0, 0)):
            try:
                resource.prlimit(pid, limit, values)
                found.append((pid, limit))
            except (OSError, ValueError):
                pass
for name, way in {"setrlimit": lambda: resource.setrlimit(resource.RLIMIT_CPU, (-1, -1)),
                  "affinity": lambda: os.sched_setaffinity(0, {0}), "scheduler": lambda: os.sched_setscheduler(0, 5, os.sched_param(0)),
                  "priority": lambda: os.setpriority(0, os.getppid(), 19)}.items():
    try:
        way()
        found.append(name)
    except (OSError, ValueError):
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
