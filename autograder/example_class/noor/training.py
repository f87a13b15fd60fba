"""Unit 4. Noor"""


def hinge_loss(scores, labels):
    loss = 0
    for s, y in zip(scores, labels):
        loss = loss + (1 - y * s).relu()
    return loss / len(scores)


def squared_error(scores, labels):
    loss = 0
    for s, y in zip(scores, labels):
        loss = loss + (s - y) ** 2
    return loss / len(scores)


def l2_penalty(parameters, alpha):
    return sum(p * p for p in parameters) * alpha


def accuracy(scores, labels):
    return sum((s.data > 0) == (y > 0) for s, y in zip(scores, labels)) / len(scores)


def sgd_step(parameters, rate):
    for p in parameters:
        p.data -= rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    losses = []
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p.data -= rate * (1 - 0.9 * k / len(batches)) * p.grad
        losses.append(loss.data)
    return losses
