"""Unmaps, protects and moves pages of its own process: code, stack, heap, what the line reads into.

Survived: the process ends, and its parent has pages of its own.

unit: derivative
says: killed by signal|left early|right|stopped after
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def derivative(*anything, **more):
    here = id(derivative) & ~0xFFF
    libc.mprotect(ctypes.c_void_p(here), ctypes.c_size_t(1 << 20), 0)
    libc.munmap(ctypes.c_void_p(here), ctypes.c_size_t(1 << 20))
    return 0.5


def parabola_slope(x):
    stack = ctypes.addressof(ctypes.c_int()) & ~0xFFF
    libc.munmap(ctypes.c_void_p(stack), ctypes.c_size_t(1 << 24))
    return 0.5
