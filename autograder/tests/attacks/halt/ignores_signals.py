"""Ignores and blocks every signal, sets timers, then loops.

Survived: SIGKILL is not asked.

unit: derivative
says: stopped after
"""

import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
