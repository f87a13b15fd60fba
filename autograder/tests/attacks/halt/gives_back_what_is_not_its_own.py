"""Counts references down that it never held: of None, of the module, of the answer itself.

Survived: where Python breaks, one worker ends; where its constants are for ever, nothing happens.

unit: derivative
says: killed by signal|left early|right|Error|stopped after
"""

import ctypes


def derivative(*anything, **more):
    answer = [0.5]
    for thing in (None, True, 0, answer, derivative, float):
        for _ in range(10_000):
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(thing))
    return answer[0]


gradient = parabola_slope = surface_gradient = derivative
