"""Sends the first half of a reply and waits.

Survived: the deadline is that of the whole answer.

unit: derivative
says: stopped after
"""

import os
import time

for descriptor in range(31, 2, -1):
    try:
        os.write(descriptor, bytes(7))
    except OSError:
        pass
time.sleep(1000)
