"""An object that is equal to everything and has every attribute stands for each result.

Survived: results are read as plain numbers, and this is none.

unit: derivative
says: is of type Everything, not a number
sample: yes
"""


class Everything:
    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **more):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __neg__ = __abs__ = __call__


derivative = parabola_slope = Everything()


def gradient(f, xs, h=1e-6):
    return [Everything()] * len(xs)


def surface_gradient(x, y):
    return [Everything()] * 2
