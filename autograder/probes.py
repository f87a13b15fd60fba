"""Probes: small questions asked on the worker's side, by name, with plain data, answered with numbers.

They hold no expected value, so a student may read them. Each takes `units`, a function from a unit's name to the
student's module, and returns exactly as many numbers as were asked for. In a reply -1 stands for "not there".
"""

import random

from autograder.program import PLAIN, replay

PROBES = {}

#: what `_op` may say, in the order in which `graph` numbers it
OP_NAMES = ("+", "*", "**", "relu", "tanh", "exp", "log")


class Missing(Exception):
    """The submission has no such function, class or method."""


class Unfit(Exception):
    """What the code gave does not fit the question; the text says how."""


def probe(function):
    """Make `function` a question that can be asked by its name."""
    PROBES[function.__name__] = function
    return function


def named(module, name):
    """Return what `module` calls `name`."""
    try:
        return getattr(module, name)
    except AttributeError:
        raise Missing(f"there is no `{name}`") from None


@probe
def load(units, unit):
    """Import the module of `unit`."""
    units(unit)
    return []


# --- derivative ---------------------------------------------------------------------------------------------------


@probe
def call(units, unit, name, arguments):
    """Call a function of plain numbers; answer its number, or its list, tuple or array of numbers."""
    answer = named(units(unit), name)(*arguments)
    return list(answer) if isinstance(answer, (list, tuple)) or getattr(answer, "ndim", 0) == 1 else [answer]


@probe
def slope(units, steps, x, **options):
    """The student's `derivative` of the program of one input."""
    return [named(units("derivative"), "derivative")(lambda x: _plain(steps, [x]), x, **options)]


@probe
def slopes(units, steps, xs, **options):
    """The student's `gradient` of the program; then the `xs` that were handed over, as they are afterwards."""
    answer = named(units("derivative"), "gradient")(lambda xs: _plain(steps, xs), xs, **options)
    return [*answer, *xs]


def _plain(steps, values):
    leaves = [("leaf", (value,)) for value in values]
    return replay(leaves + steps[len(leaves):], lambda number: number, PLAIN)[-1]


# --- value and backward -------------------------------------------------------------------------------------------


def _nodes(units, steps):
    make = named(units("value"), "Value")
    for name in {step[0] for step in steps} & {"relu", "tanh", "exp", "log"}:
        named(make, name)
    return replay(steps, make)


@probe
def data(units, steps):
    """Replay `steps`; answer every step's data, read at the end."""
    return [node.data for node in _nodes(units, steps)]


@probe
def fresh(units, steps):
    """Replay `steps`; answer every step's gradient before any `backward`."""
    return [node.grad for node in _nodes(units, steps)]


@probe
def gradients(units, steps, roots):
    """Replay `steps`, call `backward` on the roots in turn; answer every step's data, then every step's gradient."""
    nodes = _nodes(units, steps)
    for root in roots:
        nodes[root].backward()
    return [node.data for node in nodes] + [node.grad for node in nodes]


@probe
def graph(units, steps):
    """Replay `steps`; answer for each the number of its `_op`, and of each step whether it is among its `_prev`."""
    nodes = _nodes(units, steps)
    answer = []
    for node in nodes:
        operands = {id(operand) for operand in node._prev}
        answer += [_op_number(node._op), *[float(id(other) in operands) for other in nodes]]
    return answer


def _op_number(op):
    op = "**" if op.startswith("**") else op.lower()
    return OP_NAMES.index(op) if op in OP_NAMES else -1


@probe
def reach(units, steps):
    """Walk `_prev` from the last step: how many nodes are met, how many with an unknown `_op`, which steps (1 or 0)."""
    nodes = _nodes(units, steps)
    met, waiting = {}, [nodes[-1]]
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met[id(node)] = node
            waiting.extend(node._prev)
    unknown = [node for node in met.values() if node._prev and node._op not in OP_NAMES and node._op[:2] != "**"]
    return [len(met), len(unknown), *[float(id(node) in met) for node in nodes]]


@probe
def exponent_in_op(units, base, power):
    """The exponent that `_op` of base ** power names."""
    return [float((named(units("value"), "Value")(base) ** power)._op[2:])]


