"""What is seen of a training: loss curves over each other, the first wrong move, regions beside a right network's."""

import json
import math
import random
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from autograder.assignment import Assignment
from autograder.compare import Wrong
from autograder.evidence import boundary, losses
from autograder.mutant import Mutant, solutions
from autograder.pictures import picture
from autograder.protocol import Status
from autograder.suites.descent import SIZES, Training, check_curve, check_trained, parameter_names
from autograder.suites.free import MOONS, FreeTraining
from autograder.suites.regions import BOX, COLUMNS, ROWS, regions
from reference import training
from reference.moons import make_moons
from reference.nn import MLP


def parsed(evidence):
    return ElementTree.fromstring(picture(json.loads(json.dumps(evidence, allow_nan=False))))


def texts(evidence):
    return [element.text for element in parsed(evidence).iter("{http://www.w3.org/2000/svg}text")]


class Student:
    """A submission: the solutions with one line of training.py replaced."""

    seed, explain = 3, True

    def __init__(self, line="", by=""):
        text = solutions()["training"]
        assert line in text
        self.mutant, self.noted = Mutant(solutions() | {"training": text.replace(line, by)}), []

    def drawn(self, count, low, high):
        return [round((-1) ** k * (low + (high - low) * k / count), 3) for k in range(count)]

    def answers(self, questions, noted=True):
        answers = [self.mutant.ask(probe, json.dumps(arguments), size) for probe, size, arguments in questions]
        self.noted += [noted] * len(answers)
        return [list(answer.numbers) if answer.status is Status.ANSWERED else None for answer in answers]

    def numbers(self, probe, size, **arguments):
        return self.answers([(probe, size, arguments)])[0]


def moons():
    some, labels = make_moons(12, noise=0.1, seed=3)
    batches = [[(3 * k + i) % 12 for i in range(4)] for k in range(5)]
    return Training("training", "train", training.train, SIZES, some, labels, batches, 0.3)


def wrong(check, student):
    """What the check raises."""
    with pytest.raises(Wrong) as caught:
        check(student, moons())
    return caught.value


def test_the_first_wrong_move_is_told():
    """By the shortest training that shows it: the parameter, how far it moved, how far it should."""
    problem = wrong(check_curve, Student("p.data -= rate * p.grad", "p.data -= 2 * rate * p.grad"))

    told = re.search(r"At the first step the parameter w\[0\] of neuron 0 in layer 0\n"
                     r" +moved by (\S+) where (\S+) is right\.", str(problem))
    assert float(told[1]) == pytest.approx(2 * float(told[2]), rel=0.01)


def test_a_mistake_that_needs_two_steps_is_told_of_two():
    """Gradients that are never cleared move the parameters rightly once."""
    assert "In a training of 2 steps the parameter" in str(wrong(check_trained, Student("model.zero_grad()", "pass")))


def test_where_only_the_returned_losses_differ_that_is_told():
    """Nothing is wrong with the steps then."""
    problem = wrong(check_curve, Student("losses.append(loss.data)", "losses.append(2 * loss.data)"))

    assert "Every parameter moves as it should: it is the list of losses that differs." in str(problem)


def test_what_is_asked_to_find_the_first_wrong_move_is_not_noted():
    """It is in search of a smaller case; and where a failure is not shown, it is not asked."""
    student, quick = Student("model.zero_grad()", "pass"), Student("model.zero_grad()", "pass")
    quick.explain = False
    wrong(check_curve, student)
    wrong(check_curve, quick)

    assert student.noted == [True, False, False]
    assert quick.noted == [True]


def test_a_code_that_raises_on_a_short_training_is_told_of_the_long_one():
    """The search for the first wrong move never hides the failure itself."""
    changed = "    losses = [] if batches[3:] else None\n    rate *= 2\n"
    problem = wrong(check_curve, Student("    losses = []\n", changed))

    assert "loss after one step" in str(problem)
    assert "moved" not in str(problem)


def test_parameters_are_called_by_where_they_are():
    """In the order of `parameters()`: layer by layer, neuron by neuron, weights then bias."""
    names = parameter_names((2, [2, 1]))

    assert names == ["w[0] of neuron 0 in layer 0", "w[1] of neuron 0 in layer 0", "b of neuron 0 in layer 0",
                     "w[0] of neuron 1 in layer 0", "w[1] of neuron 1 in layer 0", "b of neuron 1 in layer 0",
                     "w[0] of neuron 0 in layer 1", "w[1] of neuron 0 in layer 1", "b of neuron 0 in layer 1"]
    assert len(parameter_names(SIZES)) == len(MLP(*SIZES).parameters())


