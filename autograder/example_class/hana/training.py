"""Unit 4 (Hana K.)"""


def hinge_loss(scores: list, labels: list[float]):
    return sum((1 - label * score).relu() for score, label in zip(scores, labels, strict=True)) / len(scores)


def squared_error(scores: list, labels: list[float]):
    return sum((score - label) ** 2 for score, label in zip(scores, labels, strict=True)) / len(scores)


def l2_penalty(parameters: list, alpha: float):
    return alpha * sum(p**2 for p in parameters)


def accuracy(scores: list, labels: list[float]) -> float:
    return sum((score.data > 0) == (label > 0) for score, label in zip(scores, labels, strict=True)) / len(scores)


def sgd_step(parameters: list, rate: float) -> None:
    for p in parameters:
        p.data -= rate * p.grad


def train(model, points: list, labels: list[float], batches: list[list[int]], rate: float = 0.3) -> list[float]:
    losses: list[float] = []
    for k, batch in enumerate(batches):
        model.zero_grad()
        loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
        loss.backward()
        losses.append(loss.data)
        sgd_step(model.parameters(), rate * (1 - 0.9 * k / len(batches)))
    return losses