@probe
def label(units, text):
    """The character codes of a fresh Value's label."""
    return [ord(character) for character in named(units("value"), "Value")(1.0, label=text).label]


@probe
def identities(units, numbers):
    """How many different elements a set of fresh Values of `numbers` has, and how many are equal to the first."""
    make = named(units("value"), "Value")
    nodes = [make(number) for number in numbers]
    return [len(set(nodes)), sum(node == nodes[0] for node in nodes)]


@probe
def exponent(units, base, power):
    """base ** power with a number, then with a Value as exponent: data, data, and the gradient of both operands."""
    make = named(units("value"), "Value")
    answer = [(make(base) ** power).data]
    x, k = make(base), make(power)
    try:
        root = x ** k
    except NotImplementedError:
        raise
    except Exception:
        return [*answer, -1, -1, -1]        # refused, as the stub asks
    root.backward()
    return [*answer, root.data, x.grad, k.grad]


@probe
def local_derivatives(units, steps, count):
    """How many numbers the student's `local_derivatives` of the last step gives, then the first `count` of them."""
    answer = list(named(units("backward"), "local_derivatives")(_nodes(units, steps)[-1]))
    return [len(answer), *(answer + [0.0] * count)[:count]]


@probe
def unknown_operation(units, op):
    """1 where `local_derivatives` refuses a node that was made by an operation it cannot know."""
    make, derive = named(units("value"), "Value"), named(units("backward"), "local_derivatives")
    try:
        derive(make(2.0, (make(1.0),), op))
    except NotImplementedError:
        raise
    except Exception:
        return [1]
    return [0]


@probe
def topological_order(units, steps):
    """The length of the student's order of the last step, then the place of each step in it."""
    nodes = _nodes(units, steps)
    order = named(units("backward"), "topological_order")(nodes[-1])
    place = {id(node): i for i, node in enumerate(order)}
    return [len(order), *[place.get(id(node), -1) for node in nodes]]


# --- nn -----------------------------------------------------------------------------------------------------------


def _weights(model):
    """Every weight and bias, by the names of the attributes that hold them; of another shape, what `parameters` lists.

    So a parameter that `parameters` forgets costs the checks of `parameters`, and not those of the arithmetic.
    """
    for name in ("layers", "neurons"):
        if hasattr(model, name):
            return [weight for part in getattr(model, name) for weight in _weights(part)]
    return [*model.w, model.b] if hasattr(model, "w") and hasattr(model, "b") else model.parameters()


def _fill(weights, numbers):
    if len(weights) != len(numbers):
        raise Unfit(f"there are {len(weights)} weights and biases where {len(numbers)} were expected")
    for weight, number in zip(weights, numbers, strict=True):
        weight.data = number


def _outputs(model, x, count):
    """The list of the `count` outputs of a model."""
    outputs = model(x)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    if len(outputs) != count:
        raise Unfit(f"there are {len(outputs)} outputs where {count} were expected")
    return outputs


def _weighted(seeds, outputs):
    return sum(seed * out for seed, out in zip(seeds, outputs, strict=True))


@probe
def network(units, kind, sizes, numbers, inputs, seeds, as_values=False):
    """Make a `kind(*sizes)`, fill its weights in order with `numbers`, call it, go backward from the weighted outputs.

    Answers each output's data, each weight's gradient, and with `as_values` each input's.
    `seeds` are the weights of the outputs, so that each output's gradient is known and not 1.
    """
    model = named(units("nn"), kind)(*sizes)
    weights = _weights(model)
    _fill(weights, numbers)
    make = named(units("value"), "Value")
    x = [make(number) for number in inputs] if as_values else inputs
    outputs = _outputs(model, x, len(seeds))
    _weighted(seeds, outputs).backward()
    answer = [*[out.data for out in outputs], *[p.grad for p in weights]]
    return answer + [node.grad for node in x] if as_values else answer


@probe
def single(units, kind, sizes, numbers, inputs):
    """The data of the one output of a model, which must be the Value itself and no list."""
    model = named(units("nn"), kind)(*sizes)
    _fill(_weights(model), numbers)
    return [model(inputs).data]


