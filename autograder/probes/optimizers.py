"""Questions about the unit optimizers: where given gradients lead, and the way down a given expression."""

from autograder.probes import listed, named, probe
from autograder.program import replay


def _optimizer(units, kind, parameters, options):
    return named(units("optimizers"), kind)(parameters, **options)


@probe
def optimizer_steps(units, kind, numbers, grads, rates, options):
    """Parameters after each step with given gradients and rates; then the gradients of the last step."""
    make = named(units("value"), "Value")
    parameters = [make(number) for number in numbers]
    optimizer = _optimizer(units, kind, parameters, {"rate": rates[0], **options})
    answer = []
    for step, rate in zip(grads, rates, strict=True):
        for p, grad in zip(parameters, step, strict=True):
            p.grad = grad
        if rate != optimizer.rate:
            optimizer.rate = rate
        optimizer.step()
        answer += [p.data for p in parameters]
    return answer + [p.grad for p in parameters]


@probe
def two_optimizers(units, kind, numbers, grads, rate, options):
    """Parameters after as many steps, each with an optimizer of its own; all made before the first step."""
    make = named(units("value"), "Value")
    parameters = [make(number) for number in numbers]
    optimizers = [_optimizer(units, kind, [p], {"rate": rate, **options}) for p in parameters]
    for step in grads:
        for p, grad, optimizer in zip(parameters, step, optimizers, strict=True):
            p.grad = grad
            optimizer.step()
    return [p.data for p in parameters]


@probe
def minimized(units, kind, steps, numbers, count, highest, options):
    """The student's `minimize` of the program from given numbers: the losses, then the parameters."""
    make = named(units("value"), "Value")
    parameters = [make(number) for number in numbers]
    optimizer = _optimizer(units, kind, parameters, {"rate": highest, **options})

    def loss():
        leaves = iter(parameters)
        return replay(steps, lambda number: next(leaves))[-1]

    losses = named(units("optimizers"), "minimize")(loss, optimizer, count, highest)
    return [*listed(losses, count), *[p.data for p in parameters]]
