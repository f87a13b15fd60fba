"""Writes to the descriptors of the streams without end, past Python.

Survived: they lead nowhere.

unit: derivative
says: stopped after
"""

import os

while True:
    os.write(1, bytes(1 << 20))
    os.write(2, bytes(1 << 20))
