"""Decimals with a billion digits.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after|MemoryError|left early|SIG
"""

import decimal


def derivative(*anything, **more):
    decimal.getcontext().prec = decimal.MAX_PREC
    return decimal.Decimal(2).sqrt()
