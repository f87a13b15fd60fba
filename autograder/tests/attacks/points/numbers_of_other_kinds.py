"""Text, bytes, a bool, a complex number, a number of 400 digits where floats are due.

Survived: text is no number, the others are converted or refused.

unit: derivative
says: is of type str, not a number
"""


def derivative(f, x, h=1e-6):
    return "1.5"


def gradient(f, xs, h=1e-6):
    return [10**400, 1j, b"1"][: len(xs)]


def parabola_slope(x):
    return True


def surface_gradient(x, y):
    return [1j, 10**400]
