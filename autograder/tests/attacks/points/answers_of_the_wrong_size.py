"""Announces a body of 4 GiB.

Survived: nothing is read whose size is wrong.

unit: derivative
says: answer of the wrong size
"""

import os
import struct

for descriptor in range(31, 2, -1):
    try:
        os.write(descriptor, struct.pack("<QII", 0, 2**32 - 1, 2**32 - 1))
    except OSError:
        pass
