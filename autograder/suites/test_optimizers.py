"""Unit 6: trajectories from given gradients, the schedule, and a narrow valley."""

import pytest

from autograder.compare import answered, assert_numbers, counted, describe, shown
from autograder.language import ENGLISH as say
from autograder.program import evaluate, trace
from reference import optimizers
from reference.oracles import complex_step

points = pytest.mark.points


def check_steps(submission, kind, count, steps, *, size=1.0, grads=None, rates=None, **options):
    """Compare every parameter after every step with the reference's, and the gradients at the end."""
    numbers = submission.drawn(count)
    grads = grads or [[size * grad for grad in submission.drawn(count)] for _ in range(steps)]
    rates = rates or [0.1] * steps
    walk = optimizers.Walk(kind, numbers, **options)
    right = [walk.step(step, rate) for step, rate in zip(grads, rates, strict=True)]
    names = [say("parameter {i} after step {k}", i=i, k=k) for k in range(1, steps + 1) for i in range(count)]
    rate = shown(rates[0]) if len(set(rates)) == 1 else rates
    told = "".join(f", {name} {value}" for name, value in options.items())
    about = "\n".join([f"    {say('steps of {kind}, rate {rate}', kind=kind, rate=rate)}{told}",
                       f"    {say('parameters')}  {numbers}",
                       *[f"    {say('gradients')}   {step}" for step in grads]])
    names += [say("gradient {i}, after all steps", i=i) for i in range(count)]
    got = answered(submission, about, names, "optimizer_steps", len(names), kind=kind, numbers=numbers, grads=grads,
                   rates=rates, options=options)
    assert_numbers(names, got,
                   [number for step in right for number in step] + grads[-1], about)


@points(1)
def test_sgd(submission):
    """Without momentum, `SGD` moves each parameter by -rate times its gradient, and leaves the gradients.

    As `sgd_step` of unit 4: the momentum of 0 forgets every velocity at once.
    """
    check_steps(submission, "SGD", 3, 2)


