"""Closes every descriptor, among them the line to the grader.

Survived: that is leaving early.

unit: derivative
says: left early|killed by signal
"""

import os

os.closerange(0, 1 << 16)
