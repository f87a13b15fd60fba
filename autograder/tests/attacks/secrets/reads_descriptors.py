"""Reads from every descriptor it may have inherited, and receives descriptors from its own line.

Survived: besides its line to the grader only /dev/null is open.

unit: derivative
says: Error: found nothing|stopped after|left early
"""

import os
import socket

found = []
for descriptor in range(256):
    try:
        os.set_blocking(descriptor, False)
    except OSError:
        pass
    try:
        found.append(os.pread(descriptor, 1000, 0))
    except OSError:
        pass
    try:
        found.append(socket.socket(fileno=descriptor).recvmsg(1000, 1000, socket.MSG_DONTWAIT))
    except OSError:
        pass
found = [data for data in found if data and b"CANARY" in repr(data).encode()]
raise RuntimeError(f"found {found}" if found else "found nothing")
