"""Never returns from one of its functions.

Survived: stopped at the limit; what does not call it keeps its points.

unit: derivative
earns: 1
says: stopped after
"""


def derivative(f, x, h=1e-6):
    while True:
        pass


def parabola_slope(x):
    return 6 * x - 4
