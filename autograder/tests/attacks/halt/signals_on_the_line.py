"""Has every signal write a byte into the line of answers, and starts timers that send some.

Survived: such a descriptor cannot be made, and no signal is sent; what were no answer would end the worker.

unit: derivative
says: there is no .derivative.|answer of the wrong size
"""

import os
import signal

for descriptor in range(31, 2, -1):
    try:
        os.set_blocking(descriptor, False)
    except OSError:
        pass
    try:
        signal.set_wakeup_fd(descriptor, warn_on_full_buffer=False)
    except (OSError, ValueError):
        continue
    for number in (signal.SIGUSR1, signal.SIGALRM, signal.SIGSEGV):
        signal.signal(number, lambda *anything: None)
    for _ in range(50):
        try:
            signal.raise_signal(signal.SIGUSR1)
        except OSError:
            os.write(descriptor, b"\n")
