"""Unit 5: probabilities and their losses, the loop from given weights, and spirals on unseen points."""

import numpy as np
import pytest

from autograder.compare import answered, assert_numbers, counted
from autograder.language import ENGLISH as say
from autograder.suites.descent import Training, check_curve, check_trained
from autograder.suites.free import SPIRALS, FreeTraining, check_unseen
from reference import softmax
from reference.nn import MLP
from reference.spirals import make_spirals
from reference.value import Value

points = pytest.mark.points

#: of the free training: the spirals' noise, and the share of unseen points that must come out right
NOISE, THRESHOLD = 0.04, 0.95
CLASSES, FREE_SIZES = (2, [4, 4, 3]), (2, [16, 16, 3])


def check_likelihood(submission, name, numbers, *others):
    """Compare a function of logits, and its gradient by every logit, with the reference's."""
    logits = [Value(number) for number in numbers]
    right = getattr(softmax, name)(logits, *others)
    right.backward()
    question = say("{function} of the logits {numbers}, label {y}" if others else "{function} of the logits {numbers}",
                   function=name, numbers=numbers, y=others[0] if others else "")
    names = [name, *[say("gradient of logit {i}", i=i) for i in range(len(numbers))]]
    got = answered(submission, f"    {question}", names, "likelihood", len(names), name=name, numbers=numbers,
                   others=others)
    assert_numbers(names, got, [right.data, *[logit.grad for logit in logits]], f"    {question}")


@points(2)
def test_the_lecture_s_exercise(submission):
    """Logits 0, 3, -2, 1 and label 3 give the loss 2.1755 and the gradients 0.0418, 0.8390, 0.0057, -0.8864.

    The gradient of a logit is its probability, less 1 for the label's.
    """
    check_likelihood(submission, "negative_log_likelihood", [0.0, 3.0, -2.0, 1.0], 3)


@points(1.5)
def test_log_sum_exp(submission):
    """`log_sum_exp` is the logarithm of the sum of the exponentials; its gradients are the probabilities.

    `exp` each logit, add them up, then `log`; what was subtracted before is added again.
    """
    for count in (1, 2, 5):
        check_likelihood(submission, "log_sum_exp", submission.drawn(count))


@points(1)
def test_log_sum_exp_of_large_logits(submission):
    """Logits of 1000 do not overflow, and of -1000 do not vanish: only their differences count.

    Subtract the largest data, a plain number, from each logit before `exp`.
    """
    x, y = submission.drawn(2)
    for numbers in ([1000.0 + x, 1000.0 + y], [-1000.0 + x, -1000.0 + y, -1001.0], [-1000.0, 0.0, 1000.0 + x]):
        check_likelihood(submission, "log_sum_exp", numbers)


def check_softmax(submission, numbers):
    """Compare all probabilities, and the gradients of their weighted sum, with the reference's."""
    logits, seeds = [Value(number) for number in numbers], submission.drawn(len(numbers))
    right = softmax.softmax(logits)
    sum(seed * p for seed, p in zip(seeds, right, strict=True)).backward()
    names = [*[say("probability {i}", i=i) for i in range(len(numbers))],
             *[say("gradient of logit {i}", i=i) for i in range(len(numbers))],
             *[say("data, after all this, of logit {i}", i=i) for i in range(len(numbers))]]
    root = " + ".join(f"{seed} * p{i}" for i, seed in enumerate(seeds))
    about = "    " + say("softmax of the logits {numbers}, backward from {root}", numbers=numbers, root=root)
    got = answered(submission, about, names, "probabilities", 3 * len(numbers), numbers=numbers, seeds=seeds)
    assert_numbers(names, got, [*[p.data for p in right], *[logit.grad for logit in logits], *numbers], about)


@points(2)
def test_softmax(submission):
    """`softmax` gives each class exp(logit) over the sum of all exponentials, with the right gradients.

    Every probability depends on every logit: through the sum in the denominator.
    """
    for count in (2, 3, 5):
        check_softmax(submission, submission.drawn(count))


@points(1)
def test_softmax_of_large_logits(submission):
    """Logits of 1000 give probabilities as well as those of 1: only their differences count.

    Subtract the largest data, a plain number, from each logit before `exp`.
    """
    x, y = submission.drawn(2)
    check_softmax(submission, [1000.0 + x, 1000.0 + y, 1000.0])
    check_softmax(submission, [-1000.0 + x, -1000.0 + y])
    check_softmax(submission, [-1000.0, 0.0, 1000.0 + x])
    check_softmax(submission, [x, 2000.0 + y])


