"""A generator of losses, a schedule in a closure, a progress bar that may be missing, code for when it is a program."""

import statistics
from functools import lru_cache, partial, reduce
from itertools import count, starmap
from operator import add

try:
    from tqdm import tqdm
except ImportError:
    tqdm = iter


def _mean(values):
    return reduce(add, values) / len(values)


def hinge_loss(scores, labels):
    return _mean([(1 - y * s).relu() for s, y in zip(scores, labels)])


def squared_error(scores, labels):
    return _mean([*starmap(lambda s, y: (s - y) ** 2, zip(scores, labels))])


def l2_penalty(parameters, alpha):
    return sum([p * p for p in parameters], start=0) * alpha


def accuracy(scores, labels):
    return statistics.fmean((s.data > 0) is (y > 0) for s, y in zip(scores, labels))


def sgd_step(parameters, rate):
    list(map(lambda p: setattr(p, "data", p.data - rate * p.grad), parameters))


def schedule(rate, steps):
    @lru_cache(maxsize=None)
    def at(k):
        return rate * (1 - 0.9 * k / steps)
    return at


def steps(model, points, labels, batches, rate):
    rates = schedule(rate, len(batches))
    for k, batch in zip(count(), tqdm(batches)):
        loss = hinge_loss([*map(model, map(points.__getitem__, batch))], [labels[i] for i in batch])
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), rates(k))
        yield loss.data


def train(model, points, labels, batches, rate=0.3):
    return [*partial(steps, model, points, labels)(batches, rate)]


if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from moons import make_moons, minibatches
    from nn import MLP

    points, labels = make_moons(100)
    plt.plot(train(MLP(2, [16, 1]), points, labels, minibatches(100, 4, 10)))
    plt.show()
