"""Weights in an array of objects, a neuron by numpy's dot product; layers by a comprehension over an object array."""

import random

import numpy as np
from value import Value


class Module:
    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0

    def parameters(self):
        return []


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = np.array([Value(random.uniform(-1, 1)) for _ in range(nin)], dtype=object)
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        x = np.array(x, dtype=object)
        if x.shape != self.w.shape:
            raise ValueError(f"shapes {x.shape} and {self.w.shape}")
        out = np.dot(self.w, x) + self.b
        return out.relu() if self.nonlin else out

    def parameters(self):
        return [*self.w.flat, self.b]


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = np.array([Neuron(nin, nonlin) for _ in range(nout)], dtype=object)

    def __call__(self, x):
        out = [neuron(x) for neuron in self.neurons.flat]
        return out if len(out) > 1 else out[0]

    def parameters(self):
        return sum((neuron.parameters() for neuron in self.neurons), [])


class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = np.array([nin, *nouts])
        self.layers = [Layer(int(a), int(b), nonlin=k < len(nouts) - 1)
                       for k, (a, b) in enumerate(zip(sizes[:-1], sizes[1:]))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return np.concatenate([layer.parameters() for layer in self.layers]).tolist()
