"""Emil S., exercise 3"""
import random

from value import Value


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for parameter in self.parameters():
            parameter.grad = 0.0


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        if len(x) != len(self.w):
            raise ValueError("A neuron with " + str(len(self.w)) + " inputs was given " + str(len(x)))
        result = self.b
        for i in range(len(x)):
            result = result + self.w[i] * x[i]
        if self.nonlin:
            result = result.relu()
        return result

    def parameters(self):
        return self.w + [self.b]


class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = []
        for _ in range(nout):
            self.neurons.append(Neuron(nin, nonlin))

    def __call__(self, x):
        results = []
        for neuron in self.neurons:
            results.append(neuron(x))
        if len(results) == 1:
            return results[0]
        return results

    def parameters(self):
        result = []
        for neuron in self.neurons:
            result.extend(neuron.parameters())
        return result


class MLP(Module):
    def __init__(self, nin, nouts):
        self.layers = []
        for number, nout in enumerate(nouts):
            is_last = number == len(nouts) - 1
            self.layers.append(Layer(nin, nout, nonlin=not is_last))
            nin = nout

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        result = []
        for layer in self.layers:
            result.extend(layer.parameters())
        return result
