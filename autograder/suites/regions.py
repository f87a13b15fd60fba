"""Where a network says +1 and where -1, on a coarse grid: the student's beside one that the reference trains."""

from functools import lru_cache
from itertools import pairwise

from autograder.evidence import boundary
from reference.later import np
from reference.training import sgd_step
from reference.value import Value

BOX = (-1.6, 2.6, -1.2, 1.7)        # left, right, bottom, top: both moons with their noise
COLUMNS, ROWS = 56, 38
SHOWN = 100     # points: more would hide the regions


def regions(model, training):
    """Return the evidence of a trained network: its regions, and those of one that the reference trains on the same.

    model      the reference's network with the student's weights; called with two columns it gives a column of scores
    training   a FreeTraining: points, labels, batches, rate, turn, and the unseen points with their truth
    """
    seen = _trained(tuple(training.points), tuple(training.labels), tuple(map(tuple, training.batches)), training.rate)
    yours, right = (_side(lambda xy, scores=scores: scores(training.turn.columns(xy)), training.unseen, training.truth)
                    for scores in (lambda xy: model([*xy]).data, seen))
    shown = [(*point, label) for point, label in zip(training.unseen, training.truth, strict=True)][:SHOWN]
    return boundary(BOX, yours, right, shown)


def _side(score, unseen, truth):
    """What a network makes of the grid and of the unseen points; `score` takes an array of two rows."""
    left, right, bottom, top = BOX
    x = left + (np.arange(COLUMNS) + 0.5) * (right - left) / COLUMNS
    y = top - (np.arange(ROWS) + 0.5) * (top - bottom) / ROWS
    grid = np.array(np.meshgrid(x, y)).reshape(2, -1)
    with np.errstate(all="ignore"):     # weights may be of any size, or none
        signs, hits = score(grid) > 0, (score(np.array(unseen).T) > 0) == (np.array(truth) > 0)
    rows = np.where(np.broadcast_to(signs, COLUMNS * ROWS), "+", "-").reshape(ROWS, COLUMNS)
    return {"rows": ["".join(row) for row in rows], "share": float(np.mean(hits))}


@lru_cache(maxsize=8)
def _trained(points, labels, batches, rate):
    """Train a network of the same sizes in matrices, which takes a tenth of the time; return its function of scores."""
    draw = np.random.RandomState(len(batches))
    sizes = (2, 16, 16, 1)
    layers = [(Value(draw.uniform(-1, 1, (nin, nout))), Value(np.zeros(nout)))
              for nin, nout in pairwise(sizes)]
    parameters = [parameter for layer in layers for parameter in layer]

    def scores(x):
        for number, (weights, bias) in enumerate(layers):
            x = x @ weights + bias
            x = x.relu() if number < len(layers) - 1 else x
        return x

    for k, batch in enumerate(batches):
        wanted = np.array([[labels[i]] for i in batch])
        loss = (1 - wanted * scores(Value(np.array([points[i] for i in batch])))).relu().sum() / len(batch)
        for parameter in parameters:
            parameter.grad = 0.0
        loss.backward()
        sgd_step(parameters, rate * (1 - 0.9 * k / len(batches)))
    return lambda xy: scores(Value(np.column_stack(xy))).data[:, 0]
