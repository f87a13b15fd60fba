"""Registers functions to be run at the end, which write replies; then returns from everything.

Survived: the worker is killed, not asked to end.

unit: derivative
says: not a number
"""

import atexit
import os
import threading
import weakref


def last_words():
    for descriptor in range(31, 2, -1):
        try:
            os.write(descriptor, bytes(100))
        except OSError:
            pass


atexit.register(last_words)
threading._register_atexit(last_words)
keep = type("Keep", (), {})()
weakref.finalize(keep, last_words)


def derivative(*anything, **more):
    return None


gradient = parabola_slope = surface_gradient = derivative
