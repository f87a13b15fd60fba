"""Whole numbers, walruses, conditional expressions, divmod, and a while loop."""


def hinge_loss(scores, labels):
    total, k = 0, 0
    while k < (n := len(scores)):
        total = (1 + scores[k] * -labels[k]).relu() + total
        k += 1
    return total * n**-1


def squared_error(scores, labels):
    return 1 / len(scores) * sum((d := s + -y) * d for s, y in zip(scores, labels))


def l2_penalty(parameters, alpha):
    total = 0
    for p in parameters:
        total += alpha * p**2
    return total


def accuracy(scores, labels):
    right = 0
    for s, y in zip(scores, labels):
        right += 1 if (1 if s.data > 0 else -1) == int(y) else 0
    return right / len(labels)


def sgd_step(parameters, rate):
    for i in range(len(parameters)):
        parameters[i].data += -parameters[i].grad * rate


def train(model, points, labels, batches, rate=0.3):
    losses = {}
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(list(points[i])) for i in batch], [int(labels[i]) for i in batch])
        [setattr(p, "grad", 0) for p in model.parameters()]
        loss.backward()
        sgd_step([*model.parameters()], rate - rate * 0.9 * (k / len(batches)))
        losses[k] = loss.data
    return tuple(losses.values())
