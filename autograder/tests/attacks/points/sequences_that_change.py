"""Lists that report another length and other elements each time they are asked, and an iterator in disguise.

Survived: the answer is listed once and counted then.

unit: derivative
says: numbers came back where|right|Error
"""

class Moody(list):
    count = 0

    def __len__(self):
        Moody.count += 1
        return Moody.count % 5

    def __iter__(self):
        return iter([0.0] * (Moody.count % 7))


def derivative(*anything, **more):
    return Moody([1.0])


def gradient(*anything, **more):
    return Moody([1.0, 2.0])


parabola_slope = surface_gradient = gradient
