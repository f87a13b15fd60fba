"""Objects that name float as their class, made by a metaclass that calls everything its instance.

Survived: a conversion decides, not a claim.

unit: derivative
says: is of type Claim, not a number
"""


class Agreeable(type):
    def __instancecheck__(cls, thing):
        return True

    def __subclasscheck__(cls, kind):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(float)


class Claim(metaclass=Agreeable):
    __class__ = float


def derivative(*anything, **more):
    return Claim()


gradient = parabola_slope = surface_gradient = derivative
