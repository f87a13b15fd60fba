"""Unit 3: neurons, layers and networks, with given parameters and exact gradients."""

import pytest

from autograder.compare import Wrong, answered, assert_numbers, counted, shown
from autograder.language import ENGLISH as say
from reference import nn
from reference.value import Value

points = pytest.mark.points


def count(kind, sizes):
    """How many parameters a `kind(*sizes)` has."""
    return len(made(None, kind, sizes).parameters())


def written(kind, sizes):
    """Return how a model is made: `MLP(2, [3, 1])`."""
    return f"{kind}({', '.join(map(str, sizes))})"


def made(submission, kind, sizes):
    """The reference's model of the same kind; the lecture's networks apply tanh, in the last layer too."""
    lecture = submission is not None and submission.layout == "lecture"
    return getattr(nn, kind)(*sizes, **({"activation": "tanh"} if lecture else {}),
                             **({"last": "same"} if lecture and kind == "MLP" else {}))


def right_answer(submission, kind, sizes, numbers, inputs, seeds):
    """Outputs, gradients of the parameters and gradients of the inputs, of the reference."""
    model = made(submission, kind, sizes)
    parameters, x = model.parameters(), [Value(number) for number in inputs]
    for parameter, number in zip(parameters, numbers, strict=True):
        parameter.data = number
    outputs = model(x)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    sum(seed * out for seed, out in zip(seeds, outputs, strict=True)).backward()
    return [out.data for out in outputs], [p.grad for p in parameters], [node.grad for node in x]


def lively(submission, kind, sizes, inputs, seeds):
    """Draw parameters until most gradients are not 0: a network of dead neurons would check nothing."""
    while True:
        numbers = submission.drawn(count(kind, sizes), low=0.05, high=1.0)
        _, slopes, _ = right_answer(submission, kind, sizes, numbers, inputs, seeds)
        if sum(slope != 0 for slope in slopes) * 2 > len(slopes):
            return numbers


def check_model(submission, kind, sizes, outputs=1, *, gradients=True, as_values=False, numbers=None):
    """Fill a model with drawn parameters; compare its outputs and, going backward, every gradient."""
    inputs, seeds = submission.drawn(sizes[0]), submission.drawn(outputs)
    numbers = numbers or lively(submission, kind, sizes, inputs, seeds)
    right, slopes, inner = right_answer(submission, kind, sizes, numbers, inputs, seeds)
    about = "    " + (
        say("{model}, w {weights}, b {number}, inputs {inputs}", model=written(kind, sizes), weights=numbers[:-1],
            number=numbers[-1], inputs=inputs) if kind == "Neuron" else
        say("{model} with given parameters, inputs {inputs}", model=written(kind, sizes), inputs=inputs))
    told = [say("output {i}", i=i) for i in range(outputs)]
    names = [say("gradient of parameter {i} of {count}", i=i, count=len(numbers)) for i in range(len(numbers))]
    names += [say("gradient of input {i}", i=i) for i in range(len(inputs))] if as_values else []
    got = answered(
        submission, about, told + names, "network", outputs + len(numbers) + as_values * len(inputs),
        kind=kind, sizes=sizes, numbers=numbers, inputs=inputs, seeds=seeds, as_values=as_values)
    assert_numbers(told, got[:outputs], right, about)
    if gradients:
        root = " + ".join(f"{seed} * {name}" for seed, name in zip(seeds, told, strict=True))
        about += f"\n    {say('backward from {root}', root=root)}"
        assert_numbers(names, got[outputs:], slopes + inner * as_values, about)


@points(1)
def test_neuron_is_relu_of_a_weighted_sum(submission):
    """A neuron gives relu(w0 * x0 + w1 * x1 + ... + b), with one relu around the whole sum.

    Start the sum with the bias, add each weight times its input, then apply relu once.
    """
    weights = submission.drawn(3, low=0.1, high=1.0)
    for bias in (0.75, -0.5, 5.0, -5.0):
        check_model(submission, "Neuron", [3], gradients=False, numbers=[*weights, bias])


@points(1)
@pytest.mark.kit_only
def test_linear_neuron(submission):
    """A neuron with nonlin=False gives the weighted sum itself, also where it is negative.

    `nonlin` says whether relu is applied.
    """
    weights = submission.drawn(2, low=0.1, high=1.0)
    for bias in (0.75, -5.0):
        inputs = submission.drawn(2)
        right = sum(w * x for w, x in zip(weights, inputs, strict=True)) + bias
        about = "    " + say("{model}, w {weights}, b {number}, inputs {inputs}", model="Neuron(2, nonlin=False)",
                             weights=weights, number=bias, inputs=inputs)
        got = answered(submission, about, (), "single", 1, kind="Neuron", sizes=[2, False], numbers=[*weights, bias],
                       inputs=inputs)
        assert_numbers([say("output")], got, [right], about)


