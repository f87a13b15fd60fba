"""Questions about unit 3: neurons, layers and networks with given weights."""

import random

from autograder.probes import Unfit, named, probe


def weights_of(model):
    """Every weight and bias, by the names of the attributes that hold them; of another shape, what `parameters` lists.

    So a parameter that `parameters` forgets costs the checks of `parameters`, and not those of the arithmetic.
    """
    for name in ("layers", "neurons"):
        if hasattr(model, name):
            return [weight for part in getattr(model, name) for weight in weights_of(part)]
    return [*model.w, model.b] if hasattr(model, "w") and hasattr(model, "b") else [*model.parameters()]


def fill(weights, numbers):
    """Put `numbers` into the `weights`, in order."""
    if len(weights) != len(numbers):
        raise Unfit(f"weights and biases: {len(weights)}, expected: {len(numbers)}")
    for weight, number in zip(weights, numbers, strict=True):
        weight.data = number


def outputs_of(model, x, count):
    """The list of the `count` outputs of a model."""
    outputs = model(x)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    if len(outputs) != count:
        raise Unfit(f"outputs that came back: {len(outputs)}, expected: {count}")
    return outputs


def weighted(seeds, outputs):
    """Return the sum of the outputs, each times its seed."""
    return sum(seed * out for seed, out in zip(seeds, outputs, strict=True))


@probe
def network(units, kind, sizes, numbers, inputs, seeds, as_values=False):
    """Make a `kind(*sizes)`, fill its weights in order with `numbers`, call it, go backward from the weighted outputs.

    Answers each output's data, each weight's gradient, and with `as_values` each input's.
    `seeds` are the weights of the outputs, so that each output's gradient is known and not 1.
    """
    model = named(units("nn"), kind)(*sizes)
    weights = weights_of(model)
    fill(weights, numbers)
    make = named(units("value"), "Value")
    x = [make(number) for number in inputs] if as_values else inputs
    outputs = outputs_of(model, x, len(seeds))
    weighted(seeds, outputs).backward()
    answer = [*[out.data for out in outputs], *[p.grad for p in weights]]
    return answer + [node.grad for node in x] if as_values else answer


@probe
def single(units, kind, sizes, numbers, inputs):
    """The data of the one output of a model, which must be the Value itself and no list."""
    model = named(units("nn"), kind)(*sizes)
    fill(weights_of(model), numbers)
    return [model(inputs).data]


@probe
def counts(units, kind, sizes):
    """How many parameters there are, and how many different ones."""
    parameters = [*named(units("nn"), kind)(*sizes).parameters()]
    return [len(parameters), len({id(p) for p in parameters})]


@probe
def initial(units, kind, sizes, seed, count):
    """The data of the first `count` weights and biases of a fresh model."""
    random.seed(seed)
    return [p.data for p in weights_of(named(units("nn"), kind)(*sizes))][:count]


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
    fill(weights_of(model), numbers)
    return [p.data for p in model.parameters()]


@probe
def zeroed(units, kind, sizes, numbers, inputs, seeds):
    """Every weight's gradient after `backward`, then after `zero_grad`, then after a second run of both."""
    model = named(units("nn"), kind)(*sizes)
    named(model, "zero_grad")
    weights = weights_of(model)
    fill(weights, numbers)

    def run():
        weighted(seeds, outputs_of(model, inputs, len(seeds))).backward()
        return [p.grad for p in weights]

    first = run()
    model.zero_grad()
    return [*first, *[p.grad for p in weights], *run()]


@probe
def two_models(units, nin, nouts):
    """Parameter counts of two MLPs made from the same list, then its length, and as many of it as there were."""
    mlp, size = named(units("nn"), "MLP"), len(nouts)
    counts = [len([*mlp(nin, nouts).parameters()]), len([*mlp(nin, nouts).parameters()])]
    return [*counts, len(nouts), *(nouts + [-1] * size)[:size]]


@probe
def wrong_length(units, weights, short, long):
    """Call Neurons with too few and too many inputs; answer 1 for each that was refused, then the right one's data."""
    neuron = named(units("nn"), "Neuron")(len(weights) - 1)
    fill(weights_of(neuron), weights)
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
