"""Ten thousand threads.

Survived: not one can be started.

unit: derivative
says: can't start new thread
"""

import _thread
import time

for _ in range(10_000):
    _thread.start_new_thread(time.sleep, (1000,))
