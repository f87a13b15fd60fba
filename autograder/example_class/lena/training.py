def average(values):
    return sum(values) / len(values)


def hinge_loss(scores, labels):
    return average([(1 - label * score).relu() for score, label in zip(scores, labels)])


def squared_error(scores, labels):
    return average([(score - label) ** 2 for score, label in zip(scores, labels)])


def l2_penalty(parameters, alpha):
    return alpha * sum([p ** 2 for p in parameters])


def accuracy(scores, labels):
    hits = 0
    for score, label in zip(scores, labels):
        guess = 1 if score.data > 0 else -1
        hits += guess == label
    return hits / len(scores)


def sgd_step(parameters, rate):
    for p in parameters:
        p.data += -rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    losses = []
    for k, batch in enumerate(batches):
        scores = [model(points[i]) for i in batch]
        truth = [labels[i] for i in batch]
        loss = hinge_loss(scores, truth)
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), rate * (1 - 0.9 * k / len(batches)))
        losses.append(loss.data)
    return losses
