"""Waits for a lock that it holds itself.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

import threading

lock = threading.Lock()


def derivative(*anything, **more):
    lock.acquire()
    lock.acquire()
