"""Unit 4, Amara O."""


def mean(values):
    return sum(values) * (1 / len(values))


def hinge_loss(scores, labels):
    return mean([(1 - y * s).relu() for s, y in zip(scores, labels)])


def squared_error(scores, labels):
    return mean([(s - y) ** 2 for s, y in zip(scores, labels)])


def l2_penalty(parameters, alpha):
    return sum(p**2 for p in parameters) * alpha


def accuracy(scores, labels):
    guesses = [1.0 if s.data > 0 else -1.0 for s in scores]
    return sum(guess == label for guess, label in zip(guesses, labels)) / len(labels)


def sgd_step(parameters, rate):
    for p in parameters:
        p.data = p.data - rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    curve = []
    n = len(batches)
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
        curve.append(loss.data)
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), rate * (1 - 0.9 * k / n))
    return curve
