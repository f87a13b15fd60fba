"""Writes a well-formed reply to the line before the question is read.

Survived: questions are numbered at random, so this answers another one.

unit: derivative
says: answer (to another question|of the wrong size)
sample: yes
"""

import os
import struct

for descriptor in range(31, 2, -1):
    try:
        os.write(descriptor, struct.pack("<QII", 0, 3, 0) + struct.pack("<BH", 1, 0))
    except OSError:
        pass
