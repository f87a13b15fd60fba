"""The hint ladder of the visible tests, for the hidden checks: which rungs belong to a check, and what was seen."""

import importlib.util
import re
import sys
from pathlib import Path

from autograder import language

_FILE = Path(__file__).parents[1] / "exercises" / "tests" / "hints.py"
_METHODS = {"div": "truediv"}       # what checks call an operation -> what Value calls it

#: unit -> {check, with its parameter or for all of them -> key of the ladder; {} stands for the parameter}
KEYS = {
    "derivative": {
        "slope_with_a_wide_step": "derivative_is_a_central_difference",
        "slope_keeps_its_digits": "derivative_keeps_its_digits",
        "slope_of_a_flat_and_of_a_falling_function": "derivative",
        "gradient_nudges_one_input_at_a_time": "gradient",
        "gradient_leaves_the_inputs_alone": "gradient_leaves_the_point_alone",
        "slope_of_the_parabola": "parabola_slope",
        "gradient_of_the_surface": "surface_gradient",
    },
    "value": {
        "operation": "value_{}",
        "operation_log": "value_log",
        "plain_number_on_the_right": "value_{}",
        "plain_number_on_the_left": "value_r{}",
        "builtin_sum": "value_radd",
        "operations_leave_their_operands_alone": "value_add_leaves_its_operands_alone",
        "a_fresh_gradient_is_zero": "value_init",
        "operands_are_recorded[arithmetic]": "value_add",
        "operands_are_recorded[functions]": "value_tanh",
        "the_operation_is_recorded[arithmetic]": "value_add",
        "the_operation_is_recorded[functions]": "value_tanh",
        "every_operand_can_be_reached": "value_init",
        "only_seven_operations_are_recorded": "value_sub",
        "a_leaf_keeps_its_label": "value_init",
        "equal_numbers_are_different_values": "value_init_makes_a_node_of_its_own",
        "tanh_of_large_numbers": "value_tanh_does_not_overflow",
        "power": "value_pow",
        "a_value_as_exponent": "value_pow_refuses_a_value_as_exponent",
        "random_arithmetic": "a_whole_expression",
        "random_expressions": "a_whole_expression",
    },
    "backward": {
        "alone": "local_derivatives",
        "with_an_upstream_gradient": "backward_through_an_operation_that_is_not_the_last",
        "used_twice": "backward_through_an_operation_used_twice",
        "reflected": "local_derivatives",
        "relu_on_both_sides": "local_derivatives",
        "relu_passes_negative_gradients": "local_derivatives_are_pure_calculus",
        "relu_at_zero": "local_derivatives",
        "power": "local_derivatives",
        "tanh_far_out": "local_derivatives",
        "builtin_sum": "backward",
        "diamond": "backward_adds_up_the_uses",
        "short_and_long_way": "backward_waits_for_every_user",
        "a_tower_of_thirty_diamonds": "topological_order_has_shared_nodes_once",
        "equal_numbers_are_different_nodes": "topological_order_keeps_equal_numbers_apart",
        "two_losses_add_up": "backward_of_two_roots_adds_up",
        "backward_from_an_inner_node": "backward_sets_the_gradient_of_the_root",
        "inner_nodes_keep_their_gradients": "backward_keeps_the_gradients_inside",
        "a_chain_of_500": "topological_order_of_a_chain",
        "a_chain_of_10_000": "topological_order_of_a_very_deep_graph",
        "local_derivatives_of_arithmetic": "local_derivatives",
        "local_derivatives_of_functions": "local_derivatives",
        "topological_order": "topological_order",
        "random_arithmetic": "backward",
        "random_graphs": "backward",
    },
    "nn": {
        "neuron_is_relu_of_a_weighted_sum": "neuron_call",
        "linear_neuron": "neuron_call_without_relu",
        "neuron_gradients": "neuron_call",
        "neuron_parameters": "neuron_parameters",
        "layers_and_neurons": "mlp_init",
        "weights_start_different": "neuron_init_draws_each_weight",
        "bias_starts_at_zero": "neuron_init",
        "wrong_number_of_inputs": "neuron_call_refuses",
        "layer_outputs": "layer_call",
        "layer_neurons_are_different": "layer_init",
        "a_single_output_is_the_value_itself": "layer_call",
        "mlp_with_two_outputs": "mlp_call",
        "last_layer_is_linear": "mlp_init",
        "mlp_gradients": "mlp_call",
        "parameters_of_networks": "mlp_parameters",
        "the_list_of_sizes_is_left_alone": "mlp_init_leaves_the_callers_list",
        "zero_grad": "mlp_zero_grad",
    },
    "training": {
        "hinge_loss": "hinge_loss",
        "squared_error": "squared_error",
        "l2_penalty": "l2_penalty",
        "accuracy": "accuracy",
        "one_step": "sgd_step",
        "the_first_losses": "train",
        "the_loss_curve": "train_starts_each_step_with_fresh_gradients",
        "the_trained_parameters": "train",
        "moons": "train_learns_the_moons",
    },
    "softmax": {
        "the_lecture_s_exercise": "negative_log_likelihood",
        "log_sum_exp": "log_sum_exp",
        "log_sum_exp_of_large_logits": "log_sum_exp_does_not_overflow",
        "softmax": "softmax",
        "softmax_of_large_logits": "log_sum_exp_does_not_overflow",
        "negative_log_likelihood": "negative_log_likelihood",
        "sure_and_wrong": "negative_log_likelihood",
        "cross_entropy": "cross_entropy",
        "predict": "predict",
        "the_loss_curve_of_three_classes": "train_classifier",
        "the_trained_parameters_of_three_classes": "train_classifier",
        "spirals": "train_classifier",
    },
    "optimizers": {
        "sgd": "sgd_step",
        "momentum": "sgd_step",
        "each_has_its_own_memory[SGD]": "sgd_init",
        "each_has_its_own_memory[AdamW]": "adamw_init",
        "the_first_step_of_adamw": "adamw_step_counts_once",
        "the_path_of_adamw": "adamw_step",
        "other_betas": "adamw_step",
        "eps": "adamw_step",
        "weight_decay": "adamw_step_lets_parameters_decay",
        "the_rate_may_change": "step_uses_the_rate",
        "cosine_rate": "cosine_rate",
        "minimize": "minimize",
    },
    "arrays": {
        "stretched": "unbroadcast",
        "unbroadcast": "unbroadcast",
        "random_shapes": "operand_gradients",
        "matrix_product": "array_matmul",
        "relu_of_arrays": "array_relu",
        "powers_of_arrays": "array_pow",
        "sum": "array_sum",
        "mean": "array_mean",
        "used_twice": "backward",
        "gradients_are_arrays_of_their_own": "backward",
        "the_caller_s_array_is_copied": "array_init",
        "network": "network",
        "train_layers": "train_layers",
        "moons_at_once": "train_layers",
    },
    "my_tests": {
        "right_engines_pass": "my_tests_pass",
        "catches": "my_tests_catch",
    },
}


