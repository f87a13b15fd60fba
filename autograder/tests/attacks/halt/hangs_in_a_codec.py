r"""Registers codecs and error handlers that never come back, then lets its messages be encoded.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after|\\\\ud800|ValueError
"""

import codecs


def never(problem):
    while True:
        pass


for name in ("strict", "replace", "backslashreplace", "ignore", "surrogateescape"):
    codecs.register_error(name, never)


def derivative(*anything, **more):
    raise ValueError("\ud800 is no letter")
