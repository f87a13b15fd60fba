"""Sleeps for an hour, at import.

Survived: the clock on the wall counts, not the work.

unit: derivative
says: stopped after
"""

import time

time.sleep(3600)
