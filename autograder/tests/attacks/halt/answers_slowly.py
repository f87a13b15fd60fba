"""Sleeps a little less than the limit in every call, to make the whole last for hours.

Survived: the waiting for one unit is limited as well.

unit: derivative
earns: 10
says: so slowly|stopped after
sample: yes
"""

import time


def derivative(f, x, h=1e-6):
    time.sleep(0.9)
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    time.sleep(0.9)
    return [0.0 for _ in xs]


def parabola_slope(x):
    time.sleep(0.9)
    return 6 * x - 4