@points(1.5)
def test_negative_log_likelihood(submission):
    """`negative_log_likelihood` looks at the label: each class gives its own loss and gradients.

    log_sum_exp(logits) - logits[label]; the gradient is the probability, less 1 at the label.
    """
    numbers = submission.drawn(4)
    for label in range(4):
        check_likelihood(submission, "negative_log_likelihood", numbers, label)


@points(1)
def test_sure_and_wrong(submission):
    """A network that is sure and wrong has a large loss, not an infinite one: 2000 where the logits differ by 2000.

    The logarithm of a probability that was rounded to 0 does not exist: take log_sum_exp - logit.
    """
    (x,) = submission.drawn(1)
    check_likelihood(submission, "negative_log_likelihood", [1000.0 + x, -1000.0, 3.0], 1)


@points(1)
def test_cross_entropy(submission):
    """`cross_entropy` is the mean over the points of a batch, with the right gradient for every logit.

    Add up the points' losses and divide by their number.
    """
    for count in (1, 4):
        rows, labels = [submission.drawn(3) for _ in range(count)], [(2 * i + 1) % 3 for i in range(count)]
        outputs = [[Value(number) for number in row] for row in rows]
        right = softmax.cross_entropy(outputs, labels)
        right.backward()
        names = ["cross_entropy"]
        names += [say("gradient of logit {k} of point {i}", k=j, i=i) for i in range(count) for j in range(3)]
        about = "\n".join([f"    {say('{function} of', function='cross_entropy')}",
                           *["    " + say("logits {numbers}, label {y}", numbers=row, y=label)
                                                   for row, label in zip(rows, labels, strict=True)]])
        got = answered(submission, about, names, "cross_entropy", len(names), rows=rows, labels=labels)
        assert_numbers(names, got, [right.data, *[logit.grad for logits in outputs for logit in logits]], about)


@points(1)
def test_predict(submission):
    """`predict` is the number of the class with the largest logit, whatever the sizes and signs.

    Compare the data of the logits; the answer is a place in the list, not a logit.
    """
    first = submission.drawn(3)
    rows = [first, sorted(first), sorted(first)[::-1], [-5.0, -0.5, -2.0, -1.0], [0.0, -0.25]]
    right = [max(range(len(row)), key=row.__getitem__) for row in rows]
    got = submission.numbers("predictions", len(rows), rows=rows)
    assert_numbers([f"predict({row})" for row in rows], got, right, show=counted)


@points(1.5)
def test_the_loss_curve_of_three_classes(submission):
    """From given weights, the losses of ten steps of `train_classifier` equal the reference's.

    Each step: cross entropy of the batch, zero_grad, backward, then every parameter one step downhill.
    """
    batches = [[(3 * k + i) % 12 for i in range(4)] for k in range(10)]
    check_curve(submission, on_spirals(submission, batches, 0.3))


@points(0.5)
def test_the_trained_parameters_of_three_classes(submission):
    """After ten steps of `train_classifier` from given weights, every parameter equals the reference's.

    The rate of step k of n is rate * (1 - 0.9 * k / n), as in unit 4.
    """
    batches = [[(5 * k + i) % 12 for i in range(3)] for k in range(10)]
    check_trained(submission, on_spirals(submission, batches, 0.2))


def on_spirals(submission, batches, rate):
    """What `train_classifier` is asked: a small network from given weights, on twelve points."""
    some, labels = make_spirals(12, noise=NOISE, seed=submission.seed)
    return Training("softmax", "train_classifier", softmax.train_classifier, CLASSES, some, labels, batches, rate)


def accuracy_on_unseen(submission, draw):
    """Train the student's network on drawn spirals; return the share of unseen points that its weights get right."""
    training, model = FreeTraining(SPIRALS, submission.moons, NOISE, draw), MLP(*FREE_SIZES)
    training.train(submission, model, FREE_SIZES, unit="softmax", name="train_classifier")
    with np.errstate(all="ignore"):     # weights may be of any size, or none
        outputs = model([*training.turn.columns(np.array(training.unseen).T)])
        guesses = np.argmax([np.nan_to_num(out.data, nan=-np.inf) for out in outputs], axis=0)
    return float(np.mean(guesses == np.array(training.truth)))


@points(1)
@pytest.mark.slow
def test_spirals(submission):
    """A network that `train_classifier` has trained on 500 points gets at least 95 % of 500 unseen ones right.

    Where every other check passes, look at the start: weights uniform from -1 to 1, biases 0, a falling rate.
    """
    check_unseen(submission, lambda draw: accuracy_on_unseen(submission, draw), FREE_SIZES, THRESHOLD,
                 f"spirals {submission.seed}")
