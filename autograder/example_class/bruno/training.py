# training.py


def hinge_loss(scores, labels):
    losses = [(1 + -yi * si).relu() for yi, si in zip(labels, scores)]
    return sum(losses) * (1.0 / len(losses))


def squared_error(scores, labels):
    losses = [(si - yi)**2 for yi, si in zip(labels, scores)]
    return sum(losses) * (1.0 / len(losses))


def l2_penalty(parameters, alpha):
    return alpha * sum((p * p for p in parameters))


def accuracy(scores, labels):
    right = [(yi > 0) == (si.data > 0) for yi, si in zip(labels, scores)]
    return sum(right) / len(right)


def sgd_step(parameters, rate):
    for p in parameters:
        p.data -= rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    history = []
    for k in range(len(batches)):
        # forward
        scores = [model(points[i]) for i in batches[k]]
        loss = hinge_loss(scores, [labels[i] for i in batches[k]])
        # backward
        model.zero_grad()
        loss.backward()
        # update
        learning_rate = rate * (1.0 - 0.9 * k / len(batches))
        sgd_step(model.parameters(), learning_rate)
        history.append(loss.data)
    return history
