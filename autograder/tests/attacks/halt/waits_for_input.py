"""Asks whoever runs it for input, waits on locks, on a condition, on its own signals.

Survived: there is no input, and waiting is stopped.

unit: derivative
says: EOFError|stopped after
"""

import sys
import threading


def derivative(f, x, h=1e-6):
    return float(input("Your password, please: "))


def gradient(f, xs, h=1e-6):
    return sys.stdin.read()


def parabola_slope(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


surface_gradient = derivative
