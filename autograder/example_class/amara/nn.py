"""Unit 3, Amara O."""

import random

from value import Value


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1), label=f"w{i}") for i in range(nin)]
        self.b = Value(0.0, label="b")
        self.nonlin = nonlin

    def __call__(self, x):
        if len(x) != len(self.w):
            raise ValueError(f"{len(self.w)} inputs expected, {len(x)} given")
        out = self.b
        for weight, number in zip(self.w, x):
            out = out + weight * number
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w + [self.b]


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def __call__(self, x):
        out = [neuron(x) for neuron in self.neurons]
        return out if len(out) > 1 else out[0]

    def parameters(self):
        return sum((neuron.parameters() for neuron in self.neurons), [])


class MLP(Module):
    def __init__(self, nin, nouts):
        *hidden, last = zip([nin] + list(nouts), nouts)
        self.layers = [Layer(n, m) for n, m in hidden] + [Layer(*last, nonlin=False)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return sum((layer.parameters() for layer in self.layers), [])
