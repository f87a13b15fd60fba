"""One contender trains the network of micrograd's demo, in a process of its own, and says what it took.

    python -m autograder.bench.contender NAME STEPS REPEATS

prints JSON: `seconds` of CPU time per step, of the best of REPEATS runs, and the `losses` of a run; with 0
steps the `bytes` that a node takes. The demo: 100 moons, MLP(2, [16, 16, 1]), the mean hinge loss of all
points plus an L2 penalty, 100 steps with a rate that falls from 1 to 0.1.
"""

import contextlib
import gc
import json
import random
import sys
import time
import tracemalloc

import numpy as np

from reference import nn
from reference.moons import make_moons
from reference.training import collector_suspended, hinge_loss, l2_penalty, sgd_step
from reference.value import Value

ALPHA = 1e-4
SEED = 1337
POINTS, LABELS = make_moons(100, noise=0.1, seed=SEED)
LABELS_COLUMN = np.array(LABELS)[:, None]


def rate(step):
    """The demo's rate at a step."""
    return 1.0 - 0.9 * step / 100


def fresh(module):
    """Return the demo's network, made by `module`, with the demo's first weights."""
    random.seed(SEED)
    return module.MLP(2, [16, 16, 1])


def descend(parameters, total_loss, steps):
    """Return the losses of `steps` steps of gradient descent on the Values `parameters`."""
    losses = []
    for step in range(steps):
        loss = total_loss()
        for p in parameters:
            p.grad = 0.0
        loss.backward()
        sgd_step(parameters, rate(step))
        losses.append(loss.data)
    return losses


def total_loss_by_points(model, node, points=POINTS):
    """Return the demo's loss, point by point: the same lines for both engines, whose Value is `node`."""
    scores = [model([node(x), node(y)]) for x, y in points]
    return hinge_loss(scores, LABELS[: len(points)]) + l2_penalty(model.parameters(), ALPHA)


def by_points(model, node, steps):
    """Train on the loss of all points, point by point."""
    return descend(model.parameters(), lambda: total_loss_by_points(model, node), steps)


def peer():
    """Return micrograd's network and its Value; the import waits, for other contenders do without."""
    from micrograd import engine
    from micrograd import nn as module

    return fresh(module), engine.Value


def micrograd(steps):
    """PyPI's micrograd."""
    return by_points(*peer(), steps)


def numbers(steps):
    """The reference, a number in each Value."""
    return by_points(fresh(nn), Value, steps)


def columns(steps):
    """The same Neuron and Layer, an array of all points in each Value."""
    model, inputs, labels = fresh(nn), list(np.array(POINTS).T.copy()), np.array(LABELS)

    def total_loss():
        return (1 - labels * model(inputs)).relu().mean() + l2_penalty(model.parameters(), ALPHA)

    return descend(model.parameters(), total_loss, steps)


def total_loss_by_matrices(parameters, inputs, labels):
    """Return the demo's loss, a matrix of weights for each layer: the same lines for our Values and torch's tensors."""
    w1, b1, w2, b2, w3, b3 = parameters
    scores = ((inputs @ w1 + b1).relu() @ w2 + b2).relu() @ w3 + b3
    return (1 - labels * scores).relu().mean() + ALPHA * sum((p * p).sum() for p in parameters)


def matrices(steps):
    """The reference with a matrix of weights for each layer."""
    parameters, inputs, labels = [Value(m) for m in weights()], Value(POINTS), Value(LABELS_COLUMN)
    return descend(parameters, lambda: total_loss_by_matrices(parameters, inputs, labels), steps)


def torch_eager(steps):
    """PyTorch as it is written by hand, in numbers of 64 bits as ours and on one thread."""
    import torch

    torch.set_num_threads(1)
    inputs, labels = torch.tensor(POINTS, dtype=torch.float64), torch.tensor(LABELS_COLUMN)
    parameters, losses = [torch.tensor(m, requires_grad=True) for m in weights()], []
    for step in range(steps):
        loss = total_loss_by_matrices(parameters, inputs, labels)
        for p in parameters:
            p.grad = None
        loss.backward()
        with torch.no_grad():
            for p in parameters:
                p -= rate(step) * p.grad
        losses.append(loss.item())
    return losses


def by_hand(steps):
    """Plain numpy, the gradients written out."""
    parameters, x, y = weights(), np.array(POINTS), LABELS_COLUMN
    losses = []
    for step in range(steps):
        w1, b1, w2, b2, w3, b3 = parameters
        h1 = np.maximum(x @ w1 + b1, 0.0)
        h2 = np.maximum(h1 @ w2 + b2, 0.0)
        margin = 1.0 - y * (h2 @ w3 + b3)
        losses.append(float(np.maximum(margin, 0.0).mean() + ALPHA * sum((p * p).sum() for p in parameters)))
        g3 = (margin > 0.0) * -y / len(y)
        g2 = (g3 @ w3.T) * (h2 > 0.0)
        g1 = (g2 @ w2.T) * (h1 > 0.0)
        slopes = [x.T @ g1, g1.sum(0), h1.T @ g2, g2.sum(0), h2.T @ g3, g3.sum(0)]
        parameters = [p - rate(step) * (g + 2.0 * ALPHA * p) for p, g in zip(parameters, slopes, strict=True)]
    return losses


def weights():
    """Return the demo's first weights: for each layer a matrix (inputs, neurons) and a row of biases."""
    arrays = []
    for layer in fresh(nn).layers:
        arrays.append(np.array([[w.data for w in neuron.w] for neuron in layer.neurons]).T.copy())
        arrays.append(np.array([neuron.b.data for neuron in layer.neurons]))
    return arrays


#: name -> how it trains, and what Python's cyclic collector does meanwhile
CONTENDERS = {
    "micrograd": (micrograd, contextlib.nullcontext),
    "numbers, collector on": (numbers, contextlib.nullcontext),
    "numbers": (numbers, collector_suspended),
    "columns": (columns, collector_suspended),
    "matrices": (matrices, collector_suspended),
    "torch": (torch_eager, collector_suspended),
    "by hand": (by_hand, contextlib.nullcontext),
}


def measure(name, steps, repeats):
    """Return the CPU seconds per step of the best of `repeats` runs, and the losses."""
    train, collector = CONTENDERS[name]
    seconds = []
    for _ in range(repeats):
        gc.collect()
        with collector():
            start = time.process_time()
            losses = train(steps)
            seconds.append((time.process_time() - start) / steps)
    return {"seconds": min(seconds), "losses": losses}


def bytes_per_node(name):
    """Return the bytes that a node of the demo's loss over ten points takes, gradients included."""
    (model, node), operands = (peer(), "_prev") if name == "micrograd" else ((fresh(nn), Value), "parents")
    gc.collect()
    tracemalloc.start()
    root = total_loss_by_points(model, node, POINTS[:10])
    root.backward()
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    return taken / (count_nodes(root, operands) - len(model.parameters()))      # parameters were there before


def count_nodes(root, operands):
    """Return how many nodes a graph has; `operands` is the attribute that holds a node's."""
    seen, stack = {id(root)}, [root]
    while stack:
        new = [node for node in getattr(stack.pop(), operands) if id(node) not in seen]
        seen.update(map(id, new))
        stack += new
    return len(seen)


if __name__ == "__main__":
    contender, steps, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    answer = {"bytes": bytes_per_node(contender)} if steps == 0 else measure(contender, steps, repeats)
    print(json.dumps(answer))