def test_both_curves_are_evidence():
    """With the step at which they part."""
    evidence = wrong(check_curve, Student("model.zero_grad()", "pass")).evidence

    assert evidence["kind"] == "losses"
    assert len(evidence["yours"]) == len(evidence["right"]) == 5
    assert evidence["first"] == 2
    assert evidence["yours"][:2] == pytest.approx(evidence["right"][:2])


def test_the_curves_are_drawn_over_each_other():
    """Both, the place where they part, the scale; in words too."""
    evidence = losses([1.0, 0.75, 1.5], [1.0, 0.5, 0.25], 1)

    assert texts(evidence) == ["0", "0.75", "1.5", "loss", "step 1", "step 3", "differs from here", "yours", "right"]
    assert picture(evidence).count("<polyline") == 2
    assert parsed(evidence)[1].text == "yours: 1, 0.75, 1.5; right: 1, 0.5, 0.25. They differ from step 2 on."


def test_losses_that_explode_or_are_none_do_not_hide_the_right_curve():
    """The scale is that of the right curve, within three times; what is no number is left out."""
    evidence = losses([1.0, 1e200, math.inf, math.nan, -1e99], [1.0, 0.8, 0.6, 0.4, 0.2], 1)

    assert texts(evidence)[:3] == ["-3", "0", "3"]
    assert "nan" not in picture(evidence).split("<desc>")[1].split("</desc>")[1]


def test_a_single_loss_is_no_curve():
    """There is nothing to draw of one step."""
    assert losses([1.0], [2.0], 0) == {}


@pytest.fixture(scope="module")
def parted():
    """The evidence of an untrained network."""
    free = FreeTraining(MOONS, replace(Assignment.load().moons, unseen=200), 0.1, random.Random(2))
    model = MLP(2, [16, 16, 1])
    for k, parameter in enumerate(model.parameters()):
        parameter.data = math.sin(k)
    return regions(model, free)


def test_the_regions_of_both_networks_are_evidence(parted):
    """A grid of signs each, with the share of points on their side: the reference's network has learned."""
    for side in ("yours", "right"):
        assert [len(row) for row in parted[side]["rows"]] == [COLUMNS] * ROWS
    assert parted["right"]["share"] > 0.95 > parted["yours"]["share"]
    assert parted["box"] == list(BOX)
    assert len(json.dumps(parted)) < 10_000


def test_the_rows_go_from_the_top_down(parted):
    """The upper moon's middle is -1, the lower moon's +1."""
    rows, (left, right, bottom, top) = parted["right"]["rows"], BOX

    def sign(x, y):
        return rows[int((top - y) / (top - bottom) * ROWS)][int((x - left) / (right - left) * COLUMNS)]

    assert (sign(0, 1), sign(1, -0.5)) == ("-", "+")


def test_the_regions_are_drawn_side_by_side(parted):
    """With the points, and crosses on those that are on the wrong side; small enough for a report's page."""
    shown = texts(parted)

    assert shown[:2] == [f"yours: {parted['yours']['share']:.1%} right",
                         f"a right network: {parted['right']['share']:.1%} right"]
    assert shown[2:] == ["label -1", "label +1, shaded", "on the wrong side"]
    assert len(picture(parted)) < 30_000


def test_points_on_the_wrong_side_are_crossed_out():
    """A circle is -1, a plus +1, a cross is wrong; what lies outside is left out."""
    side = {"rows": ["-+", "-+"], "share": 0.5}
    drawn = {label: picture(boundary((0, 2, 0, 2), side, side, [(1.5, 1.5, label), (9, 9, label)]))
             for label in (1.0, -1.0)}

    assert drawn[1.0].count("<circle") == 1 == drawn[-1.0].count("<circle")     # the legend's
    assert drawn[-1.0].count("var(--bad") == 3
    assert drawn[1.0].count("var(--bad") == 1


def test_weights_that_are_no_numbers_have_a_picture_too():
    """A training that ran away ends in nan: nowhere does such a network say +1."""
    model = MLP(2, [16, 16, 1])
    for parameter in model.parameters():
        parameter.data = math.nan
    short = replace(Assignment.load().moons, points=20, unseen=20, steps=2)

    evidence = regions(model, FreeTraining(MOONS, short, 0.1, random.Random(1)))

    assert set("".join(evidence["yours"]["rows"])) == {"-"}
    assert evidence["yours"]["share"] == 0.5
    assert picture(evidence)
