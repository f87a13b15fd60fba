"""Follows its callers' frames to every variable they know, and raises each secret that it finds.

Survived: the callers are the worker's, and know of nothing secret. Beside a correct `value`, whose text is in
memory, what it says is not repeated.

unit: backward
says: RuntimeError|ValueError
sample: yes
"""

import sys


def look(*anything):
    texts, frame = [], sys._getframe()
    while frame:
        texts += [repr(thing) for thing in (*frame.f_locals.values(), *frame.f_globals.values(), *frame.f_code.co_consts)]
        frame = frame.f_back
    for module in list(sys.modules.values()):
        texts += [value for value in vars(module).values() if isinstance(value, str)]
    found = sorted({word for text in texts for word in text.split() if "CANARY" in word})
    raise ValueError(f"found {found}")


local_derivatives = topological_order = backward = look
