"""A hundred thousand keys of one hash in a dictionary.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

class Same:
    __hash__ = lambda self: 1
    __eq__ = lambda self, other: self is other


def derivative(*anything, **more):
    return len({Same(): 0 for _ in range(100_000)})
