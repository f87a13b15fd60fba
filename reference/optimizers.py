"""Optimizers: rules by which parameters move, with what each rule remembers of every parameter.

A rule takes the data, the gradient and the state of one parameter and returns the new data and state; so nothing can
be shared by mistake. Formulas: Sutskever et al. 2013 as PyTorch has them (momentum); Kingma and Ba 2015, Loshchilov
and Hutter 2019 (AdamW, with the decay apart); Loshchilov and Hutter 2017 (cosine).
"""

import math


def sgd(p, grad, state, rate, momentum=0.0):
    """Return the parameter and its velocity after one step; the state before the first is None."""
    velocity = momentum * (state or 0.0) + grad
    return p - rate * velocity, velocity


def adamw(p, grad, state, rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the parameter and (mean, mean of squares, steps) after one step; the state before the first is None."""
    mean, square, steps = state or (0.0, 0.0, 0)
    steps += 1
    mean += (1 - betas[0]) * (grad - mean)
    square += (1 - betas[1]) * (grad * grad - square)
    size = math.sqrt(square / (1 - betas[1] ** steps)) + eps
    return p * (1 - rate * weight_decay) - rate * mean / (1 - betas[0] ** steps) / size, (mean, square, steps)


RULES = {"SGD": sgd, "AdamW": adamw}


class Walk:
    """Parameters on their way.

    numbers   where they are
    states    what the rule remembers of each
    """

    def __init__(self, kind, numbers, **options):
        self.rule, self.options = RULES[kind], options
        self.numbers, self.states = list(numbers), [None] * len(numbers)

    def step(self, grads, rate):
        """Move every parameter once; return where they are then."""
        moved = [self.rule(p, grad, state, rate, **self.options)
                 for p, grad, state in zip(self.numbers, grads, self.states, strict=True)]
        self.numbers, self.states = ([each[part] for each in moved] for part in (0, 1))
        return self.numbers


def cosine_rate(k, n, highest, lowest=0.0):
    """Return the rate of step `k` of `n` on half a wave of the cosine from `highest` down to `lowest`."""
    return (highest + lowest) / 2 + (highest - lowest) / 2 * math.cos(math.pi * k / n)


def minimize(loss_and_slopes, walk, steps, highest):
    """Take `steps` steps of `walk` downhill; return the losses before each, floats.

    loss_and_slopes   function of the parameters' numbers that returns the loss and the list of its slopes
    """
    losses = []
    for k in range(steps):
        loss, slopes = loss_and_slopes(walk.numbers)
        walk.step(slopes, cosine_rate(k, steps, highest))
        losses.append(loss)
    return losses
