r"""Messages of lone surrogates, of characters beyond the planes, and of half a letter at the place where they are cut.

Survived: they are written out.

unit: derivative
says: \\ud800
"""

def derivative(*anything, **more):
    raise ValueError("\ud800\udfff" + "\U0010ffff\u0301" * 150 + "\udc80")


gradient = parabola_slope = surface_gradient = derivative