@points(1)
def test_neuron_gradients(submission):
    """Going backward from a neuron gives each weight, the bias and each input its exact gradient.

    The gradient of a weight is its input, where relu lets it through; that of the bias is 1.
    """
    for bias in (4.0, -4.0):
        numbers = [*submission.drawn(3, low=0.1, high=1.0), bias]
        check_model(submission, "Neuron", [3], numbers=numbers, as_values=True)


@points(1)
def test_neuron_parameters(submission):
    """`parameters()` of a neuron is the list of all its weights, then its bias: `w` and `b`.

    A parameter that is not in the list is never trained.
    """
    got = answered(submission, "    Neuron(5)", (), "counts", 2, kind="Neuron", sizes=[5])
    names = [say("parameters of {model}", model="Neuron(5)"), say("different ones")]
    assert_numbers(names, got, [6, 6], show=counted)
    numbers = submission.drawn(4)
    about = f"    {say('{model} with given weights and bias', model='Neuron(3)')}"
    names = ["parameters()[0], w[0]", "parameters()[1], w[1]", "parameters()[2], w[2]", "parameters()[3], b"]
    got = answered(submission, about, names, "listed", 4, kind="Neuron", sizes=[3], numbers=numbers)
    assert_numbers(names, got, numbers, about)


@points(0.5)
def test_layers_and_neurons(submission):
    """`Layer(2, 3)` holds three neurons in `neurons`, `MLP(2, [4, 3, 1])` three layers in `layers`.

    One neuron for each output; one layer for each entry of the list.
    """
    got = submission.numbers("attributes", 2)
    assert_numbers(["len(Layer(2, 3).neurons)", "len(MLP(2, [4, 3, 1]).layers)"], got, [3, 3], show=counted)


@points(1)
def test_weights_start_different(submission):
    """The weights of a fresh neuron are drawn one by one, uniformly from -1 to 1.

    Equal or zero weights stay equal for ever: their gradients are equal too. One `random.uniform(-1, 1)` a weight.
    """
    first, second = (submission.numbers("initial", 40, kind="Neuron", sizes=[40], seed=seed, count=40)
                     for seed in submission.drawn(2))
    weights = first + second
    if outside := [weight for weight in weights if not abs(weight) <= 1]:
        largest = shown(max(outside, key=abs))
        told = say("the largest of {count} fresh weights is {number}, where all lie between -1 and 1", count=80,
                   number=largest)
        raise Wrong(f"    {told}")
    if len(set(weights)) < 80:
        raise Wrong("    " + say("different numbers among {most} fresh weights: {count}; the first are {numbers}",
                                 most=80, count=len(set(weights)), numbers=", ".join(map(shown, weights[:3]))))
    # A quarter of uniform draws lies beyond each half; fewer than 3 of 80 has a probability of about 4e-8.
    low, high = sum(w < -0.5 for w in weights), sum(w > 0.5 for w in weights)
    if min(low, high) < 3:
        told = say("of {most} fresh weights {low} are below -0.5, {high} above 0.5, where about {some} each are right",
                   most=80, low=low, high=high, some=20)
        raise Wrong(f"    {told}")


@points(0.5)
@pytest.mark.kit_only
def test_bias_starts_at_zero(submission):
    """The bias of a fresh neuron is 0.

    Random weights are enough to make neurons differ.
    """
    got = submission.numbers("initial", 4, kind="Neuron", sizes=[3], seed=submission.drawn(1)[0], count=4)
    assert_numbers(["b"], got[3:], [0.0])


@points(1)
@pytest.mark.kit_only
def test_wrong_number_of_inputs(submission):
    """A neuron refuses too few or too many inputs with an error.

    `zip` stops at the shorter list: without a check, inputs or weights are ignored in silence.
    """
    weights = submission.drawn(4, low=0.1, high=1.0)
    weights[3] = 4.0
    about = "    Neuron(3)"
    output, *refused = answered(submission, about, (), "wrong_length", 3, weights=weights, short=[1.0, 2.0],
                                long=[1.0, 2.0, 3.0, 4.0])
    assert_numbers([say("output for three inputs")], [output], [sum(weights)], about)
    taken = [say("It takes {count} inputs and raises no error.", count=count)
             for count, was in zip((2, 4), refused, strict=True) if not was]
    if taken:
        raise Wrong("\n    ".join([f"{about}\n", *taken]))


@points(0.5)
def test_layer_outputs(submission):
    """A layer gives the list of its neurons' outputs for the same inputs, in order.

    Its parameters are those of its neurons, neuron by neuron.
    """
    check_model(submission, "Layer", [3, 4], outputs=4)


@points(1)
def test_layer_neurons_are_different(submission):
    """A layer of n neurons has n neurons of its own: all its parameters are different Values.

    `[Neuron(nin)] * n` is one neuron n times.
    """
    got = answered(submission, "    Layer(3, 4)", (), "counts", 2, kind="Layer", sizes=[3, 4])
    names = [say("parameters of {model}", model="Layer(3, 4)"), say("different ones")]
    assert_numbers(names, got, [16, 16], show=counted)
    numbers = submission.numbers("initial", 16, kind="Layer", sizes=[3, 4], seed=submission.drawn(1)[0], count=16)
    if numbers[:3] == numbers[4:7]:
        raise Wrong(f"    {say('the first two neurons of {model} start with the same weights', model='Layer(3, 4)')}")


