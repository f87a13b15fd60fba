"""Keeps C code busy, which looks at no signal: a sum, a power, a search.

Survived: killed from outside.

unit: derivative
says: stopped after
"""

import re


def derivative(f, x, h=1e-6):
    return sum(range(10**12))


def gradient(f, xs, h=1e-6):
    return 7 ** (10**9)


def parabola_slope(x):
    return re.match(r"(a*)*b", "a" * 60)


surface_gradient = gradient
