"""Unit 3, nn: what the visible tests promise."""

import pytest

from gradcheck import gradcheck
from nn import MLP, Layer, Module, Neuron
from value import Value


def neuron(weights, bias, nonlin=True):
    """Return a Neuron with the given weights and bias."""
    made = Neuron(len(weights), nonlin=nonlin)
    made.w = [Value(weight) for weight in weights]
    made.b = Value(bias)
    return made


def fill(model, numbers):
    """Give the parameters of `model` the data `numbers`, in order."""
    for parameter, number in zip(model.parameters(), numbers, strict=True):
        parameter.data = number


def test_module_zero_grad_clears_every_parameter():
    """All gradients are 0.0 afterwards; the parameters themselves keep their data."""
    model = Module()
    parameters = [Value(2.0), Value(3.0)]
    model.parameters = lambda: parameters
    for p in parameters:
        p.grad = 7.0

    model.zero_grad()

    assert [p.grad for p in parameters] == [0.0, 0.0]
    assert [p.data for p in parameters] == [2.0, 3.0]


def test_neuron_init_makes_weights_and_a_bias():
    """Neuron(3) has three weights, Values between -1 and 1, and a bias of 0.0."""
    made = Neuron(3)

    assert len(made.w) == 3
    assert all(isinstance(w, Value) for w in [*made.w, made.b])
    assert all(-1 <= w.data <= 1 for w in made.w)
    assert made.b.data == 0.0


def test_neuron_init_draws_each_weight_on_its_own():
    """50 weights are 50 different Values with 50 different numbers, some negative and some positive."""
    weights = Neuron(50).w

    assert len({id(w) for w in weights}) == 50, "[Value(...)] * nin is one Value, nin times"
    assert len({w.data for w in weights}) == 50, "call random.uniform(-1, 1) for each weight"
    assert min(w.data for w in weights) < 0 < max(w.data for w in weights)


def test_neuron_call_is_a_weighted_sum_and_relu():
    """0.5 * 2 + -1 * 1 + 0.25 is 0.25, and relu leaves it."""
    assert neuron([0.5, -1.0], 0.25)([2.0, 1.0]).data == pytest.approx(0.25)


def test_neuron_call_applies_relu_to_the_sum():
    """-1 * 3 + 1 * 1 is -2, so relu gives 0; relu of each product would let the 1 through."""
    assert neuron([-1.0, 1.0], 0.0)([3.0, 1.0]).data == 0.0


def test_neuron_call_adds_the_bias_before_relu():
    """1 * 2 - 5 is -3, so relu gives 0; relu(2) - 5 would be -3."""
    assert neuron([1.0], -5.0)([2.0]).data == 0.0


def test_neuron_call_without_relu():
    """A neuron with nonlin=False gives the sum as it is, here -2."""
    assert neuron([-1.0, 1.0], 0.0, nonlin=False)([3.0, 1.0]).data == -2.0


def test_neuron_call_takes_values_as_inputs():
    """The inputs of a second layer are Values; they get gradients like the weights and the bias."""

    def neuron_of(x, y, w, v, b):
        made = Neuron(2)
        made.w, made.b = [w, v], b
        return made([x, y])

    gradcheck(neuron_of, 2.0, 1.0, 0.5, -0.25, 0.125)


@pytest.mark.parametrize("inputs", [[1.0], [1.0, 2.0, 3.0]])
def test_neuron_call_refuses_the_wrong_number_of_inputs(inputs):
    """One input or three for two weights are a ValueError, not a sum over what fits."""
    with pytest.raises(ValueError, match=str(len(inputs))):
        neuron([0.5, -1.0], 0.25)(inputs)


def test_neuron_parameters_are_the_weights_and_then_the_bias():
    """The very objects that the neuron computes with, so that training can move them."""
    made = Neuron(3)

    parameters = made.parameters()

    assert [id(p) for p in parameters] == [id(p) for p in [*made.w, made.b]]


def test_layer_init_makes_different_neurons():
    """Layer(2, 3) has three neurons of its own, each with two weights."""
    layer = Layer(2, 3)

    assert len({id(n) for n in layer.neurons}) == 3, "[Neuron(nin)] * nout is one neuron, nout times"
    assert [len(n.w) for n in layer.neurons] == [2, 2, 2]
    assert len({n.w[0].data for n in layer.neurons}) == 3, "each neuron draws weights of its own"


