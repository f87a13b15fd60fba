"""A turn of the plane, drawn for each training on drawn points: weights that were found at home are of no use then.

A network whose weights are drawn evenly learns turned points as well as others.
"""

import math


class Turn:
    """A turn around `middle` by an angle that `draw` gives; the middle becomes the origin."""

    def __init__(self, draw, middle=(0.0, 0.0)):
        angle = draw.uniform(0.0, 2.0 * math.pi)
        self._cos, self._sin, self._middle = math.cos(angle), math.sin(angle), middle

    def points(self, points):
        """Return a list of turned points."""
        return [self.columns(point) for point in points]

    def columns(self, columns):
        """Return the turned coordinates of what is given as x and y: numbers or arrays."""
        x, y = (column - middle for column, middle in zip(columns, self._middle, strict=True))
        return self._cos * x - self._sin * y, self._sin * x + self._cos * y
