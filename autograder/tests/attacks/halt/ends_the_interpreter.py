"""Tells the interpreter to finish, to abort, to interrupt itself, through its own interface for C.

Survived: a worker that is gone has not answered.

unit: derivative
says: left early|killed by signal|stopped after
"""

import ctypes


def derivative(*anything, **more):
    ctypes.pythonapi.Py_Exit(0)


def gradient(*anything, **more):
    ctypes.pythonapi.Py_FinalizeEx()
    ctypes.pythonapi.Py_FatalError(b"passed")


def parabola_slope(x):
    ctypes.pythonapi.PyErr_SetInterrupt()
    return ctypes.pythonapi.PyErr_CheckSignals()
