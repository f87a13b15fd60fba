"""Replaces the worker's own packing: every status becomes `answered`, every text empty, every number the last input.

Survived: a claim that there is an answer makes the numbers no better.

unit: derivative
says: right
"""

import sys
from struct import pack

worker = sys.modules["autograder.worker"]
real = worker.pack_reply


def forged(number, items, printed=b""):
    return real(number, [(1, "", pack(f"<{len(doubles) // 8}d", *[1.5] * (len(doubles) // 8)))
                         for _, _, doubles in items], b"")


worker.pack_reply = forged


def derivative(*anything, **more):
    raise ValueError("nobody hears this")


gradient = parabola_slope = surface_gradient = derivative