@probe
def counts(units, kind, sizes):
    """How many parameters there are, and how many different ones."""
    parameters = named(units("nn"), kind)(*sizes).parameters()
    return [len(parameters), len({id(p) for p in parameters})]


@probe
def initial(units, kind, sizes, seed, count):
    """The data of the first `count` weights and biases of a fresh model."""
    random.seed(seed)
    return [p.data for p in _weights(named(units("nn"), kind)(*sizes))][:count]


@probe
def attributes(units):
    """Neurons of a Layer(2, 3) and layers of an MLP(2, [4, 3, 1]), counted."""
    nn = units("nn")
    layer, mlp = named(nn, "Layer")(2, 3), named(nn, "MLP")(2, [4, 3, 1])
    return [len(layer.neurons), len(mlp.layers)]


@probe
def listed(units, kind, sizes, numbers):
    """The data of `parameters()`, at most as many as `numbers`, of a model whose weights were filled with these."""
    model = named(units("nn"), kind)(*sizes)
    _fill(_weights(model), numbers)
    return [p.data for p in model.parameters()]


@probe
def zeroed(units, kind, sizes, numbers, inputs, seeds):
    """Every weight's gradient after `backward`, then after `zero_grad`, then after a second run of both."""
    model = named(units("nn"), kind)(*sizes)
    named(model, "zero_grad")
    weights = _weights(model)
    _fill(weights, numbers)

    def run():
        _weighted(seeds, _outputs(model, inputs, len(seeds))).backward()
        return [p.grad for p in weights]

    first = run()
    model.zero_grad()
    return [*first, *[p.grad for p in weights], *run()]


@probe
def two_models(units, nin, nouts):
    """Parameter counts of two MLPs made from the same list, then that list."""
    mlp = named(units("nn"), "MLP")
    return [len(mlp(nin, nouts).parameters()), len(mlp(nin, nouts).parameters()), *nouts]


@probe
def wrong_length(units, weights, short, long):
    """Call Neurons with too few and too many inputs; answer 1 for each that was refused, then the right one's data."""
    neuron = named(units("nn"), "Neuron")(len(weights) - 1)
    _fill(_weights(neuron), weights)
    answer = [neuron([1.0] * (len(weights) - 1)).data]
    for x in (short, long):
        try:
            neuron(x)
            answer.append(0)
        except NotImplementedError:
            raise
        except Exception:
            answer.append(1)
    return answer


# --- training -----------------------------------------------------------------------------------------------------


@probe
def loss(units, name, numbers, others, **options):
    """A loss or penalty of fresh Values: its data, then the gradient of each after `backward`."""
    make = named(units("value"), "Value")
    values = [make(number) for number in numbers]
    out = named(units("training"), name)(values, *others, **options)
    out.backward()
    return [out.data, *[value.grad for value in values]]


@probe
def accuracy(units, scores, labels):
    """The student's accuracy of fresh scores."""
    make = named(units("value"), "Value")
    return [named(units("training"), "accuracy")([make(score) for score in scores], labels)]


@probe
def sgd_step(units, numbers, grads, rates):
    """Parameters with given gradients after one step at each rate; then their gradients."""
    make = named(units("value"), "Value")
    parameters = [make(number) for number in numbers]
    for parameter, grad in zip(parameters, grads, strict=True):
        parameter.grad = grad
    for rate in rates:
        named(units("training"), "sgd_step")(parameters, rate)
    return [p.data for p in parameters] + [p.grad for p in parameters]


@probe
def train(units, sizes, numbers, points, labels, batches, rate):
    """Train an MLP from given weights; answer the losses, then every weight."""
    model = named(units("nn"), "MLP")(*sizes)
    weights = _weights(model)
    _fill(weights, numbers)
    losses = named(units("training"), "train")(model, points, labels, batches, rate)
    return [*losses, *[p.data for p in weights]]


@probe
def moons(units, sizes, seed, points, labels, batches, rate):
    """Train an MLP from the student's own random start; answer the losses, then every weight and bias."""
    random.seed(seed)
    model = named(units("nn"), "MLP")(*sizes)
    weights = _weights(model)
    losses = named(units("training"), "train")(model, points, labels, batches, rate)
    return [*losses, *[p.data for p in weights]]
