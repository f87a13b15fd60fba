"""Dataclasses, properties behind methods, itertools and functools in place of loops."""

import random
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, pairwise
from operator import attrgetter, methodcaller

from value import Value


class Module:
    parameters = methodcaller("own")

    def own(self):
        return []

    def parameters(self):
        return list(self.own())

    def zero_grad(self):
        for parameter in self.parameters():
            setattr(parameter, "grad", 0.0)


@dataclass(eq=False)
class Neuron(Module):
    nin: int
    nonlin: bool = True
    w: list = field(init=False)
    b: Value = field(init=False)

    def __post_init__(self):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(self.nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        if len(x) != self.nin:
            raise ValueError(f"expected {self.nin} inputs, got {len(x)}")
        total = reduce(lambda total, pair: total + pair[0] * pair[1], zip(self.w, x, strict=True), self.b)
        return total.relu() if self.nonlin else total

    def own(self):
        yield from self.w
        yield self.b


@dataclass(eq=False)
class Layer(Module):
    nin: int
    nout: int
    nonlin: bool = True

    def __post_init__(self):
        self.neurons = tuple(Neuron(self.nin, self.nonlin) for _ in range(self.nout))

    def __call__(self, x):
        match [neuron(x) for neuron in self.neurons]:
            case [only]:
                return only
            case several:
                return several

    def own(self):
        return chain.from_iterable(neuron.parameters() for neuron in self.neurons)


class MLP(Module):
    def __init__(self, nin, nouts):
        shapes = list(pairwise([nin, *nouts]))
        self.layers = [Layer(*shape, nonlin=k + 1 < len(shapes)) for k, shape in enumerate(shapes)]

    def __call__(self, x):
        return reduce(lambda x, layer: layer(x), self.layers, x)

    def own(self):
        return chain.from_iterable(map(Module.parameters, self.layers))


assert attrgetter("layers")(MLP(1, [2, 1]))
