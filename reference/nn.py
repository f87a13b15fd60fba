"""Neurons, layers and networks, by micrograd's names.

Inputs are a list of numbers or Values for a single point. For a whole batch they are a list of columns:
arrays with one element for each point. The code is the same, for a Value holds either.
"""

import random

from reference.value import Value

ACTIVATIONS = ("relu", "tanh")
LAST = ("linear", "same")


class Module:
    """Anything with parameters."""

    def parameters(self):
        """Return the list of all parameters, Values."""
        return []

    def zero_grad(self):
        """Set the gradient of every parameter to 0.0."""
        for p in self.parameters():
            p.grad = 0.0


class Neuron(Module):
    """activation(w . x + b), or w . x + b alone if `nonlin` is false.

    w   list of `nin` weights, Values drawn by random.uniform(-1, 1)
    b   the bias, Value(0.0)
    """

    def __init__(self, nin, nonlin=True, activation="relu"):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin
        self.activation = _one_of(ACTIVATIONS, activation)

    def __call__(self, x):
        """Return the output for the inputs `x`, a Value. A ValueError refuses the wrong number of inputs."""
        if len(x) != len(self.w):
            raise ValueError(f"a neuron with {len(self.w)} weights got {len(x)} inputs")
        total = sum((wi * xi for wi, xi in zip(self.w, x, strict=True)), self.b)
        return getattr(total, self.activation)() if self.nonlin else total

    def parameters(self):
        """Return the weights, then the bias."""
        return [*self.w, self.b]


class Layer(Module):
    """Neurons with the same inputs. Called, it gives the list of their outputs; of one neuron, its output."""

    def __init__(self, nin, nout, nonlin=True, activation="relu"):
        self.neurons = [Neuron(nin, nonlin, activation) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]


class MLP(Module):
    """Layers in a row, of the sizes `nouts`; each takes the outputs of the one before.

    The last layer is linear; with last="same" it has the activation of the others, as in the lecture's
    network, which is tanh throughout.
    """

    def __init__(self, nin, nouts, activation="relu", last="linear"):
        sizes = [nin, *nouts]
        nonlin = [True] * (len(nouts) - 1) + [_one_of(LAST, last) == "same"]
        self.layers = [Layer(*size, activation) for size in zip(sizes[:-1], nouts, nonlin, strict=True)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


def _one_of(choices, choice):
    if choice not in choices:
        raise ValueError(f"{choice!r} is none of {', '.join(map(repr, choices))}")
    return choice
