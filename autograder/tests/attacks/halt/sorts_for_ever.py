"""Sorts with a comparison that makes the list longer, and a key that loops.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

from functools import cmp_to_key


def derivative(*anything, **more):
    numbers = list(range(100))

    def compare(a, b):
        while True:
            pass

    return sorted(numbers, key=cmp_to_key(compare))
