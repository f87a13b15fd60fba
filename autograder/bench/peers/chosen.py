"""The assignment that all graders are given: 25 of the kit's checks, and a class of twenty.

The checks ask for values, gradients, a network and a short training. The class: eight right submissions, and twelve
with a known mistake each.
"""

from pathlib import Path

from autograder.mistakes import mistakes

SOLUTIONS = Path(__file__).parents[3] / "solutions"
SEED = 20
UNITS = ("value", "backward", "nn", "training")

#: unit -> names of its checks
CHECKS = {
    "value": ("operation[add]", "operation[mul]", "operation[sub]", "operation[div]", "operation[pow]",
              "operation[relu]", "operation[tanh]", "operation[exp]", "plain_number_on_the_left[sub]", "builtin_sum"),
    "backward": ("alone[mul]", "alone[div]", "alone[tanh]", "with_an_upstream_gradient[exp]", "used_twice[add]",
                 "used_twice[mul]", "reflected[sub]", "relu_on_both_sides", "power[3]", "diamond"),
    "nn": ("neuron_gradients", "mlp_gradients", "parameters_of_networks"),
    "training": ("hinge_loss", "the_loss_curve"),
}
RIGHT = 8
MISTAKES = ("V2", "V4", "V6", "B1", "B1-mul", "B3-mul", "B7", "G5", "N1", "N9", "L7", "L60")


def among(checks):
    """Return those of `checks` that are chosen, in order; raise LookupError where one is not there."""
    chosen = {(unit, name) for unit, names in CHECKS.items() for name in names}
    found = tuple(check for check in checks if (check.unit, check.name) in chosen)
    if len(found) != len(chosen):
        missing = chosen - {(check.unit, check.name) for check in found}
        raise LookupError(f"the suites have no {', '.join(': '.join(pair) for pair in sorted(missing))}")
    return found


def class_of(size):
    """Return {name: {unit: source}} of a class: the twenty again and again, each a little different in its bytes."""
    twenty, members = _twenty(), {}
    for number in range(size):
        name, sources = twenty[number % len(twenty)]
        members[f"{name}_{number:04}"] = {unit: f"{text}# {number}\n" for unit, text in sources.items()}
    return members


def _twenty():
    right = {unit: (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
    known = {mistake.id: mistake for mistake in mistakes()}
    wrong = [(mistake.unit, mistake.apply(right[mistake.unit])) for mistake in map(known.get, MISTAKES)]
    return [("right", right)] * RIGHT + [("wrong", right | {unit: text}) for unit, text in wrong]
