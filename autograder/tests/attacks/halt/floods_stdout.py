"""Prints twenty megabytes, then without end.

Survived: the end of it is kept and the rest forgotten, until the time is up.

unit: derivative
says: stopped after
"""

import sys

for _ in range(20):
    print("CAN" "NOT " * 250_000)
while True:
    print("x" * 100_000, file=sys.stderr)
