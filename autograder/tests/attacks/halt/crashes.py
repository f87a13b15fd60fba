"""Reads address 0.

Survived: the signal is named.

unit: derivative
says: killed by signal SIGSEGV
sample: yes
"""

import ctypes


def derivative(*anything, **more):
    return ctypes.string_at(0)


gradient = parabola_slope = surface_gradient = derivative
