"""Losses and weights at the ends of what there is, for whoever draws the curve and the regions.

Survived: the picture shows what can be shown.

unit: training
says: right|unseen points
"""

import itertools

strange = itertools.cycle([1.7976931348623157e308, -1.7976931348623157e308, 5e-324, -0.0, float("nan"), float("inf"),
                           -float("inf"), 1e300, 3.0])


def train(model, points, labels, batches, rate=0.3):
    for p in model.parameters():
        p.data = next(strange)
    return [next(strange) for _ in batches]


def sgd_step(parameters, rate):
    for p in parameters:
        p.data = next(strange)


def accuracy(scores, labels):
    return next(strange)
