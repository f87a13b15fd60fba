"""Prints by every stream, logger, warning and hook, in every encoding, with escapes and orders.

Survived: what is printed is kept out of the verdict, or inert.

unit: derivative
says: right
"""

import logging
import sys
import warnings

order = "\n::error::x\x1b]8;;file:///etc/passwd\x07y\x1b]8;;\x07\x9b2J\u2066\r\x08"
for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
    stream.write(order)
    stream.buffer.write(order.encode("utf-16"))
logging.basicConfig()
logging.critical(order)
warnings.warn(order)
sys.excepthook(ValueError, ValueError(order), None)


def derivative(*anything, **more):
    print(order * 100, flush=True)
    return 0.0


gradient = parabola_slope = surface_gradient = derivative