@points(1)
def test_a_single_output_is_the_value_itself(submission):
    """A layer of one neuron, and a network that ends in one, give the Value and no list.

    So `loss = model(x) - y` can be written.
    """
    for kind, sizes in (("Layer", [2, 1]), ("MLP", [2, [3, 1]])):
        numbers = submission.drawn(count(kind, sizes), low=0.05, high=1.0)
        inputs = submission.drawn(2)
        about = "    " + say("{model}, inputs {inputs}", model=written(kind, sizes), inputs=inputs)
        got = answered(submission, about, (), "single", 1, kind=kind, sizes=sizes, numbers=numbers, inputs=inputs)
        right, _, _ = right_answer(submission, kind, sizes, numbers, inputs, [1.0])
        assert_numbers([say("output")], got, right, about)


@points(1)
def test_mlp_with_two_outputs(submission):
    """A network that ends in two neurons gives a list of two Values, each with its own gradients.

    Unwrap a list only where it has one element.
    """
    check_model(submission, "MLP", [3, [4, 2]], outputs=2)


@points(1)
def test_last_layer_is_linear(submission):
    """The last layer of a network applies no relu: its score may be negative. All layers before it do.

    A score that cannot be negative cannot say "the other class".
    """
    sizes = [2, [3, 3, 1]]
    numbers = submission.drawn(count("MLP", sizes), low=0.05, high=1.0)
    for bias in (-6.0, 0.25):
        check_model(submission, "MLP", sizes, gradients=False, numbers=[*numbers[:-1], bias])


@points(1)
def test_mlp_gradients(submission):
    """Going backward through a network gives every parameter and every input its exact gradient.

    Each layer is fed with the outputs of the one before it.
    """
    check_model(submission, "MLP", [3, [4, 4, 1]], as_values=True)
    check_model(submission, "MLP", [2, [5, 3]], outputs=3)


@points(1)
def test_parameters_of_networks(submission):
    """`parameters()` of layers and networks lists all of theirs, in order; MLP(2, [16, 16, 1]) has 337.

    16 * (2 + 1) + 16 * (16 + 1) + 1 * (16 + 1). What is not in the list is never trained.
    """
    for sizes, most in (([2, [16, 16, 1]], 337), ([2, [3, 3, 3, 1]], 37)):      # layers of one size are not one layer
        about = f"    {written('MLP', sizes)}"
        got = answered(submission, about, (), "counts", 2, kind="MLP", sizes=sizes)
        assert_numbers([say("parameters"), say("different ones")], got, [most, most], about, show=counted)
    for kind, sizes in (("Layer", [2, 3]), ("MLP", [2, [3, 2]])):
        numbers = submission.drawn(count(kind, sizes))
        names = [f"parameters()[{i}]" for i in range(len(numbers))]
        about = "    " + say("{model}, filled neuron by neuron, w then b", model=written(kind, sizes))
        got = answered(submission, about, names, "listed", len(numbers), kind=kind, sizes=sizes, numbers=numbers)
        assert_numbers(names, got, numbers, about)


@points(0.5)
def test_the_list_of_sizes_is_left_alone(submission):
    """Making a network does not change the list of sizes that it was given.

    `nouts.insert(0, nin)` changes the caller's list: build a new one, `[nin] + nouts`.
    """
    names = [say("parameters of the first"), say("parameters of the second"), "len(nouts)",
             *[f"nouts[{i}]" for i in range(3)]]
    about = "    " + say("two networks from the same list nouts = {sizes}", sizes=[4, 3, 1])
    got = answered(submission, about, names, "two_models", 6, nin=2, nouts=[4, 3, 1])
    assert_numbers(names, got, [31, 31, 3, 4, 3, 1], about, show=counted)


@points(1)
def test_zero_grad(submission):
    """`zero_grad()` sets the gradient of every parameter to 0, so that a second run gives the same gradients again.

    `backward` adds to the gradients that are there.
    """
    kind, sizes = "MLP", [2, [3, 1]]
    numbers = submission.drawn(count(kind, sizes), low=0.05, high=1.0)
    inputs, seeds = submission.drawn(2), submission.drawn(1)
    _, slopes, _ = right_answer(submission, kind, sizes, numbers, inputs, seeds)
    size = len(numbers)
    names = [say("gradient of parameter {i}, {when}", i=i, when=when) for when in (
        say("after backward"), say("after zero_grad"), say("after a second backward")) for i in range(size)]
    about = "    " + say("{model}, inputs {inputs}", model=written(kind, sizes), inputs=inputs)
    got = answered(submission, about, names, "zeroed", 3 * size, kind=kind, sizes=sizes, numbers=numbers,
                   inputs=inputs, seeds=seeds)
    assert_numbers(names, got, [*slopes, *[0.0] * size, *slopes], about)
