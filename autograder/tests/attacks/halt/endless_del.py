"""Objects that never finish dying.

Survived: stopped at the limit.

unit: derivative
says: stopped after
"""


class Immortal:
    def __del__(self):
        while True:
            pass


def derivative(f, x, h=1e-6):
    return Immortal()


gradient = parabola_slope = surface_gradient = derivative
