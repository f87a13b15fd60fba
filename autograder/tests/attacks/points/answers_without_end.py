"""Fills the line with zeros for as long as somebody reads.

Survived: sixteen bytes are read and found wanting.

unit: derivative
says: answer (of the wrong size|to another question)|left early
"""

import os

while True:
    for descriptor in range(31, 2, -1):
        try:
            os.write(descriptor, bytes(65536))
        except OSError:
            pass
