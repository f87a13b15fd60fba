"""A list whose length, contents and order depend on how it is looked at.

Survived: it is walked once, and what comes out are plain numbers.

unit: derivative
says: right
"""


class Liar(list):
    def __len__(self):
        return 2

    def __iter__(self):
        self.reads = getattr(self, "reads", 0) + 1
        return iter([float(self.reads)] * 2)

    def __eq__(self, other):
        return True

    __hash__ = None


def gradient(f, xs, h=1e-6):
    return Liar(xs)


def surface_gradient(x, y):
    return Liar([x, y])
