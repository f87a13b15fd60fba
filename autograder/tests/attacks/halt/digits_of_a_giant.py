"""Takes the limit off the digits of integers and writes one of a hundred million.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after|MemoryError
"""

import sys

sys.set_int_max_str_digits(0)


def derivative(*anything, **more):
    return len(str(1 << 300_000_000))
