"""What checks say about known mistakes: the case, the right things beside each other, and no number without a name."""

import pytest

from autograder.assignment import OURS, Assignment
from autograder.authoring.verify import mistake_cases
from autograder.grading import SOLUTIONS, Grader
from autograder.submission import Submission

ASSIGNMENT = Assignment.load(OURS.with_name("assignment-full.toml"))
CASES = {case.name: case for case in mistake_cases(ASSIGNMENT)}

#: mistake -> check -> what stands in the message
SAID = {
    "V24": {"a_leaf_keeps_its_label": "Value(1.0, label='x1.056').label\n        yours  ''\n        right  'x1.056'"},
    "V16": {"operands_are_recorded[arithmetic]":
            "_prev of a holds\n        yours  b, (((a + b) * a)**2).relu()\n        right  nothing"},
    "V14": {"the_operation_is_recorded[arithmetic]": "_op of (a + b) * a\n        yours  '+'\n        right  '*'"},
    "V28": {"the_operation_is_recorded[arithmetic]": "_op of a + b\n        yours  something else\n        right  '+'"},
    "V54": {"every_operand_can_be_reached": "_prev leads back from a - b to\n        yours  a\n        right  a, b"},
    "V31": {"only_seven_operations_are_recorded": "nodes: a, and the power      3      2"},
    "V32": {"only_seven_operations_are_recorded":
            "the exponent in _op of a**3\n\nthere is no number behind the two stars"},
    "V23": {"a_fresh_gradient_is_zero": "gradient of a is of type NoneType, not a number"},
    "E24": {"operation[exp]": "a.exp()      with a = -0.771\n\nvalue of a.exp() is of type complex, not a number"},
    "V12": {"operations_leave_their_operands_alone": "t2 = a; t2 += b\n    t2 - a      with"},
    "B31": {"local_derivatives_of_functions": "a node with _op = 'sin' gives an answer and raises no error"},
    "B14": {"local_derivatives_of_functions": "local_derivatives(a.relu())"},
    "G6": {"topological_order": "a * b stands before its operand a"},
    "G26": {"topological_order": "not in the order: a, b, c"},
    "G2": {"backward_from_an_inner_node": "t1 = a * 2\n    (t1 * 3).backward()\n    t1.backward()"},
    "G15": {"with_an_upstream_gradient[add]": "so this one was right when it was passed on"},
    "G22": {"a_chain_of_500": "gradient of the whole chain\n"},
    "D23": {"slope_keeps_its_digits": "slopes that came back: 1, expected: 2"},
    "D43": {"slope_of_the_parabola": "3.59599999999"},
    "D4": {"slope_keeps_its_digits": "yours        right\n    by b"},
    "N6": {"wrong_number_of_inputs": "It takes 2 inputs and raises no error.\n    It takes 4 inputs"},
    "N20": {"weights_start_different": "where all lie between -1 and 1"},
    "N4": {"weights_start_different": "different numbers among 80 fresh weights: 1; the first are 0.0, 0.0, 0.0"},
    "N2": {"neuron_parameters": "parameters of Neuron(5)      5      6\n"},
    "N15": {"the_list_of_sizes_is_left_alone": "len(nouts)                    5      3"},
    "N36": {"zero_grad": "gradient of parameter 0, after zero_grad"},
    "N42": {"layer_outputs": "inputs [-0.584, -1.82, -1.856]\n\noutputs that came back: 1, expected: 4"},
    "N49": {"mlp_with_two_outputs": "MLP(3, [4, 2]) with given parameters"},
    "N1": {"neuron_is_relu_of_a_weighted_sum": "Neuron(3), w [0.37, 0.514, 0.441], b 5.0, inputs"},
    "L75": {"the_first_losses": "losses that came back: 0, expected: 1"},
    "L77": {"the_first_losses": "the answer is of type float, no list of losses"},
    "L99": {"the_first_losses": "batches [[0, 1, 2, 3]], rate 0.25\n\nloss 1 of 1 is of type Value, not a number"},
    "P43": {"cosine_rate": "cosine_rate(2, 4, 1.3, 0.317)"},
    "S34": {"predict": "predict([0.0, -0.25])                  1      0"},
    "A15": {"stretched[a row]": "t1 = Array([0.662, -1.106, -0.401])"},
    "A1": {"train_layers": "weights and biases: 119, expected: 31"},
    "T40": {"right_engines_pass": "Look for tests without an assert, and for marks such as xfail and skip."},
}


@pytest.fixture(scope="module")
def grader():
    with Grader(ASSIGNMENT, 20) as grader:
        yield grader


@pytest.mark.parametrize("mistake", SAID)
def test_a_message_says_what_was_asked_and_what_came(grader, mistake):
    """Whoever has made the mistake sees the question and the answer, in the words of the unit."""
    case = CASES[mistake]
    submission = Submission(name=mistake, layout="kit", sources=case.sources, modules={n: n for n in case.sources},
                            problems={}, notes=(), digest="")
    report = grader.grade(submission, units=case.units[:1], slow=False)
    said = {check.name: check.message for check in report.checks}
    for check, text in SAID[mistake].items():
        assert text in said[check]


def test_a_power_with_another_name_is_told_the_whole_of_the_right_one(grader):
    """`_op` of a square is '**2', as the promise of the check has it, and not the stars alone."""
    text = (SOLUTIONS / "value.py").read_text(encoding="utf-8").replace('f"**{exponent}"', 'f"^{exponent}"')
    submission = Submission(name="ada", layout="kit", sources={"value": text}, modules={"value": "value"}, problems={},
                            notes=(), digest="")
    report = grader.grade(submission, units=["value"], slow=False)

    said = next(check.message for check in report.checks if check.name == "the_operation_is_recorded[arithmetic]")
    assert "in _op of ((a + b) * a)**2\n        yours  something else\n        right  '**2'" in said
