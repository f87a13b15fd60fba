"""Unit 6, optimizers: better steps than straight downhill.

Plain gradient descent moves each parameter by rate * gradient. In a long narrow valley it is slow: along
the valley the slope is small, and across it the steps jump from wall to wall. Two ideas help.

*Momentum.* Keep a *velocity* for each parameter, which fades and is fed by the gradients:

    v = momentum * v + gradient        p = p - rate * v

With momentum 0.9 and the gradients 1.0 and 1.0, v is first 1.0 and then 1.9. Across the valley, where
gradients change their sign, they cancel; along it they add up.

*Adam.* Give each parameter a step of its own size. Keep two running means for each: m of the gradients,
s of their squares. The root of s measures how large the gradients are, so m / sqrt(s) is near 1 or -1
for steady ones, whatever their size:

    m = beta1 * m + (1 - beta1) * gradient
    s = beta2 * s + (1 - beta2) * gradient^2

Both means start at 0, and so are too small in the beginning. After t steps they are (1 - beta^t) of
what they should be, and dividing by that puts it right (*bias correction*):

    p = p - rate * (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + eps)

In the first step t is 1, so both corrections undo the factors (1 - beta), and p moves by just about the
rate, up or down. *AdamW* also lets parameters decay, apart from all this: p = p - rate * weight_decay * p.

Last, the rate itself: large in the beginning, small at the end. A *cosine schedule* goes down along
half a wave of the cosine, slowly first, and slowly again when it settles.

The optimizers know parameters only by `data` and `grad`. They keep what they remember themselves, for
each parameter its own.

The velocities from above, with a rate of 0.1: p goes from 1 by 0.1 and then by 0.19 to 0.71. And the first
step of AdamW, whatever the gradient's size, is as long as the rate:

    >>> from value import Value
    >>> p, q = Value(1.0), Value(1.0)
    >>> sgd, adam = SGD([p], rate=0.1, momentum=0.9), AdamW([q], rate=0.1, weight_decay=0.0)
    >>> p.grad, q.grad = 1.0, 1000.0
    >>> sgd.step(); sgd.step(); adam.step()
    >>> round(p.data, 6), round(q.data, 6)
    (0.71, 0.9)

Where people go wrong: one velocity for all parameters in place of one for each. Steps counted once for each
parameter, so that the correction fades too fast. `eps` under the root. A decay that is added to the
gradient: then it is divided by the root as well, and that is the older Adam with L2.

Time: an hour. Difficulty: 3 of 5.
In French: fr/optimizers.md. The same in PyTorch, JAX and numpy: ladder/optimizers.md.
"""

import math


class Optimizer:
    """What all optimizers share.

    parameters   list of the Values to move
    rate         how far; may be set anew before each step
    """

    def __init__(self, parameters, rate):
        self.parameters = list(parameters)
        self.rate = rate

    def zero_grad(self):
        """Set the gradient of every parameter to 0.0."""
        for p in self.parameters:
            p.grad = 0.0

    def step(self):
        """Move the data of every parameter once, by its gradient; gradients stay as they are."""
        raise TypeError("a plain Optimizer knows no step: use SGD or AdamW")


class SGD(Optimizer):
    """Gradient descent with momentum; without momentum (0.0) a step is -rate * gradient."""

    def __init__(self, parameters, rate, momentum=0.0):
        """Begin with a velocity of 0.0 for each parameter."""
        super().__init__(parameters, rate)
        raise NotImplementedError(
            "unit 6, optimizers: SGD.__init__ is yours to write. "
            "Try: pytest exercises -k sgd_init"
        )

    def step(self):
        """Let each velocity become momentum * velocity + gradient, and move its parameter by -rate times that."""
        raise NotImplementedError(
            "unit 6, optimizers: SGD.step is yours to write. "
            "Try: pytest exercises -k sgd_step"
        )


class AdamW(Optimizer):
    """Steps of a size of their own for each parameter, and a decay of the parameters that is no gradient."""

    def __init__(self, parameters, rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        """Begin with both means of each parameter at 0.0, and no step counted."""
        super().__init__(parameters, rate)
        raise NotImplementedError(
            "unit 6, optimizers: AdamW.__init__ is yours to write. "
            "Try: pytest exercises -k adamw_init"
        )

    def step(self):
        """Count the step; then let each parameter decay, bring its means up to date, and move it.

        The decay is p = p - rate * weight_decay * p, before the move, whatever the gradient. `eps` is
        added to the root, not under it. Steps are counted from 1, once for all parameters.
        """
        raise NotImplementedError(
            "unit 6, optimizers: AdamW.step is yours to write. "
            "Try: pytest exercises -k adamw_step"
        )


def cosine_rate(k, n, highest, lowest=0.0):
    """Return the rate of step number `k` of `n`, counted from 0: `highest` at 0, `lowest` at n.

    Between them lies half a wave of the cosine: at n / 2 it is the mean of both.
    """
    raise NotImplementedError(
        "unit 6, optimizers: cosine_rate is yours to write. "
        "Try: pytest exercises -k cosine_rate"
    )


def minimize(loss, optimizer, steps, highest):
    """Take `steps` steps with `optimizer` down `loss`; return the losses before each, floats.

    loss      function without arguments; it computes the loss anew and returns it, a Value
    highest   the rate at the start; step k has the rate cosine_rate(k, steps, highest)
    """
    raise NotImplementedError(
        "unit 6, optimizers: minimize is yours to write. "
        "Try: pytest exercises -k minimize"
    )
