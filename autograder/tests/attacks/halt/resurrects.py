"""Objects that bring themselves back whenever they are collected, a million of them.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

import gc

kept = []


class Undead:
    def __del__(self):
        kept.append(Undead())


def derivative(*anything, **more):
    while True:
        Undead()
        kept.clear()
        gc.collect()
