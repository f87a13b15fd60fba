"""Exceptions that raise when they are printed, named, traced or asked for their class.

Survived: at worst the name of the type is told.

unit: derivative
says: Unspeakable
"""


class Unspeakable(Exception):
    def fail(self, *anything):
        raise Unspeakable

    __str__ = __repr__ = __format__ = __reduce__ = __bool__ = __hash__ = __eq__ = fail
    __class__ = property(fail)
    __traceback__ = property(fail)
    __cause__ = __context__ = args = property(fail)


def derivative(*anything, **more):
    raise Unspeakable


gradient = parabola_slope = surface_gradient = derivative
