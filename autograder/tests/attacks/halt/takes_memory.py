"""Asks for 64 GiB at once, for 10**12 pointers, for a growing list, for arrays.

Survived: the limit holds; memory that runs out is said.

unit: derivative
says: MemoryError
sample: yes
"""

import numpy


def derivative(f, x, h=1e-6):
    return bytearray(64 << 30)


def gradient(f, xs, h=1e-6):
    return [0] * 10**12


def parabola_slope(x):
    keep = []
    while True:
        keep.append(bytearray(16 << 20))


def surface_gradient(x, y):
    return numpy.ones(1 << 33)
