"""Dies in such a way that a core file is written.

Survived: there is none.

unit: derivative
says: killed by signal (SIGQUIT|SIGABRT|SIGSEGV)|left early
"""

import ctypes
import os

ctypes.CDLL(None).prctl(4, 1)
os.abort()
