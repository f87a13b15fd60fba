"""A turn of the plane, drawn for each training on drawn points: weights that were found at home are of no use then.

A network whose weights are drawn evenly learns turned points as well as others.
"""

import math


class Turn:
    """A turn around the origin by an angle that `draw` gives."""

    def __init__(self, draw):
        angle = draw.uniform(0.0, 2.0 * math.pi)
        self._cos, self._sin = math.cos(angle), math.sin(angle)

    def points(self, points):
        """Return a list of turned points."""
        return [self.columns(point) for point in points]

    def columns(self, columns):
        """Return the turned coordinates of what is given as x and y: numbers or arrays."""
        x, y = columns
        return self._cos * x - self._sin * y, self._sin * x + self._cos * y