@points(2)
def test_momentum(submission):
    """With momentum, each velocity becomes momentum * velocity + gradient, and the parameter moves by -rate times it.

    Velocities fade and add up. There is no factor (1 - momentum) before the gradient.
    """
    check_steps(submission, "SGD", 1, 4, momentum=0.9)
    check_steps(submission, "SGD", 3, 4, momentum=0.5)
    check_steps(submission, "SGD", 2, 3, grads=[[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], momentum=0.5)


@points(1)
def test_the_first_step_of_adamw(submission):
    """The first step of `AdamW` has just about the size of the rate, whatever the size of the gradient.

    t is 1 then: the bias corrections undo the factors (1 - beta), and m / sqrt(s) is the gradient over its own size.
    """
    for size in (1.0, 1e-3, 1e3):
        check_steps(submission, "AdamW", 2, 1, size=size, weight_decay=0.0)


@points(2.5)
def test_the_path_of_adamw(submission):
    """Four steps of `AdamW` from given gradients lead every parameter where the reference's lead it.

    Means of gradients and of squares, each corrected by 1 - beta**t, with t counted once a step.
    """
    check_steps(submission, "AdamW", 3, 4, weight_decay=0.0)


@points(1)
def test_other_betas(submission):
    """The first of `betas` belongs to the mean of the gradients, the second to that of their squares.

    A mean with beta 0.5 forgets half of the past in each step.
    """
    check_steps(submission, "AdamW", 2, 4, betas=[0.5, 0.75], weight_decay=0.0)


@points(1)
def test_eps(submission):
    """`eps` is added to the root of the corrected mean of squares: not under it, and not before the correction.

    It keeps the quotient small where gradients are tiny, and finite where they are 0.
    """
    check_steps(submission, "AdamW", 2, 2, size=1e-3, eps=1e-3, weight_decay=0.0)
    check_steps(submission, "AdamW", 2, 2, grads=[[0.0, 0.0], [0.0, 1e-9]], weight_decay=0.0)


@points(1.5)
def test_weight_decay(submission):
    """Each parameter decays by rate * weight_decay * p, apart from its gradient: also where that is 0.

    Decoupled: the decay is not added to the gradient, so neither mean sees it. By default it is 0.01.
    """
    check_steps(submission, "AdamW", 2, 3, grads=[[0.0, 0.0]] * 3, weight_decay=0.5)
    check_steps(submission, "AdamW", 2, 3, weight_decay=0.25)
    check_steps(submission, "AdamW", 2, 2)


@points(0.5)
@pytest.mark.parametrize("kind", ["SGD", "AdamW"])
def test_the_rate_may_change(submission, kind):
    """Each step of `{kind}` uses the `rate` that is set then.

    Read `self.rate` in `step`: schedules change it from outside. A velocity holds no rate.
    """
    options = {"momentum": 0.9} if kind == "SGD" else {}
    check_steps(submission, kind, 2, 3, rates=[0.5, 0.125, 0.25], **options)


@points(1.5)
@pytest.mark.parametrize("kind", ["SGD", "AdamW"])
def test_each_has_its_own_memory(submission, kind):
    """Two optimizers `{kind}` share nothing, however they were made: each remembers its own parameters.

    What is remembered belongs to the instance and to one parameter: a list made in `__init__`, with an entry for each.
    """
    options = {"momentum": 0.9} if kind == "SGD" else {"weight_decay": 0.0}
    numbers, grads = submission.drawn(2), [submission.drawn(2) for _ in range(3)]
    walk = optimizers.Walk(kind, numbers, **options)
    for step in grads:
        right = walk.step(step, 0.1)
    what = say("two {kind}, one for each parameter of {numbers}, which step in turn", kind=kind, numbers=numbers)
    about = f"    {what}\n    {say('gradients')}  {grads}"
    names = [say("parameter of the first"), say("parameter of the second")]
    got = answered(submission, about, names, "two_optimizers", 2, kind=kind, numbers=numbers, grads=grads, rate=0.1,
                   options=options)
    assert_numbers(names, got, right, about)


@points(1)
def test_cosine_rate(submission):
    """`cosine_rate` goes from `highest` at 0 to `lowest` at n, along half a wave of the cosine.

    lowest + (highest - lowest) * (1 + cos(pi * k / n)) / 2
    """
    highest, lowest = sorted(map(abs, submission.drawn(2)), reverse=True)
    both = (highest, lowest)
    for k, n, *rates in ((0, 10, highest), (3, 10, highest), (10, 10, highest), (2, 4, *both), (7, 9, *both)):
        question = f"cosine_rate({', '.join(counted(k, n, *rates))})"
        got = answered(submission, f"    {question}", (), "call", 1, unit="optimizers", name="cosine_rate",
                       arguments=[k, n, *rates])
        assert_numbers([question], got, [optimizers.cosine_rate(k, n, *rates)])


@points(0.5)
@pytest.mark.parametrize("kind", ["SGD", "AdamW"])
def test_minimize(submission, kind):
    """`minimize` with `{kind}` gives the losses before each step, and leaves the parameters where the steps led.

    In each step: the loss anew, zero_grad, backward, the rate from the schedule, then `step`.
    """
    options = {"momentum": 0.5} if kind == "SGD" else {}
    x, y = submission.drawn(2)
    valley = trace(lambda x, y: x * x + 5 * y * y + 0.5 * x * y, x, y)

    def loss_and_slopes(numbers):
        return evaluate(valley, numbers), complex_step(lambda values: evaluate(valley, values), numbers)

    walk = optimizers.Walk(kind, [x, y], **options)
    right = optimizers.minimize(loss_and_slopes, walk, 6, 0.1) + walk.numbers
    names = [*[say("loss before step {k}", k=k) for k in range(1, 7)], *[say("{x} at the end", x=x) for x in "xy"]]
    what = say("{count} steps of {kind}, highest rate {rate}", count=6, kind=kind, rate=0.1)
    about = f"{describe(valley)}\n    {what}"
    got = answered(submission, about, names, "minimized", 8, kind=kind, steps=valley.steps, numbers=[x, y], count=6,
                   highest=0.1, options=options)
    assert_numbers(names, got, right, about)
