"""Arrays of times, of nothing, of texts, masked ones, matrices and records where numbers are due.

Survived: each element becomes one double or is named as what it is.

unit: derivative
says: right|not a number|numbers came back
"""

import numpy as np

kinds = [np.ma.masked, np.timedelta64(1, "s"), np.datetime64("NaT"), np.bool_(True), np.array("1.5"), np.float16(0.5),
         np.array([1.0], dtype=[("x", float)])[0], np.matrix([[1.0]]), np.array([None], dtype=object)[0], np.str_("2")]
turn = iter(kinds * 100)


def derivative(*anything, **more):
    return next(turn)


def gradient(f, xs, h=1e-6):
    return np.ma.masked_all(len(xs))


def surface_gradient(x, y):
    return np.array([1 + 0j, 2 + 0j])


parabola_slope = derivative
