# Fatima B. -- TP 3

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
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        if len(x) != len(self.w):
            raise ValueError(f"ce neurone a {len(self.w)} entrées, on lui en donne {len(x)}")
        somme = self.b
        for w, xi in zip(self.w, x):
            somme = somme + w * xi
        if self.nonlin:
            return somme.relu()
        return somme

    def parameters(self):
        return self.w + [self.b]


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def __call__(self, x):
        sorties = [n(x) for n in self.neurons]
        return sorties[0] if len(sorties) == 1 else sorties

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]


class MLP(Module):
    def __init__(self, nin, nouts):
        tailles = [nin] + nouts
        self.layers = []
        for i in range(len(nouts)):
            derniere = (i == len(nouts) - 1)
            self.layers.append(Layer(tailles[i], tailles[i + 1], nonlin=not derniere))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
