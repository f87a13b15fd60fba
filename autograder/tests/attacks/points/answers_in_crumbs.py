r"""Sends each answer byte by byte, many small writes for one reply; the numbers themselves are made up.

Survived: an answer counts when it is whole, and is then compared like any other.

unit: derivative
says: \w
"""

import sys

frame = sys._getframe()
while frame and "send" not in frame.f_locals:
    frame = frame.f_back
write = frame.f_locals["send"]
cells = dict(zip(write.__code__.co_freevars, write.__closure__))
once = cells["write"].cell_contents


def in_crumbs(descriptor, data):
    for at in range(len(data)):
        once(descriptor, bytes(data[at : at + 1]))
    return len(data)


cells["write"].cell_contents = in_crumbs


def derivative(f, x, h=1e-6):
    return 0.0


def gradient(f, xs, h=1e-6):
    return [0.0] * len(xs)
