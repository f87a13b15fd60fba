"""Ends the process at import, with the exit code of success.

Survived: an exit code is no verdict; nothing was answered.

unit: derivative
says: left early
sample: yes
"""

import os

os._exit(0)
