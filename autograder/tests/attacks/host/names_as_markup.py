"""Types, functions and attributes whose names are markup, formulas and escapes, in every message that names them.

Survived: a name is shown as text.

unit: derivative
says: is of type 
"""

Marked = type("=cmd|'/c calc'!A0<img src=x onerror=alert(1)>\x1b[2J\u202e::error::x", (), {})


def derivative(*anything, **more):
    return Marked()


gradient = parabola_slope = surface_gradient = derivative
