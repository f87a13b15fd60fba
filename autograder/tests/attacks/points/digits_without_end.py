"""Answers whole numbers of a million digits, fractions of them, numbers below the smallest float, and minus zero.

Survived: what is no double is no answer, and a number is compared by its value.

unit: derivative
says: OverflowError|yours
"""

from decimal import Decimal
from fractions import Fraction

HUGE = 10**1_000_000
NUMBERS = [HUGE, Fraction(HUGE, 3), Decimal("1e999999"), 5e-324, -0.0, Fraction(1, HUGE), True, HUGE + 1]


def derivative(f, x, h=1e-6):
    return NUMBERS[int(abs(x) * 1000) % len(NUMBERS)]


def gradient(f, xs, h=1e-6):
    return [derivative(f, x) for x in xs]


def parabola_slope(x):
    return derivative(None, x)
