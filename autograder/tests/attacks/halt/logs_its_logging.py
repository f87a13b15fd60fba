"""A handler of log records that logs each record, at every level, to itself.

Survived: it is a recursion like others.

unit: derivative
says: RecursionError|killed by signal|stopped after
"""

import logging


class Again(logging.Handler):
    def emit(self, record):
        logging.getLogger("again").critical("again: %s", record)


logging.getLogger("again").addHandler(Again())
logging.raiseExceptions = True


def derivative(*anything, **more):
    logging.getLogger("again").critical("once")
    return 0.5


gradient = parabola_slope = surface_gradient = derivative