def key_of(unit, check):
    """Return the ladder's key for a check: `value_truediv` for `operation[div]` of unit value."""
    name, _, parameter = check.partition("[")
    parameter = parameter.removesuffix("]")
    keys = KEYS[unit]
    return keys.get(check, keys.get(name, "")).format(_METHODS.get(parameter, parameter))


class Hints:
    """The rungs of the ladder for one check, and how many of them the learner saw, in the visible tests or here."""

    def __init__(self, check, folder, say=language.ENGLISH):
        """`folder` holds the learner's code, where what was seen is remembered, as by the visible tests.

        `say` is the language.
        """
        hints, self._say = _hints(), say
        self._ladder, self._progress = hints.Ladder(say), hints.Progress(folder)
        # What is not written yet says itself which tests to try, and so which function comes first.
        stub = re.search(r"pytest exercises -k (\w+)", check.message)
        key = stub and self._ladder.key(check.unit, stub[1])
        self._unit, self.key, self.rungs = check.unit, key or key_of(check.unit, check.name), len(hints.RUNGS)

    @property
    def seen(self):
        """How many were seen, of `rungs`."""
        return self._progress.seen.get(f"{self._unit}.{self.key}", 0)

    def next(self):
        """Return the hints that were seen and one more, as text; remember that one too."""
        count = self._progress.seen[f"{self._unit}.{self.key}"] = min(self.seen + 1, self.rungs)
        self._progress.save()
        lines = [self._say("hints for {key}:", key=self.key), *self._ladder.lines(self._unit, self.key, 0, count)]
        more = ["  " + self._say("The same command shows the next one.")] if count < self.rungs else []
        return "\n".join([*lines, *more])


def _hints():
    """The module that students have beside their tests: it is no package, and named so for pytest alone."""
    sys.modules.setdefault("language", language)        # a file of the same text stands beside it
    spec = importlib.util.spec_from_file_location("hints", _FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
