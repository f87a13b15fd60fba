"""Has the fault handler write into the line of answers, past everything that Python knows of it.

Survived: a traceback is no answer, whatever wrote it.

unit: derivative
says: answer of the wrong size
"""

import faulthandler

for descriptor in range(31, 2, -1):
    try:
        faulthandler.dump_traceback(file=descriptor)
    except (OSError, RuntimeError, ValueError):
        pass


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)
