"""Leaves work for the end: exit handlers, finalizers, garbage callbacks, an audit hook, a map of much memory.

Survived: a worker is killed and not asked to leave, and its memory is what its limit allows.

unit: derivative
says: all set
"""

import atexit
import gc
import mmap
import os
import sys
import threading
import weakref


def strike(*anything):
    for path in ("/tmp/attack-was-here", "/ROOT/attack-was-here", "attack-was-here"):
        try:
            with open(path, "w") as file:
                file.write("here")
        except BaseException:
            pass
    while True:
        pass


class Holder:
    def __del__(self):
        strike()


held = Holder()
held.again = held
weakref.finalize(held, strike)
atexit.register(strike)
gc.callbacks.append(lambda *anything: None)
for register in (threading._register_atexit, os.register_at_fork):
    try:
        register(strike)
    except BaseException:
        pass
try:
    mmap.mmap(-1, 8 << 30)
except BaseException:
    pass
sys.excepthook = sys.unraisablehook = strike
raise ValueError("all set")
