"""Hangs itself into every hook that Python has: audit, display, exceptions, breakpoints, threads, garbage, coroutines.

Survived: hooks are called, and change nothing that is compared.

unit: derivative
says: right|RuntimeError|left early
"""

import atexit
import gc
import sys
import threading
import warnings

sys.displayhook = sys.excepthook = sys.unraisablehook = sys.breakpointhook = lambda *anything: None
threading.excepthook = warnings.showwarning = lambda *anything, **more: None
sys.set_coroutine_origin_tracking_depth(1000)
sys.set_asyncgen_hooks(lambda *anything: None, lambda *anything: None)
gc.callbacks.append(lambda *anything: gc.get_objects().clear())
atexit.register(lambda: sys.stdout.write("passed"))
calls = []


def audit(event, arguments):
    calls.append(event)
    if event in ("compile", "code.__new__", "gc.get_objects") and len(calls) > 5:
        raise RuntimeError(event)


sys.addaudithook(audit)


def derivative(*anything, **more):
    return float(len(calls))


gradient = parabola_slope = surface_gradient = derivative
