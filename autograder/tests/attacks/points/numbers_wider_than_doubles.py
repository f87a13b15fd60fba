"""Long doubles beyond every double, fractions of giants, decimals that are no number.

Survived: what does not fit a double is infinite or an error.

unit: derivative
says: right|Error
"""

from decimal import Decimal
from fractions import Fraction

import numpy as np

kinds = [np.longdouble("1e4000"), Fraction(10**400, 3), Decimal("sNaN"), Decimal("1e999999"), -np.longdouble("1e-4940")]


def derivative(*anything, **more):
    kinds.append(kinds.pop(0))
    return kinds[0]


gradient = parabola_slope = surface_gradient = derivative
