"""Star imports, loops by index, tuples for weights, neurons and parameters."""

from random import *

from value import *
import value


class Module(object):
    def parameters(self):
        return ()

    def zero_grad(self):
        i = 0
        while i < len(self.parameters()):
            self.parameters()[i].grad = 0.0
            i += 1


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        super(Neuron, self).__init__()
        w = ()
        for i in range(nin):
            w = w + (value.Value(2 * random() - 1),)
        self.w = w
        self.b = Value(0.0)
        self.act = Value.relu if nonlin else (lambda v: v)

    def __call__(self, x):
        if len(x) != len(self.w):
            raise Exception("wrong size", len(x))
        s = 0
        for i in range(len(self.w)):
            s = s + x[i] * self.w[i]
        return self.act(s + self.b)

    def parameters(self):
        return self.w + (self.b,)


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = tuple(Neuron(nin, nonlin) for k in range(nout))

    def __call__(self, x):
        if len(self.neurons) == 1:
            return self.neurons[0](x)
        return tuple(n(x) for n in self.neurons)

    def parameters(self):
        return sum((n.parameters() for n in self.neurons), ())


class MLP(Module):
    def __init__(self, nin, nouts):
        self.layers = ()
        for k, nout in enumerate(nouts):
            self.layers += (Layer(nouts[k - 1] if k else nin, nout, k < len(nouts) - 1),)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return sum((layer.parameters() for layer in self.layers), ())
