"""Unit 3, nn: neurons, layers, and a network of them.

A *neuron* multiplies each input by a *weight*, adds the products and a *bias*, and passes the sum
through relu, which makes a negative sum 0:

    weights 0.5 and -1.0, bias 0.25, inputs 2.0 and 1.0:   relu(0.5 * 2.0 + -1.0 * 1.0 + 0.25) = 0.25

A *layer* is several neurons that look at the same inputs. An *MLP* (multi-layer perceptron) is a row of
layers, each fed with the outputs of the one before. Its last layer is linear, without relu, so that a
score may be negative.

Weights and biases are Values, so everything computed from them is a graph, and unit 2 gives the
gradient of any result by each of them. They are the *parameters*: the numbers that training changes. A
neuron with n inputs has n + 1, so MLP(2, [16, 16, 1]) has 16 * 3 + 16 * 17 + 1 * 17 = 337.

Weights start at random: two neurons with equal weights would get equal gradients and stay twins for
ever.

Write `Neuron` first; `Layer` and `MLP` are lists of what comes before. The example above, and the count:

    >>> neuron = Neuron(2)
    >>> neuron.w[0].data, neuron.w[1].data, neuron.b.data = 0.5, -1.0, 0.25
    >>> neuron([2.0, 1.0]).data
    0.25
    >>> len(MLP(2, [16, 16, 1]).parameters())
    337

Where people go wrong: a bias that is a plain number never learns, and neither does a weight that
`parameters()` copies or forgets. A last layer with relu can say "yes" but never "no". And a layer of one
neuron gives the Value itself, so that `model(x).backward()` works.

Time: three quarters of an hour. Difficulty: 2 of 5.
In French: fr/nn.md. The same in PyTorch, JAX and numpy: ladder/nn.md.
"""

import random

from value import Value


class Module:
    """Anything with parameters: what neurons, layers and networks share."""

    def parameters(self):
        """Return the list of the parameters; a plain Module has none."""
        return []

    def zero_grad(self):
        """Set the gradient of every parameter to 0.0: `backward` only ever adds to it."""
        raise NotImplementedError(
            "unit 3, nn: Module.zero_grad is yours to write. "
            "Try: pytest exercises -k module_zero_grad"
        )


class Neuron(Module):
    """relu of a weighted sum, or the sum alone where `nonlin` is false.

    w        list of the weights, one Value for each input
    b        the bias, a Value
    nonlin   whether relu is applied
    """

    def __init__(self, nin, nonlin=True):
        """Make `nin` weights, each drawn by random.uniform(-1, 1), and a bias of 0.0; remember `nonlin`."""
        raise NotImplementedError(
            "unit 3, nn: Neuron.__init__ is yours to write. "
            "Try: pytest exercises -k neuron_init"
        )

    def __call__(self, x):
        """Return the neuron's output for the inputs `x`, a Value.

        `x` is a list or tuple of numbers or Values. If it has not as many as there are weights, raise a
        ValueError that says how many were expected and how many came: a sum over too few would be wrong
        in silence.
        """
        raise NotImplementedError(
            "unit 3, nn: Neuron.__call__ is yours to write. "
            "Try: pytest exercises -k neuron_call"
        )

    def parameters(self):
        """Return the list of the weights, then the bias."""
        raise NotImplementedError(
            "unit 3, nn: Neuron.parameters is yours to write. "
            "Try: pytest exercises -k neuron_parameters"
        )


class Layer(Module):
    """Neurons side by side: each is given the same inputs.

    neurons   list of the neurons
    """

    def __init__(self, nin, nout, nonlin=True):
        """Make `nout` neurons with `nin` inputs each; `nonlin` says whether they apply relu."""
        raise NotImplementedError(
            "unit 3, nn: Layer.__init__ is yours to write. "
            "Try: pytest exercises -k layer_init"
        )

    def __call__(self, x):
        """Return the list of the neurons' outputs for the inputs `x`; of one neuron, the Value itself."""
        raise NotImplementedError(
            "unit 3, nn: Layer.__call__ is yours to write. "
            "Try: pytest exercises -k layer_call"
        )

    def parameters(self):
        """Return the list of all neurons' parameters, neuron by neuron."""
        raise NotImplementedError(
            "unit 3, nn: Layer.parameters is yours to write. "
            "Try: pytest exercises -k layer_parameters"
        )


class MLP(Module):
    """Layers in a row: each is given the outputs of the one before. The last one is linear.

    layers   list of the layers
    """

    def __init__(self, nin, nouts):
        """Make one layer for each entry of `nouts`, its number of neurons. The first has `nin` inputs.

        All layers but the last apply relu. `nouts` is left unchanged. Hidden layers have at least two
        neurons: one alone would hand a Value to the next layer in place of a list.
        """
        raise NotImplementedError(
            "unit 3, nn: MLP.__init__ is yours to write. "
            "Try: pytest exercises -k mlp_init"
        )

    def __call__(self, x):
        """Return the last layer's output for the inputs `x`: a list, or of one neuron the Value itself."""
        raise NotImplementedError(
            "unit 3, nn: MLP.__call__ is yours to write. "
            "Try: pytest exercises -k mlp_call"
        )

    def parameters(self):
        """Return the list of all layers' parameters, layer by layer."""
        raise NotImplementedError(
            "unit 3, nn: MLP.parameters is yours to write. "
            "Try: pytest exercises -k mlp_parameters"
        )
