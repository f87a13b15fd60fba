"""Unit 5, softmax: from scores to probabilities, for more than two classes.

With three classes a network has three outputs, the *logits*: one score for each class, of any size and
sign. *Softmax* turns them into probabilities, which are positive and add up to 1:

    p_i = exp(logit_i) / (exp(logit_0) + exp(logit_1) + exp(logit_2))

For the logits 1, 2, 0 the exponentials are 2.718, 7.389 and 1; their sum is 11.107, and the
probabilities are 0.245, 0.665 and 0.090. Only differences count: 1001, 1002, 1000 give the same.

The *negative log likelihood* of a point is -log(p_label), where label is the number of its true class:
0 when the network is sure and right, large when it is sure and wrong. With label 0 it is -log(0.245) =
1.41 here. As log(p_i) = logit_i - log(sum of exponentials), it can be written without any quotient:

    nll = log_sum_exp(logits) - logits[label]

Its gradients are simple: p_i for each logit, less 1 for the one of the true class. So every wrong class
is pushed down as far as it is believed, and the right one up by what it lacks. The *cross entropy* of a
batch is the mean over its points.

One trap: exp(1000) is too large for a float. But as only differences count, the largest logit can be
subtracted from all of them first, as a plain number; then no exponential is larger than 1:

    log_sum_exp(logits) = m + log(sum of exp(logit - m))      m: the largest of the logits' data

The rest is unit 4 again. When all is written, this learns three spirals:

    from moons import minibatches
    from nn import MLP
    from softmax import predict, train_classifier
    from spirals import make_spirals

    points, labels = make_spirals(500, seed=1)
    model = MLP(2, [16, 16, 3])
    losses = train_classifier(model, points, labels, minibatches(500, size=4, steps=500, seed=2))
    new_points, new_labels = make_spirals(500, seed=3)
    print(sum(predict(model(point)) == label for point, label in zip(new_points, new_labels)) / 500)

The numbers from above:

    >>> from value import Value
    >>> logits = [Value(1.0), Value(2.0), Value(0.0)]
    >>> [round(p.data, 3) for p in softmax(logits)]
    [0.245, 0.665, 0.09]
    >>> loss = negative_log_likelihood(logits, 0)
    >>> loss.backward()
    >>> round(loss.data, 2), [round(logit.grad, 3) for logit in logits]
    (1.41, [-0.755, 0.665, 0.09])

Where people go wrong: the largest logit is subtracted before `exp`, not after, and as a number: as a Value
it would get a gradient. The logarithm of a softmax is right only while no probability is 0; log_sum_exp
always is. The label picks the logit, it does not multiply it.

Time: an hour. Difficulty: 3 of 5.
In French: fr/softmax.md. The same in PyTorch, JAX and numpy: ladder/softmax.md.
"""

from training import sgd_step


def log_sum_exp(logits):
    """Return the logarithm of the sum of the exponentials of `logits`, a Value.

    `logits` is a list of Values, of any size: subtract the largest data from each before `exp`, and add
    it again after `log`. It is a plain number and gets no gradient.
    """
    raise NotImplementedError(
        "unit 5, softmax: log_sum_exp is yours to write. "
        "Try: pytest exercises -k log_sum_exp"
    )


def softmax(logits):
    """Return the list of the probabilities of the classes, Values that add up to 1.

    `logits` is a list of Values, of any size: 1000 must not overflow.
    """
    raise NotImplementedError(
        "unit 5, softmax: softmax is yours to write. "
        "Try: pytest exercises -k softmax"
    )


def negative_log_likelihood(logits, label):
    """Return minus the logarithm of the probability of class number `label`, a Value.

    `logits` is a list of Values, one for each class, `label` an int. Make it of `log_sum_exp`: a
    probability that has become 0 has no logarithm.
    """
    raise NotImplementedError(
        "unit 5, softmax: negative_log_likelihood is yours to write. "
        "Try: pytest exercises -k negative_log_likelihood"
    )


def cross_entropy(outputs, labels):
    """Return the mean of the negative log likelihoods of a batch, a Value.

    outputs   list of lists of Values: the logits of each point
    labels    list of as many ints
    """
    raise NotImplementedError(
        "unit 5, softmax: cross_entropy is yours to write. "
        "Try: pytest exercises -k cross_entropy"
    )


def predict(logits):
    """Return the number of the class with the largest of `logits`, a list of Values; an int."""
    raise NotImplementedError(
        "unit 5, softmax: predict is yours to write. "
        "Try: pytest exercises -k predict"
    )


def train_classifier(model, points, labels, batches, rate=0.3):
    """Take one step of gradient descent on the cross entropy for each batch; return the losses as floats.

    model     a network with one output for each class
    points    list of inputs; labels: as many ints
    batches   list of lists of indices: the points and labels of that step

    As `train` of unit 4: loss, zero_grad, backward, `sgd_step`; step number k of n, counted from 0, uses
    the rate rate * (1 - 0.9 * k / n), and the loss is the one before the step was taken.
    """
    raise NotImplementedError(
        "unit 5, softmax: train_classifier is yours to write. "
        "Try: pytest exercises -k train_classifier"
    )
