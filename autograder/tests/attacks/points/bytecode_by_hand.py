"""A function whose code object was put together by hand to read beyond its constants.

Survived: the interpreter may crash, which ends this worker only.

unit: derivative
says: killed by signal|left early|Error|not a number|stopped
"""


def derivative(f, x, h=1e-6):
    return 0.0


opcodes = bytes([151, 0, 100, 255, 100, 200, 125, 250, 124, 250, 83, 0])
derivative.__code__ = derivative.__code__.replace(co_code=opcodes * 3)
gradient = parabola_slope = surface_gradient = derivative
