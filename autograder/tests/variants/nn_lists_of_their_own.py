"""A layer is a list of neurons, a network a list of layers; parameters are tuples put together by `chain`."""

from abc import ABC, abstractmethod
from functools import cached_property, reduce
from itertools import chain, pairwise
from random import Random, uniform

from value import Value


class Module(ABC):
    @abstractmethod
    def parameters(self):
        """All of them."""

    def zero_grad(self):
        for parameter in self.parameters():
            parameter.grad *= 0.0


class Neuron(Module):
    draw = staticmethod(uniform)

    def __init__(self, nin, nonlin=True):
        self.w, self.b, self.nonlin = tuple(Value(self.draw(-1.0, 1.0)) for _ in range(nin)), Value(0), nonlin

    def __call__(self, x):
        if len(x) != len(self.w):
            raise IndexError(f"{len(x)} inputs for {len(self.w)} weights")
        total = sum(map(Value.__mul__, self.w, x), start=self.b)
        return total.relu() if self.nonlin else total

    def parameters(self):
        return (*self.w, self.b)


class Layer(list, Module):
    def __init__(self, nin, nout, nonlin=True):
        super().__init__(Neuron(nin, nonlin) for _ in range(nout))

    neurons = property(lambda self: self[:])

    def __call__(self, x):
        first, *others = [neuron(x) for neuron in self]
        return [first, *others] if others else first

    def parameters(self):
        return tuple(chain.from_iterable(neuron.parameters() for neuron in self))


class MLP(Module):
    def __init__(self, nin, nouts):
        shapes = [*pairwise((nin, *nouts))]
        self._layers = [Layer(a, b, nonlin=k + 1 < len(shapes)) for k, (a, b) in enumerate(shapes)]

    @cached_property
    def layers(self):
        return self._layers

    def __call__(self, x):
        return reduce(lambda x, layer: layer(x), self.layers, x)

    def parameters(self):
        return tuple(chain(*map(Layer.parameters, self.layers)))


assert Random(1).random()
