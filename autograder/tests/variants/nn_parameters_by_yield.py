"""`parameters` yields, one after the other; modules know their parts by what is set on them, as torch does."""

import random

from value import Value


class Module:
    def __setattr__(self, name, thing):
        vars(self).setdefault("_parts", {})[name] = thing
        super().__setattr__(name, thing)

    def parameters(self):
        for thing in self._parts.values():
            for part in thing if isinstance(thing, list) else [thing]:
                if isinstance(part, Value):
                    yield part
                elif isinstance(part, Module):
                    yield from part.parameters()

    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0

    def __call__(self, x):
        return self.forward(x)


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def forward(self, x):
        out = self.b
        for w, xi in zip(self.w, x, strict=True):
            out = out + w * xi
        return out.relu() if self.nonlin else out


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def forward(self, x):
        out = [neuron(x) for neuron in self.neurons]
        return out if len(out) > 1 else out[0]


class MLP(Module):
    def __init__(self, nin, nouts):
        last = len(nouts) - 1
        self.layers = [Layer(n, m, i < last) for i, (n, m) in enumerate(zip([nin, *nouts], nouts))]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
