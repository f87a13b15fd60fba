def hinge_loss(scores, labels):
    """Return the mean of relu(1 - label * score) over all points, a Value."""
    n = len(scores)
    return sum((1 - labels[i] * scores[i]).relu() for i in range(n)) / n


def squared_error(scores, labels):
    """Return the mean of (score - label)^2 over all points, a Value."""
    n = len(scores)
    return sum((scores[i] - labels[i]) ** 2 for i in range(n)) / n


def l2_penalty(parameters, alpha):
    """Return `alpha` times the sum of the squares of all parameters, a Value."""
    return sum(alpha * p * p for p in parameters)


def accuracy(scores, labels):
    """Return the share of points whose score has the sign of their label, a float from 0 to 1."""
    n = len(scores)
    return sum(1 for i in range(n) if (scores[i].data > 0) == (labels[i] > 0)) / n


def sgd_step(parameters, rate):
    """Move the data of every parameter by `rate` times its gradient, downhill."""
    for p in parameters:
        p.data -= rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    """Take one step of gradient descent on the hinge loss for each batch; return the losses as floats."""
    losses = []
    parameters = model.parameters()
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
        losses.append(loss.data)
        for p in parameters:
            p.grad = 0.0
        loss.backward()
        sgd_step(parameters, rate * (1 - 0.9 * k / len(batches)))
    return losses