def test_layer_call_gives_a_list_of_outputs():
    """Each neuron is asked with the same inputs, and answers in order."""
    layer = Layer(1, 2, nonlin=False)
    layer.neurons = [neuron([2.0], 0.0, nonlin=False), neuron([-3.0], 1.0, nonlin=False)]

    assert [out.data for out in layer([5.0])] == [10.0, -14.0]


def test_layer_init_passes_nonlin_on():
    """The neurons of a layer with nonlin=False apply no relu; those of any other layer do."""
    for nonlin, output in ((False, -7.0), (True, 0.0)):
        layer = Layer(1, 2, nonlin=nonlin)
        fill(layer, [-7.0, 0.0, -7.0, 0.0])

        assert [out.data for out in layer([1.0])] == [output, output]


def test_layer_call_of_one_neuron_gives_the_value_itself():
    """A layer with a single neuron gives its Value, not a list of one."""
    assert isinstance(Layer(2, 1)([1.0, 2.0]), Value)


def test_layer_parameters_go_neuron_by_neuron():
    """All weights and the bias of the first neuron, then of the second, and so on."""
    layer = Layer(2, 3)

    assert [id(p) for p in layer.parameters()] == [id(p) for n in layer.neurons for p in [*n.w, n.b]]


def test_mlp_init_makes_layers_that_fit():
    """MLP(2, [4, 3, 1]) has layers of 4, 3 and 1 neurons with 2, 4 and 3 inputs."""
    model = MLP(2, [4, 3, 1])

    assert [len(layer.neurons) for layer in model.layers] == [4, 3, 1]
    assert [len(layer.neurons[0].w) for layer in model.layers] == [2, 4, 3]


def test_mlp_init_leaves_the_callers_list_alone():
    """The list of sizes is the same afterwards, so a second network can be made from it."""
    sizes = [4, 1]

    MLP(2, sizes)

    assert sizes == [4, 1], "make a new list: [nin, *nouts]"


def test_mlp_call_feeds_each_layer_with_the_one_before():
    """For x = 4 both neurons of the first layer give 2 * 4 + 1 = 9, the last 3 * 9 + 0 * 9 - 5 = 22."""
    model = MLP(1, [2, 1])
    fill(model, [2.0, 1.0, 2.0, 1.0, 3.0, 0.0, -5.0])

    assert model([4.0]).data == 22.0


def test_mlp_call_ends_in_a_linear_layer():
    """The last layer applies no relu, so a score can be negative; the layers before it do apply relu."""
    model = MLP(1, [2, 1])
    fill(model, [1.0, 0.0, -1.0, 0.0, -2.0, 5.0, 0.5])

    assert model([3.0]).data == -5.5, "relu(3) * -2 + relu(-3) * 5 + 0.5"


def test_mlp_init_gives_relu_to_all_layers_but_the_last():
    """Hidden layers apply relu, however many there are; the last layer does not."""
    model = MLP(1, [2, 2, 3])

    nonlin = [[n.nonlin for n in layer.neurons] for layer in model.layers]
    assert nonlin == [[True, True], [True, True], [False, False, False]]


def test_mlp_call_with_two_outputs_gives_a_list():
    """Two neurons in the last layer are two scores."""
    outputs = MLP(3, [4, 2])([1.0, 2.0, 3.0])

    assert len(outputs) == 2
    assert all(isinstance(out, Value) for out in outputs)


def test_mlp_parameters_go_layer_by_layer():
    """All parameters of the first layer, then of the second, each the very object in its neuron."""
    model = MLP(2, [4, 1])

    expected = [id(p) for layer in model.layers for n in layer.neurons for p in [*n.w, n.b]]

    assert [id(p) for p in model.parameters()] == expected


def test_mlp_parameters_of_the_moons_network():
    """16 * (2 + 1) + 16 * (16 + 1) + 1 * (16 + 1) = 337, all of them different."""
    parameters = MLP(2, [16, 16, 1]).parameters()

    assert len(parameters) == 337
    assert len({id(p) for p in parameters}) == 337


def test_mlp_zero_grad_reaches_every_parameter():
    """After a walk backward and zero_grad all gradients are 0.0 again."""
    model = MLP(2, [3, 1])
    model([1.0, -2.0]).backward()

    model.zero_grad()

    assert [p.grad for p in model.parameters()] == [0.0] * 13
