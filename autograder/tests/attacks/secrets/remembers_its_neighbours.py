"""Looks through its callers, up to the parent of all workers, for what is left there of the submission before.

Survived: nothing is left of how another worker ended or what it took.

unit: derivative
says: RuntimeError: nobody's
sample: yes
"""

import sys

frame, left = sys._getframe(), []
while frame:
    for name, thing in list(frame.f_locals.items()):
        if isinstance(thing, dict) and "code" in thing and "killed" in thing:
            left.append((name, thing))
        reaper = getattr(thing, "reaper", None)
        if reaper is not None and any(reaper.usage.raw):
            left.append((name, "usage"))
        if isinstance(thing, bytes) and b'"end"' in thing:
            left.append((name, thing))
    frame = frame.f_back
message = "left: " + str(left)
if not left:
    message = "nobody's"
raise RuntimeError(message)
