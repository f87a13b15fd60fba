"""Returns a gradient without end.

Survived: memory or time runs out, for this worker only.

unit: derivative
says: MemoryError|stopped after
"""

import itertools


def gradient(f, xs, h=1e-6):
    return itertools.repeat(1.0)
