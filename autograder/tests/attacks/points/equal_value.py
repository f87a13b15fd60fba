"""A Value that agrees with every comparison and gives itself for its data and its grad.

Survived: data and grad are read as plain numbers, and this is none.

unit: value
says: not a number
"""


class Value:
    def __init__(self, *anything, **more):
        pass

    def same(self, *others):
        return self

    data = grad = property(same)
    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __truediv__ = __rtruediv__ = __pow__ = same
    __neg__ = __abs__ = __round__ = relu = tanh = exp = log = backward = same

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __iter__(self):
        return iter(())
