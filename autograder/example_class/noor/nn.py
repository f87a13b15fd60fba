"""Unit 3. Noor"""

import random

from value import Value


class Module:
    def parameters(self):
        """All Values inside me, in the order in which they were made."""
        found = []
        for part in vars(self).values():
            for thing in part if isinstance(part, list) else [part]:
                if isinstance(thing, Value):
                    found.append(thing)
                elif isinstance(thing, Module):
                    found.extend(thing.parameters())
        return found

    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        if len(x) != len(self.w):
            raise ValueError(f"I have {len(self.w)} inputs, not {len(x)}")
        s = self.b
        for w, xi in zip(self.w, x):
            s = s + w * xi
        return s.relu() if self.nonlin else s


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def __call__(self, x):
        outs = [neuron(x) for neuron in self.neurons]
        return outs[0] if len(outs) == 1 else outs


class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], nonlin=i < len(nouts) - 1))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
