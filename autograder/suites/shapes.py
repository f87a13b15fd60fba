"""Steps on arrays: the student's data and gradients against the reference's, shapes first; random pairs of shapes."""

import json
import math
from functools import lru_cache
from itertools import accumulate

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import seed as draw_from
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from autograder.compare import Wrong, answered, close, pair, shown
from autograder.language import ENGLISH as say
from autograder.probes.arrays import AXES, replay_arrays
from autograder.suites.graphs import SETTINGS
from reference.value import Value


class Steps:
    """Steps on arrays as they are written: each method appends one and returns its number."""

    def __init__(self):
        self.steps = []

    def add(self, operation, *operands):
        """Append a step; return its number."""
        self.steps.append([operation, *operands])
        return len(self.steps) - 1

    def leaf(self, array):
        """Append a leaf with the numbers of `array`."""
        return self.add("leaf", np.asarray(array).tolist())

    def root(self, number, weights):
        """Append the sum of the elements of a step, each times its weight, so that no gradient is uniform."""
        return self.add("sum", self.add("*", number, self.leaf(weights)), None)

    def text(self):
        """Return the steps as lines of Python, names t0, t1, ..."""
        return "\n".join(f"    t{i} = {_line(step)}" for i, step in enumerate(self.steps))


def _line(step):
    operation, *operands = step
    if operation == "leaf":
        return f"Array({json.dumps(operands[0])})"
    names = [f"t{i}" for i in operands]
    if operation in ("sum", "mean"):
        return f"{names[0]}.{operation}({'' if operands[1] is None else f'axis={operands[1]}'})"
    if operation == "**":
        return f"{names[0]}**{operands[1]}"
    return {"relu": "{0}.relu()", "neg": "-{0}"}.get(operation, f"{{0}} {operation} {{1}}").format(*names)


def expected(steps, roots):
    """Return every step's data, and every step's gradient after `backward` from each root in turn, as arrays."""
    nodes = replay_arrays([list(step) for step in steps], lambda numbers: Value(np.array(numbers)))
    for root in roots:
        nodes[root].backward()
    data = [np.asarray(node.data) for node in nodes]
    return data, [np.broadcast_to(node.grad, array.shape) for node, array in zip(nodes, data, strict=True)]


def compare(name, got, right, about):
    """Raise `Wrong` where a student's array, as `elements` answers it, has not the shape or the numbers of `right`."""
    axes = int(got[0]) if 0 <= got[0] <= AXES else -1
    shape = tuple(int(size) if math.isfinite(size) else size for size in got[1: 1 + max(axes, 0)])
    if shape != right.shape or axes < 0:
        raise Wrong(pair(about, say("shape of {name}", name=name), shape, right.shape))
    numbers, expected = got[1 + AXES:], right.ravel()
    scale = float(np.max(np.abs(expected), initial=0.0))
    if not all(close(g, r, scale) for g, r in zip(numbers, expected, strict=True)):
        yours = np.array([float(shown(number)) for number in numbers]).reshape(right.shape)
        raise Wrong(pair(about, name, _rows(yours), _rows(right)))


def _rows(array):
    return np.array2string(array, precision=6, separator=", ", threshold=24).replace("\n", "\n" + " " * 15)


def check_arrays(submission, written, roots):
    """Compare every step's data; then go backward from each of `roots` and compare every step's gradient."""
    data, grads = expected(written.steps, roots)
    about = written.text()
    for i, got in _asked(submission, about, "array_data", written, data):
        compare(say("data of t{i}", i=i), got, data[i], about)
    about += f"\n    {say('backward from {root}', root=', '.join(f't{root}' for root in roots))}"
    for i, got in reversed(_asked(submission, about, "array_gradients", written, data, roots=roots)):
        compare(say("gradient of {name}", name=f"t{i}"), got, grads[i], about)


def _asked(submission, about, probe, written, data, **others):
    """Return the number of each step, with what the probe answers about it."""
    sizes = [array.size for array in data]
    lengths = [1 + AXES + size for size in sizes]
    got = answered(submission, about, (), probe, sum(lengths), steps=written.steps, sizes=sizes, **others)
    ends = list(accumulate(lengths))
    return [(i, got[end - length: end]) for i, (end, length) in enumerate(zip(ends, lengths, strict=True))]


def numbers(submission, *shape):
    """Draw an array of numbers with a size from 0.3 to 2 and either sign."""
    return np.array(submission.drawn(int(np.prod(shape)))).reshape(shape)


@lru_cache(maxsize=16)
def pairs_of_shapes(seed, count=40):
    """Return `count` random pairs of shapes that can be stretched to one another, smallest first."""
    drawn = []

    @draw_from(seed)
    @settings(SETTINGS, max_examples=count, phases=[Phase.generate])
    @given(mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3), st.sampled_from("+*-"))
    def collect(shapes, operation):
        drawn.append((*shapes.input_shapes, operation))

    collect()
    return sorted(dict.fromkeys(drawn), key=lambda pair: np.prod(np.broadcast_shapes(*pair[:2])))
