"""numpy for means, shares and the curve of losses."""

import numpy as np


def hinge_loss(scores, labels):
    return sum((1 + -label * score).relu() for score, label in zip(scores, labels)) * (1.0 / len(scores))


def squared_error(scores, labels):
    differences = [score - label for score, label in zip(scores, labels)]
    return sum(d * d for d in differences) / len(differences)


def l2_penalty(parameters, alpha):
    return sum((p**2 for p in parameters)) * alpha


def accuracy(scores, labels):
    return np.mean([np.sign(max(s.data, 0) or -1) == np.sign(y) for s, y in zip(scores, labels)])


def sgd_step(parameters, rate):
    for p in parameters:
        p.data = p.data - np.float64(rate) * p.grad


def train(model, points, labels, batches, rate=0.3):
    losses, rates = np.zeros(len(batches)), rate * (1 - 0.9 * np.arange(len(batches)) / max(1, len(batches)))
    points, labels = np.asarray(points), np.asarray(labels)
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(list(map(float, point))) for point in points[batch]], labels[batch].tolist())
        losses[k] = loss.data
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), float(rates[k]))
    return losses
