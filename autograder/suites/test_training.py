"""Unit 4: losses by hand, one step, the loop from given weights, and moons on unseen points."""

import pytest

from autograder.compare import answered, assert_numbers, shown
from autograder.language import ENGLISH as say
from autograder.suites.descent import SIZES, Training, check_curve, check_trained, twelve_moons
from autograder.suites.free import MOONS, FreeTraining, check_unseen
from autograder.suites.regions import regions
from reference import training
from reference.nn import MLP
from reference.value import Value

points = pytest.mark.points

#: of the network that is trained freely
FREE_SIZES = (2, [16, 16, 1])


def labelled(submission, count):
    """Drawn scores with labels of both signs: some right, some wrong, none at the kink of the hinge."""
    scores = [score + 0.0005 for score in submission.drawn(count, low=0.2, high=2.5)]
    return scores, [1.0 if i % 3 else -1.0 for i in range(count)]


def scored(count):
    """Names of so many scores."""
    return [say("score {i}", i=i) for i in range(count)]


def check_loss(submission, name, *others, numbers, about, **options):
    """Compare a loss and its gradient by every score or parameter with the reference's."""
    values = [Value(number) for number in numbers]
    right = getattr(training, name)(values, *others, **options)
    right.backward()
    names = [say("loss"), *[say("gradient of {name}", name=what) for what in about]]
    labels = others[0] if isinstance(others[0], list) else [None] * len(numbers)
    rows = [say("{quantity} = {number}" if label is None else "{quantity} = {number}, label {y}", quantity=what,
                number=shown(number), y=label and f"{label:+.0f}")
            for what, number, label in zip(about, numbers, labels, strict=True)]
    alpha = [] if isinstance(others[0], list) else [f"alpha = {others[0]}"]
    told = "\n".join(f"    {row}" for row in [say("{function} of", function=name), *rows, *alpha])
    got = answered(submission, told, names, "loss", 1 + len(numbers), name=name, numbers=numbers, others=others,
                   **options)
    assert_numbers(names, got, [right.data, *[v.grad for v in values]], told)


@points(2)
def test_hinge_loss(submission):
    """`hinge_loss` is the mean of relu(1 - label * score), with the right gradient for every score.

    A score beyond its margin costs nothing; a wrong one costs 1 plus its size. Divide by the number of points.
    """
    for count in (1, 4, 6):
        scores, labels = labelled(submission, count)
        check_loss(submission, "hinge_loss", labels, numbers=scores, about=scored(count))


@points(1)
def test_squared_error(submission):
    """`squared_error` is the mean of (score - label)**2, with the right gradient for every score.

    The gradient of one score is 2 * (score - label), divided by the number of points.
    """
    for count in (2, 5):        # of one point the mean, its root and the size of an error are told apart by less
        scores, labels = labelled(submission, count)
        check_loss(submission, "squared_error", labels, numbers=scores, about=scored(count))


@points(1.5)
def test_l2_penalty(submission):
    """`l2_penalty` is alpha times the sum of the squares, a Value with a gradient of 2 * alpha * p for every parameter.

    Square each parameter, then sum. Made of numbers (`p.data`) it would pull nothing.
    """
    numbers = submission.drawn(4)
    check_loss(submission, "l2_penalty", 0.3, numbers=numbers, about=[say("parameter {i}", i=i) for i in range(4)])


@points(1.5)
def test_accuracy(submission):
    """`accuracy` is the share of points whose score has the sign of the label: above 0 means +1.

    The size of the score does not matter; a score of exactly 0 counts as -1.
    """
    scores, labels = labelled(submission, 7)
    zeros, small = ([0.0, 0.0, 0.0], [1.0, -1.0, -1.0]), ([0.25, -0.25, 0.01], [1.0, -1.0, 1.0])
    for some, truth in ((scores, labels), zeros, small, ([-0.1, 5.0], [1.0, -1.0])):
        right = sum((s > 0) == (y > 0) for s, y in zip(some, truth, strict=True)) / len(some)
        pairs = ", ".join(f"{shown(s)} ({y:+.0f})" for s, y in zip(some, truth, strict=True))
        about = f"    {say('scores and labels: {pairs}', pairs=pairs)}"
        got = answered(submission, about, (), "accuracy", 1, scores=some, labels=truth)
        assert_numbers([say("accuracy")], got, [right], about)


