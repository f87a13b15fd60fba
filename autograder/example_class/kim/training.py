"""Unit 4, training: change the parameters until the network is right.

A network gives each point a *score*; its sign is the guess, and the point's *label* is the truth: +1.0
or -1.0. A *loss* is one number that says how bad all guesses of a *batch* of points are together. The
*hinge loss* of one point is

    relu(1 - label * score)      0 once the score has the right sign and is at least 1 in size

With labels +1, -1 and scores 0.5, 2.0 it is 0.5 for the first (right, but not clearly) and 3.0 for the
second (clearly wrong); the loss of this batch is their mean, 1.75.

The gradient of the loss by a parameter says which way is up. *Gradient descent* takes a small step the
other way: a parameter of 0.3 with gradient 2.0 and a rate of 0.1 becomes 0.3 - 0.1 * 2.0 = 0.1. Then
the loss is computed anew.

Each step uses a small batch of points; the rate falls while the steps go on, so that the last ones
settle. When all is written, this learns to part two moons from 500 points:

    from moons import make_moons, minibatches
    from nn import MLP
    from training import accuracy, train

    points, labels = make_moons(500, noise=0.1, seed=1)
    model = MLP(2, [16, 16, 1])
    losses = train(model, points, labels, minibatches(500, size=4, steps=500, seed=2))
    new_points, new_labels = make_moons(500, noise=0.1, seed=3)
    print(accuracy([model(point) for point in new_points], new_labels))

That takes some seconds. To watch it, hand `watched(model, points, labels)` from live.py to `train`. The
small steps can be checked by hand, with the numbers above:

    >>> from value import Value
    >>> hinge_loss([Value(0.5), Value(2.0)], [1.0, -1.0]).data
    1.75
    >>> p = Value(0.3)
    >>> p.grad = 2.0
    >>> sgd_step([p], rate=0.1)
    >>> round(p.data, 6)
    0.1

Where people go wrong: without `zero_grad` the gradients of all earlier steps are still in the sum; after
`backward` it throws the new ones away. `p = p - rate * p.grad` makes a new Value that the network does not
know. A loss made of `score.data` is a number without a graph. And a loss that grows means a step uphill, or
a rate that is too large; one that stays where it is means that nothing moves.

Time: an hour. Difficulty: 3 of 5.
In French: fr/training.md. The same in PyTorch, JAX and numpy: ladder/training.md.
"""


def hinge_loss(scores, labels):
    """Return the mean of relu(1 - label * score) over all points, a Value.

    `scores` is a list of Values; `labels` holds as many numbers, each -1.0 or 1.0.
    """
    raise NotImplementedError(
        "unit 4, training: hinge_loss is yours to write. "
        "Try: pytest exercises -k hinge_loss"
    )


def squared_error(scores, labels):
    """Return the mean of (score - label)^2 over all points, a Value."""
    raise NotImplementedError(
        "unit 4, training: squared_error is yours to write. "
        "Try: pytest exercises -k squared_error"
    )


def l2_penalty(parameters, alpha):
    """Return `alpha` times the sum of the squares of all parameters, a Value.

    Added to a loss it pulls every parameter towards 0, so it must be made of the Values themselves: a
    number made of their data has no operands to pull.
    """
    raise NotImplementedError(
        "unit 4, training: l2_penalty is yours to write. "
        "Try: pytest exercises -k l2_penalty"
    )


def accuracy(scores, labels):
    """Return the share of points whose score has the sign of their label, a float from 0 to 1.

    A score above 0 means +1, any other -1. `scores` is a list of Values.
    """
    raise NotImplementedError(
        "unit 4, training: accuracy is yours to write. "
        "Try: pytest exercises -k accuracy"
    )


def sgd_step(parameters, rate):
    """Move the data of every parameter by `rate` times its gradient, downhill. Gradients stay as they are.

    The parameters remain the same objects, for the network holds them: only their `data` changes.
    """
    raise NotImplementedError(
        "unit 4, training: sgd_step is yours to write. "
        "Try: pytest exercises -k sgd_step"
    )


def train(model, points, labels, batches, rate=0.3):
    """Take one step of gradient descent on the hinge loss for each batch; return the losses as floats.

    model     a network of unit 3: called with a point it gives a score; it has parameters() and zero_grad()
    points    list of inputs; labels: as many numbers, each -1.0 or 1.0
    batches   list of lists of indices: the points and labels of that step

    Each step computes the loss of its batch, clears the gradients, walks backward from the loss, and
    moves the parameters. The rate falls: step number k of n, counted from 0, uses rate * (1 - 0.9 * k /
    n). The loss in the answer is the one before the step was taken.
    """
    raise NotImplementedError(
        "unit 4, training: train is yours to write. "
        "Try: pytest exercises -k train"
    )
