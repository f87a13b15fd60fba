"""Emil S., exercise 4"""


def hinge_loss(scores, labels):
    total = 0.0
    for score, label in zip(scores, labels):
        total = total + (1.0 - label * score).relu()
    return total / len(scores)


def squared_error(scores, labels):
    total = 0.0
    for score, label in zip(scores, labels):
        total = total + (score - label) ** 2
    return total / len(scores)


def l2_penalty(parameters, alpha):
    total = 0.0
    for parameter in parameters:
        total = total + parameter * parameter
    return total * alpha


def accuracy(scores, labels):
    right = 0
    for score, label in zip(scores, labels):
        if score.data > 0 and label > 0:
            right += 1
        if score.data <= 0 and label < 0:
            right += 1
    return right / len(scores)


def sgd_step(parameters, rate):
    for parameter in parameters:
        parameter.data -= rate * parameter.grad


def train(model, points, labels, batches, rate=0.3):
    losses = []
    for k in range(len(batches)):
        scores = []
        truth = []
        for i in batches[k]:
            scores.append(model(points[i]))
            truth.append(labels[i])
        loss = hinge_loss(scores, truth)
        losses.append(loss.data)
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), rate * (1 - 0.9 * k / len(batches)))
    return losses
