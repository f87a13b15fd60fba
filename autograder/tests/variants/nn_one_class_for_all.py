"""One class that is all three, made by class methods; its parts are told apart by what they hold, calls go by `reduce`."""

import operator
import random
from functools import reduce
from itertools import starmap

from value import Value


class Part:
    def parameters(self):
        mine = [*getattr(self, "w", ()), *filter(None.__ne__, [getattr(self, "b", None)])]
        return mine + [p for part in getattr(self, "parts", ()) for p in part.parameters()]

    def zero_grad(self):
        any(setattr(p, "grad", 0.0) for p in self.parameters())


class Neuron(Part):
    def __init__(self, nin, nonlin=True):
        self.w, self.b, self.nonlin = [], Value(0.0), nonlin
        while len(self.w) < nin:
            self.w.append(Value(2 * random.random() - 1))

    def __call__(self, x):
        if len(x) - len(self.w):
            raise TypeError(f"{len(self.w)} inputs, please, and not {len(x)}")
        out = reduce(operator.add, starmap(operator.mul, zip(self.w, x)), self.b)
        return (out, out.relu)[self.nonlin]() if self.nonlin else out


class Layer(Part):
    parts = property(lambda self: self.neurons)

    def __init__(self, nin, nout, nonlin=True):
        self.neurons = list(map(lambda _: Neuron(nin, nonlin), range(nout)))

    def __call__(self, x):
        first, *others = (neuron(x) for neuron in self.neurons)
        return [first, *others] if others else first


class MLP(Part):
    parts = property(lambda self: self.layers)

    def __init__(self, nin, nouts):
        widths = [nin, *nouts]
        self.layers = [Layer(*widths[i : i + 2], i + 2 < len(widths)) for i in range(len(nouts))]

    def __call__(self, x):
        return reduce(lambda x, layer: layer(x), self.layers, x)
