# Fatima B. -- TP 4


def hinge_loss(scores, labels):
    pertes = [(1 - label * score).relu() for score, label in zip(scores, labels)]
    return sum(pertes) / len(pertes)


def squared_error(scores, labels):
    pertes = [(score - label)**2 for score, label in zip(scores, labels)]
    return sum(pertes) / len(pertes)


def l2_penalty(parameters, alpha):
    return alpha * sum(p**2 for p in parameters)


def accuracy(scores, labels):
    justes = 0
    for score, label in zip(scores, labels):
        if (score.data > 0) == (label > 0):
            justes += 1
    return justes / len(labels)


def sgd_step(parameters, rate):
    for p in parameters:
        p.data = p.data - rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    courbe = []
    for k, batch in enumerate(batches):
        scores = [model(points[i]) for i in batch]
        loss = hinge_loss(scores, [labels[i] for i in batch])
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), rate * (1 - 0.9 * k / len(batches)))
        courbe.append(loss.data)
    return courbe
