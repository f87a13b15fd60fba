"""Aborts, traps and raises signals against itself.

Survived: the end is named.

unit: derivative
says: killed by signal|left early|refused
"""

import ctypes
import os
import signal


def derivative(f, x, h=1e-6):
    os.abort()


def gradient(f, xs, h=1e-6):
    signal.raise_signal(signal.SIGKILL)


def parabola_slope(x):
    ctypes.CDLL(None).abort()


surface_gradient = derivative
