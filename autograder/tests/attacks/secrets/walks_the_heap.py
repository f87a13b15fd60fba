"""Asks the garbage collector for every object and what it refers to, and raises each secret that it finds.

Survived: see walks_the_frames.

unit: backward
says: ValueError
"""

import gc


def look(*anything):
    found, waiting, seen = set(), list(gc.get_objects()), set()
    gc.unfreeze()
    waiting += gc.get_objects()
    while waiting and len(seen) < 300_000:
        thing = waiting.pop()
        if id(thing) not in seen:
            seen.add(id(thing))
            if isinstance(thing, (str, bytes)):
                text = thing if isinstance(thing, str) else thing.decode("latin-1")
                found |= {text[i : i + 60] for i in range(len(text)) if text.startswith("CANARY", i)}
            elif not isinstance(thing, (int, float)):
                waiting += gc.get_referents(thing)
    raise ValueError(f"found {sorted(found)}")


local_derivatives = topological_order = backward = look
