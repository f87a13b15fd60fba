"""Waits where no CPU is used: on locks that nobody gives back, on queues that stay empty, on selectors.

Survived: the deadline counts seconds of the wall clock.

unit: derivative
says: stopped after|Error
"""

import queue
import select
import threading


def derivative(*anything, **more):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def gradient(*anything, **more):
    queue.Queue().get()


def parabola_slope(x):
    select.select([], [], [])


def surface_gradient(x, y):
    threading.Event().wait()
