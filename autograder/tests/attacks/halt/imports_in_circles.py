r"""Imports itself again and again, and reloads what it imported.

Survived: a module is run once; the rest is recursion like any other.

unit: derivative
says: \w
"""

import importlib
import sys

del sys.modules["derivative"]
import derivative

while True:
    importlib.reload(derivative)
