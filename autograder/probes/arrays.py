"""Questions about the unit arrays: steps on arrays, with the shape of each answer beside its elements.

A step is a list of an operation and its operands: ["leaf", [[1.0, 2.0]]], ["+", 0, 1], ["sum", 0, axis], ["**", 0, 2].
"""

import random

import numpy as np

from autograder.probes import Unfit, listed, named, probe

#: axes that an answer tells the sizes of
AXES = 4

#: operation -> what it does to nodes, and to what is no node
OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "@": lambda a, b: a @ b,
    "neg": lambda a: -a, "relu": lambda a: a.relu(), "**": lambda a, k: a**k,
    "sum": lambda a, axis: a.sum(axis), "mean": lambda a, axis: a.mean(axis),
}
#: of these the last operand is no number of a step
_WITH_OPTION = ("**", "sum", "mean")


def replay_arrays(steps, leaf):
    """Return the nodes of all steps on an engine whose leaves are made by `leaf(nested list of numbers)`."""
    nodes = []
    for operation, *operands in steps:
        if operation == "leaf":
            nodes.append(leaf(operands[0]))
            continue
        option = [_axis(operands.pop())] if operation in _WITH_OPTION else []
        nodes.append(OPERATIONS[operation](*[nodes[i] for i in operands], *option))
    return nodes


def _axis(option):
    return tuple(option) if isinstance(option, list) else option


def elements(array, size):
    """Return number of axes, their sizes, and `size` elements: zeros where the array has another number of them."""
    array = np.asarray(array, dtype=float)
    shape = [*array.shape[:AXES], *[0] * (AXES - array.ndim)]
    flat = array.ravel().tolist()
    return [array.ndim, *shape, *(flat if len(flat) == size else [0.0] * size)]


@probe
def array_data(units, steps, sizes):
    """Replay `steps`; answer every step's data."""
    nodes = replay_arrays(steps, named(units("arrays"), "Array"))
    return [x for node, size in zip(nodes, sizes, strict=True) for x in elements(node.data, size)]


@probe
def array_gradients(units, steps, sizes, roots):
    """Replay `steps`, go backward from each root in turn; answer every step's gradient."""
    nodes = replay_arrays(steps, named(units("arrays"), "Array"))
    for root in roots:
        nodes[root].backward()
    return [x for node, size in zip(nodes, sizes, strict=True) for x in elements(node.grad, size)]


@probe
def unbroadcast(units, gradient, shape, size):
    """The student's `unbroadcast`."""
    answer = named(units("arrays"), "unbroadcast")(np.array(gradient, dtype=float), tuple(shape))
    return elements(answer, size)


@probe
def array_of_the_caller(units, numbers, size):
    """Data of an Array after the caller has changed the array that it was made of."""
    make, given = named(units("arrays"), "Array"), np.array(numbers, dtype=float)
    node = make(given)
    given += 1.0
    return elements(node.data, size)


@probe
def read_before(units, steps, size):
    """The gradient of the first leaf as it was read after one `backward`, once another one has run."""
    nodes = replay_arrays(steps, named(units("arrays"), "Array"))
    nodes[-2].backward()
    read = nodes[0].grad
    nodes[-1].backward()
    return elements(read, size)


def _layers(units, parameters):
    make = named(units("arrays"), "Array")
    return [(make(w), make(b)) for w, b in parameters]


@probe
def array_network(units, parameters, points, size):
    """The outputs of the student's `network` with given weights."""
    answer = named(units("arrays"), "network")(np.array(points, dtype=float), _layers(units, parameters))
    return elements(answer.data, size)


@probe
def array_training(units, parameters, points, labels, steps, rate, size):
    """Train given layers; answer the losses, then all parameters, flat."""
    layers = _layers(units, parameters)
    losses = _train(units, layers, points, labels, steps, rate)
    return [*losses, *_flat(layers, size)]


@probe
def array_training_fresh(units, sizes, seed, points, labels, steps, rate, size):
    """Train layers from the student's own random start; answer the losses, then all parameters, flat."""
    random.seed(seed)
    layers = named(units("arrays"), "make_layers")(sizes)
    losses = _train(units, layers, points, labels, steps, rate)
    return [*losses, *_flat(layers, size)]


def _train(units, layers, points, labels, steps, rate):
    x, y = np.array(points, dtype=float), np.array(labels, dtype=float)[:, None]
    return listed(named(units("arrays"), "train_layers")(layers, x, y, steps, rate), steps)


def _flat(layers, size):
    flat = [x for layer in layers for parameter in layer for x in np.ravel(parameter.data).tolist()]
    if len(flat) != size:
        raise Unfit(f"weights and biases: {len(flat)}, expected: {size}")
    return flat
