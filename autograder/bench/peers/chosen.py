"""The checks that all graders are given: 25 of the kit's, about values, gradients, a network and a short training."""

SEED = 20

#: unit -> names of its checks
CHECKS = {
    "value": ("operation[add]", "operation[mul]", "operation[sub]", "operation[div]", "operation[pow]",
              "operation[relu]", "operation[tanh]", "operation[exp]", "plain_number_on_the_left[sub]", "builtin_sum"),
    "backward": ("alone[mul]", "alone[div]", "alone[tanh]", "with_an_upstream_gradient[exp]", "used_twice[mul]",
                 "reflected[sub]", "relu_on_both_sides", "power[3]", "diamond"),
    "nn": ("neuron_gradients", "mlp_gradients", "parameters_of_networks", "zero_grad"),
    "training": ("hinge_loss", "the_loss_curve"),
}


def among(checks):
    """Return those of `checks` that are chosen, in order; raise LookupError where one is not there."""
    chosen = {(unit, name) for unit, names in CHECKS.items() for name in names}
    found = tuple(check for check in checks if (check.unit, check.name) in chosen)
    if len(found) != len(chosen):
        missing = chosen - {(check.unit, check.name) for check in found}
        raise LookupError(f"the suites have no {', '.join(': '.join(pair) for pair in sorted(missing))}")
    return found
