"""A regular expression that takes years and cannot be interrupted.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

import re


def derivative(*anything, **more):
    re.match(r"(a+)+$", "a" * 60 + "!")
