"""Results that take for ever to say which class they have, or whether they have dimensions.

Survived: the deadline is for the whole question.

unit: derivative
says: stopped after
"""


class Thinking:
    @property
    def __class__(self):
        while True:
            pass

    @property
    def ndim(self):
        while True:
            pass


def derivative(*anything, **more):
    return [Thinking()]


def parabola_slope(x):
    return Thinking()
