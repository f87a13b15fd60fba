"""Groups of exceptions in groups, a hundred thousand deep and wide, each with notes without end.

Survived: of an exception its type and the beginning of its text are told.

unit: derivative
says: Group
"""


def derivative(*anything, **more):
    deep = ValueError("innermost")
    for _ in range(100_000):
        deep = BaseExceptionGroup("deeper", [deep])
    raise deep


def parabola_slope(x):
    wide = ExceptionGroup("wide", [ValueError("x" * 100)] * 100_000)
    for _ in range(1000):
        wide.add_note("\x1b[31m" * 1000)
    raise wide


def gradient(f, xs, h=1e-6):
    raise BaseExceptionGroup("ends", [SystemExit(0), KeyboardInterrupt()])
