r"""Traces, profiles and audits the interpreter, and raises in each of these.

Survived: it disturbs itself.

unit: derivative
says: \w
"""

import gc
import sys
import threading


def disturb(*anything):
    raise SystemExit(0)


gc.callbacks.append(disturb)
sys.setprofile(disturb)
sys.settrace(disturb)
threading.settrace(disturb)
sys.addaudithook(disturb)
sys.breakpointhook = sys.displayhook = disturb
gc.set_threshold(1)
