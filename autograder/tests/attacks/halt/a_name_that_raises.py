r"""Types whose metaclass raises or loops when asked for a name, a module or its attributes.

Survived: the worker falls back to what cannot be asked.

unit: derivative
says: \w
"""

class Mute(type):
    def __getattribute__(cls, name):
        raise SystemExit(name)


class Silent(Exception, metaclass=Mute):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__


def derivative(*anything, **more):
    raise Silent


gradient = parabola_slope = surface_gradient = derivative
