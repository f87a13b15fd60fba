"""Neurons, layers and networks: what they compute, and what their parameters are."""

import cmath
import math
import random

import numpy as np
import pytest

from reference.nn import MLP, Layer, Module, Neuron
from reference.oracles import close, complex_step
from reference.value import Value


def fill(module, numbers):
    """Set the parameters in order."""
    for p, number in zip(module.parameters(), numbers, strict=True):
        p.data = number


def drawn(count, seed=0):
    rng = random.Random(seed)
    return [rng.uniform(-1.0, 1.0) for _ in range(count)]


SUM = 0.5 * 2.0 - 1.0 * 3.0 + 0.25

NEURONS = {
    "relu, active": (Neuron(2), [2.0, -3.0], 0.5 * 2.0 + 1.0 * 3.0 + 0.25),
    "relu, silent": (Neuron(2), [2.0, 3.0], 0.0),
    "linear": (Neuron(2, nonlin=False), [2.0, 3.0], SUM),
    "tanh": (Neuron(2, activation="tanh"), [2.0, 3.0], math.tanh(SUM)),
    "linear, whatever the activation": (Neuron(2, False, "tanh"), [2.0, 3.0], SUM),
}


@pytest.mark.parametrize("case", NEURONS)
def test_neuron(case):
    """A neuron gives activation(w . x + b), with relu by default, and w . x + b where nonlin is false."""
    neuron, x, out = NEURONS[case]
    fill(neuron, [0.5, -1.0, 0.25])

    assert neuron(x).data == pytest.approx(out, rel=1e-15)


def test_parameters_are_weights_then_bias():
    """`parameters()` lists w, then b; layer by layer, neuron by neuron; all are different Values."""
    neuron, model = Neuron(3), MLP(2, [16, 16, 1])

    assert neuron.parameters() == [*neuron.w, neuron.b]
    assert Module().parameters() == []
    assert model.parameters() == [
        p for layer in model.layers for n in layer.neurons for p in (*n.w, n.b)
    ]
    assert len(set(model.parameters())) == 337


def test_weights_are_drawn_from_random():
    """Weights are random.uniform(-1, 1) in order, as micrograd draws them; biases are 0."""
    random.seed(3)
    first, second = Layer(2, 2).neurons

    random.seed(3)
    assert [w.data for w in first.w + second.w] == [random.uniform(-1, 1) for _ in range(4)]
    assert [first.b.data, second.b.data] == [0.0, 0.0]


def test_layer_gives_a_list_or_a_single_value():
    """A layer gives a list of its neurons' outputs, and of one neuron the output itself."""
    layer = Layer(2, 3)

    assert [out.data for out in layer([1.0, 2.0])] == [neuron([1.0, 2.0]).data for neuron in layer.neurons]
    assert isinstance(Layer(2, 1)([1.0, 2.0]), Value)


@pytest.mark.parametrize(("activation", "last"), [("relu", "linear"), ("tanh", "linear"), ("tanh", "same")])
def test_network_equals_its_formula(activation, last):
    """Every layer but the last bends, the last where last="same"; written out with numpy it is the same."""
    model = MLP(2, [3, 4, 2], activation, last)
    x = [0.5, -0.25]

    bend = {"relu": lambda v: np.maximum(v, 0.0), "tanh": np.tanh}[activation]
    right = np.array(x)
    for layer in model.layers:
        w = np.array([[wi.data for wi in neuron.w] for neuron in layer.neurons])
        right = w @ right + [neuron.b.data for neuron in layer.neurons]
        right = bend(right) if layer is not model.layers[-1] or last == "same" else right

    assert [out.data for out in model(x)] == pytest.approx(right.tolist(), rel=1e-14)


def test_gradients_of_a_network():
    """All parameters and inputs of a tanh network have the gradients that complex steps give."""
    model = MLP(2, [3, 1], "tanh", "same")
    numbers = drawn(len(model.parameters()) + 2)
    fill(model, numbers[:-2])
    x = [Value(number) for number in numbers[-2:]]

    def formula(v):
        hidden = [cmath.tanh(v[3 * i] * v[-2] + v[3 * i + 1] * v[-1] + v[3 * i + 2]) for i in range(3)]
        return cmath.tanh(sum(w * h for w, h in zip(v[9:12], hidden, strict=True)) + v[12])

    model(x).backward()

    grads = [p.grad for p in (*model.parameters(), *x)]
    assert close(grads, complex_step(formula, numbers), 1e-14)


def test_a_batch_of_columns_is_as_many_points():
    """Called with columns, a network gives every point its score, and the sum of the points' gradients."""
    model = MLP(2, [8, 8, 1])
    points = [drawn(2, seed) for seed in range(10)]

    sum(model(point) for point in points).backward()
    single = [p.grad for p in model.parameters()]
    model.zero_grad()
    scores = model(list(np.array(points).T))
    scores.backward()

    assert scores.data == pytest.approx([model(point).data for point in points], rel=1e-14)
    assert close([p.grad for p in model.parameters()], single, 1e-14)


def test_zero_grad():
    """`zero_grad()` sets every gradient to 0.0, that of a column's weight too."""
    model = MLP(2, [3, 1])
    model([np.array([1.0, 2.0]), np.array([3.0, 4.0])]).backward()

    model.zero_grad()

    assert [p.grad for p in model.parameters()] == [0.0] * 13


@pytest.mark.parametrize("x", [[1.0], [1.0, 2.0, 3.0]])
def test_the_wrong_number_of_inputs_is_refused(x):
    """Too few or too many inputs are an error that names both numbers."""
    with pytest.raises(ValueError, match=f"2 weights got {len(x)} inputs"):
        Neuron(2)(x)


def test_unknown_choices_are_refused():
    """A misspelt activation or last layer is an error that lists what there is."""
    with pytest.raises(ValueError, match="'sigmoidal' is none of 'relu', 'tanh'"):
        MLP(2, [3, 1], "sigmoidal")
    with pytest.raises(ValueError, match="'none' is none of 'linear', 'same'"):
        MLP(2, [3, 1], last="none")


def test_the_list_of_sizes_is_left_alone():
    """`nouts` is only read."""
    nouts = [3, 1]

    MLP(2, nouts)

    assert nouts == [3, 1]
