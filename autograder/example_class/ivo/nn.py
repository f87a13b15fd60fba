import random

from value import Value


class Module:
    """Anything with parameters: what neurons, layers and networks share."""

    def parameters(self):
        """Return the list of the parameters; a plain Module has none."""
        return []

    def zero_grad(self):
        """Set the gradient of every parameter to 0.0."""
        for p in self.parameters():
            p.grad = 0.0


class Neuron(Module):
    """relu of a weighted sum, or the sum alone where `nonlin` is false."""

    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        """Return the neuron's output for the inputs `x`, a Value."""
        if len(x) != len(self.w):
            raise ValueError(f"{len(x)} inputs for {len(self.w)} weights")
        z = sum((w * xi for w, xi in zip(self.w, x)), self.b)
        return z.relu() if self.nonlin else z

    def parameters(self):
        """Return the list of the weights, then the bias."""
        return self.w


class Layer(Module):
    """Neurons side by side: each is given the same inputs."""

    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def __call__(self, x):
        """Return the list of the neurons' outputs for the inputs `x`; of one neuron, the Value itself."""
        outputs = [neuron(x) for neuron in self.neurons]
        if len(outputs) == 1:
            return outputs[0]
        return outputs

    def parameters(self):
        """Return the list of all neurons' parameters, neuron by neuron."""
        return [p for neuron in self.neurons for p in neuron.parameters()]


class MLP(Module):
    """Layers in a row: each is given the outputs of the one before. The last one is linear."""

    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 2)]
        self.layers.append(Layer(sizes[-2], sizes[-1], nonlin=False))

    def __call__(self, x):
        """Return the last layer's output for the inputs `x`."""
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        """Return the list of all layers' parameters, layer by layer."""
        return [p for layer in self.layers for p in layer.parameters()]
