"""Reads the questions itself and never answers.

Survived: the deadline is kept.

unit: derivative
says: stopped after
"""

import os

while True:
    for descriptor in range(31, 2, -1):
        try:
            os.read(descriptor, 1 << 20)
        except OSError:
            pass
