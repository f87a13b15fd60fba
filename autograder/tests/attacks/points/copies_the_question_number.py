"""Answers each question with its own number at once, by reading it from the frames, then lets the worker answer too.

Survived: a second answer is one to another question.

unit: derivative
says: answer (to another question|of the wrong size)|right
"""

import sys
from struct import pack

frame = sys._getframe()
while frame and "send" not in frame.f_locals:
    frame = frame.f_back
send, loop = frame.f_locals["send"], frame


def derivative(*anything, **more):
    number, items = loop.f_locals["number"], loop.f_locals["question"]["items"]
    body = b"".join(pack(f"<BH{count}d", 1, 0, *[0.0] * count) for _, _, count in items)
    send(pack("<QII", number, len(body), 0) + body)
    return 0.0


gradient = parabola_slope = surface_gradient = derivative
