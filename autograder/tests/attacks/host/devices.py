"""Talks to terminals and devices: typed characters, window titles, kernel messages, virtual machines.

Survived: nothing can be opened, and nothing that is open listens.

unit: derivative
says: Error: all refused
"""

import fcntl
import os
import termios

found = []
for descriptor in range(32):
    for request in (termios.TIOCSTI, termios.TIOCGWINSZ, termios.TIOCSCTTY, termios.FIONREAD, 0x8901, 0x5421):
        try:
            fcntl.ioctl(descriptor, request, b"x" * 8)
            found.append((descriptor, request))
        except OSError:
            pass
for device in ("/dev/tty", "/dev/kmsg", "/dev/kvm", "/dev/mem", "/dev/fuse", "/dev/ptmx", "/dev/net/tun", "/dev/random"):
    try:
        found.append(os.open(device, os.O_RDWR))
    except OSError:
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