@points(1.5)
def test_one_step(submission):
    """`sgd_step` moves every parameter by -rate times its gradient, and leaves the gradients as they are.

    Change `p.data`. `p -= ...` would make a new Value, of which the network knows nothing.
    """
    numbers, grads = submission.drawn(4), submission.drawn(4)
    rates = [0.5, 0.125]
    right = [number - sum(rates) * grad for number, grad in zip(numbers, grads, strict=True)]
    names = [say("parameter {i}", i=i) for i in range(4)] + [say("gradient {i}", i=i) for i in range(4)]
    about = "\n".join([f"    {say('parameters')}  {numbers}", f"    {say('gradients')}   {grads}",
                       f"    {say('a step at rate {rate}, another at {other}', rate=rates[0], other=rates[1])}"])
    got = answered(submission, about, names, "sgd_step", 8, numbers=numbers, grads=grads, rates=rates)
    assert_numbers(names, got, right + grads, about)


def on_moons(submission, batches, rate):
    """What `train` is asked: a small network from given weights, on twelve moons."""
    some, labels = twelve_moons(submission.seed)
    return Training("training", "train", training.train, SIZES, some, labels, batches, rate)


@points(1)
def test_the_first_losses(submission):
    """`train` returns the loss of each batch, computed before the step: of one batch, of two, also where it is 0.

    The first loss needs no step, the second one step, the third shows that the rate falls: rate * (1 - 0.9 * k / n).
    """
    check_curve(submission, on_moons(submission, [[0, 1, 2, 3]], 0.25))
    check_curve(submission, on_moons(submission, [[0, 1, 2, 3], [4, 5, 6]], 0.25))
    # Every score is far above 0: points of the label +1 cost nothing, the others do.
    _, labels = twelve_moons(submission.seed)
    right, wrong = ([i for i, label in enumerate(labels) if label == side] for side in (1.0, -1.0))
    check_curve(submission, on_moons(submission, [right, right, wrong, wrong], 0.25), last_bias=30.0)


@points(2)
def test_the_loss_curve(submission):
    """From given weights, the losses of ten steps equal the reference's.

    Each step: loss of the batch, zero_grad, backward, then every parameter one step downhill. In this order.
    """
    batches = [[(3 * k + i) % 12 for i in range(4)] for k in range(10)]
    check_curve(submission, on_moons(submission, batches, 0.3))


@points(1.5)
def test_the_trained_parameters(submission):
    """After ten steps from given weights, every parameter equals the reference's.

    Weights and biases are all in `model.parameters()`; the rate of step k of n is rate * (1 - 0.9 * k / n).
    """
    batches = [[(5 * k + i) % 12 for i in range(3)] for k in range(10)]
    check_trained(submission, on_moons(submission, batches, 0.2))


def accuracy_on_unseen(submission, draw):
    """Train the student's network on drawn moons; return the share of unseen points that its weights get right.

    What a picture of it is drawn from is kept as the check's evidence.
    """
    training, model = FreeTraining(MOONS, submission.moons, submission.moons.noise, draw), MLP(*FREE_SIZES)
    training.train(submission, model, FREE_SIZES)
    submission.evidence = regions(model, training)
    return submission.evidence["yours"]["share"]


@points(3)
@pytest.mark.slow
def test_moons(submission):
    """A network that `train` has trained on 500 moons gets at least 97 % of 500 unseen points right.

    Where every other check passes, look at the start: weights uniform from -1 to 1, biases 0, a falling rate.
    """
    check_unseen(submission, lambda draw: accuracy_on_unseen(submission, draw), FREE_SIZES,
                 submission.moons.threshold, submission.seed)
