"""Clears the gradients after the step instead of before, in a class, with a bar of progress on the screen."""

import sys


def _mean(values):
    values = list(values)
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total / float(len(values))


hinge_loss = lambda scores, labels: _mean((-(y * s) + 1).relu() for s, y in zip(scores, labels))
squared_error = lambda scores, labels: _mean((s - y) ** 2 for s, y in zip(scores, labels))


def l2_penalty(parameters, alpha):
    return alpha * sum(p * p for p in parameters)


def accuracy(scores, labels):
    right = 0
    for s, y in zip(scores, labels):
        right += 1 if (1.0 if s.data > 0 else -1.0) == y else 0
    return right / float(len(labels))


def sgd_step(parameters, rate):
    for p in parameters:
        p.data += -rate * p.grad


class Trainer:
    def __init__(self, model, rate):
        self.model, self.rate, self.losses = model, rate, []

    def step(self, points, labels, part):
        loss = hinge_loss([self.model(point) for point in points], labels)
        loss.backward()
        sgd_step(self.model.parameters(), self.rate * (1.0 - 0.9 * part))
        self.model.zero_grad()
        self.losses += [loss.data]


def train(model, points, labels, batches, rate=0.3):
    trainer = Trainer(model, rate)
    model.zero_grad()
    for k in range(len(batches)):
        trainer.step([points[i] for i in batches[k]], [labels[i] for i in batches[k]], k / len(batches))
        print(f"\r{k + 1}/{len(batches)} loss {trainer.losses[-1]:.4f}", end="", file=sys.stderr)
    return tuple(trainer.losses)
