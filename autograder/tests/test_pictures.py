"""Pictures of failures: well formed, the same each time, with everything that the message says; boxes stand apart."""

import json
import math
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from autograder.compare import Wrong, assert_data, assert_gradients, expected
from autograder.evidence import MOST_STEPS, graph
from autograder.pictures import picture
from autograder.pictures.layers import place
from autograder.program import total, trace
from autograder.suites.graphs import batch

SVG = "{http://www.w3.org/2000/svg}"


def twice(a):
    return a.tanh() * a.tanh()


def evidence_of(function, *inputs, data=(), gradients=()):
    """The evidence of a program on which some numbers are replaced: pairs of a step and a number."""
    program = trace(function, *inputs)
    got = [dict(enumerate(numbers)) | dict(other) for numbers, other in zip(expected(program), (data, gradients),
                                                                            strict=True)]
    with pytest.raises(Wrong) as caught:
        assert_gradients(program, *(list(numbers.values()) for numbers in got))
    return caught.value.evidence


def drawn(evidence):
    """The picture as a tree of elements: it must be well formed."""
    return ElementTree.fromstring(picture(evidence))


def texts(evidence):
    """Every text of the picture."""
    return [element.text for element in drawn(evidence).iter(f"{SVG}text")]


def test_evidence_is_plain_data():
    """It goes into a report and comes out the same, numbers that JSON does not know among it."""
    evidence = evidence_of(twice, 0.5, data=[(1, math.nan)], gradients=[(0, -math.inf)])

    assert json.loads(json.dumps(evidence, allow_nan=False)) == evidence
    assert evidence["steps"][1]["data"] == ["nan", expected(trace(twice, 0.5))[0][1]]
    assert evidence["steps"][0]["gradient"][0] == "-inf"


def test_the_evidence_says_where_it_goes_wrong():
    """The first wrong gradient on the way back, and the edges to its users."""
    evidence = evidence_of(twice, 0.5, gradients=[(0, 0.36)])

    assert evidence["place"] == ["gradient", 0]
    assert evidence["edges"] == [[0, 1], [0, 2]]
    assert [step["wrong"] for step in evidence["steps"]] == [["gradient"], [], [], []]
    assert [(step["name"], step["text"]) for step in evidence["steps"]] == [
        ("a", "a"), ("t1", "a.tanh()"), ("t2", "a.tanh()"), ("t3", "t1 * t2")]
    assert evidence["roots"] == [3]


def test_a_wrong_value_goes_wrong_between_its_operands_and_itself():
    """Forward, the edges are those that lead to the wrong step; there are no gradients where none were asked."""
    program = trace(twice, 0.5)
    with pytest.raises(Wrong) as caught:
        assert_data(program, [0.5, 0.4, 0.4, 0.16])

    evidence = caught.value.evidence
    assert (evidence["place"], evidence["edges"]) == (["data", 1], [[0, 1]])
    assert not any("gradient" in step for step in evidence["steps"])


def test_a_graph_that_is_too_large_to_be_looked_at_is_no_evidence():
    """Its message says the step in words."""
    program = trace(lambda *xs: total(xs), *([0.5] * MOST_STEPS))
    numbers = {"data": [0.0] * len(program.steps)}

    assert graph(program, numbers, numbers, {"data": [0]}, ("data", 0)) == {}


@pytest.mark.parametrize("evidence", [
    {}, {"kind": "sound"}, {"kind": "graph"}, {"kind": "graph", "steps": 3}, {"kind": []},
    {"kind": "graph", "steps": [{}], "roots": [0]}, {"kind": "graph", "steps": [], "roots": [7]}])
def test_nothing_is_drawn_of_what_is_unknown(evidence):
    """A check without evidence has no picture, nor has one of a kind or a shape that another kit may write."""
    assert picture(evidence) == ""


def test_the_picture_shows_each_number_and_the_right_one_beside_a_wrong_one():
    """Name, data and gradient of each node; yours and right where they differ."""
    evidence = evidence_of(twice, 0.5, gradients=[(0, 0.25)])

    shown = texts(evidence)

    assert shown[:9] == ["!", "!", "a", "data 0.5", "grad 0.25", "right 0.726862", "t1 = a.tanh()", "data 0.462117",
                         "grad 0.462117"]
    assert shown[-4:] == ["yours", "right", "!", "goes wrong here"]


def test_numbers_that_differ_late_are_shown_with_as_many_digits_as_it_takes():
    """Two numbers that look the same would be no explanation."""
    shown = texts(evidence_of(twice, 0.5, gradients=[(0, 0.726862)]))

    assert shown[4:6] == ["grad 0.726862", "right 0.7268619814"]


def test_the_picture_can_be_heard():
    """A reader for the blind is told what it is a picture of, and what is in it."""
    root = drawn(evidence_of(twice, 0.5, gradients=[(0, 0.25)]))

    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == ("The graph of a.tanh() * a.tanh() with a = 0.5: "
                            "the gradient of a is 0.25 where 0.726862 is right.")
    assert "a: data 0.5, gradient 0.25, wrong, right is 0.726862; t1 = a.tanh()" in root[1].text


def test_what_is_wrong_differs_in_shape_too():
    """A thick border, broken edges and crosses: the colour alone says nothing."""
    svg = picture(evidence_of(twice, 0.5, gradients=[(0, 0.25)]))

    assert svg.count('stroke-dasharray="7 4"') == 2
    assert svg.count('stroke-width="3"') == 1
    colours = set(re.findall(r'(?:stroke|fill)="([^"]*)"', svg))
    assert colours == {"none", "currentColor", "var(--bad, #c04d00)", "#ffffff"}


def test_names_are_escaped():
    """Evidence may come from a file: what is in it stays text."""
    evidence = evidence_of(twice, 0.5, gradients=[(0, 0.25)])
    evidence["steps"][0]["text"] = evidence["steps"][0]["name"] = "<script>&"

    assert "<script>" not in picture(evidence)
    assert "<script>&" in texts(evidence)


@pytest.mark.parametrize("program", batch(True, 3)[:12], ids=str)
def test_the_same_evidence_gives_the_same_picture_of_a_modest_size(program):
    """Well formed, deterministic, and small enough for a page with many of them."""
    _, gradients = expected(program)
    with pytest.raises(Wrong) as caught:
        assert_gradients(program, expected(program)[0], [gradient + 1 for gradient in gradients])
    evidence = json.loads(json.dumps(caught.value.evidence))

    svg = picture(evidence)

    assert svg == picture(evidence)
    assert len(texts(evidence)) > 3 * len(program.steps)
    assert len(svg) < 1000 * len(program.steps)


def layout(program):
    operands = {i: [x for x in step[1:] if isinstance(x, int)] for i, step in enumerate(program.steps)}
    sizes = {i: (60 + 7 * i, 30 + 5 * (i % 3)) for i in operands}
    return operands, sizes, place(operands, sizes)


@pytest.mark.parametrize("program", batch(True, 5)[:20], ids=str)
def test_boxes_stand_apart_and_operands_left_of_their_users(program):
    """No two boxes touch, all lie within the picture, and every edge goes to the right."""
    operands, sizes, (corners, edges, width, height) = layout(program)

    areas = [(x, y - h / 2, x + w, y + h / 2) for (x, y), (w, h) in ((corners[i], sizes[i]) for i in corners)]
    for one, other in combinations(areas, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    assert all(x > -1e-6 and y > -1e-6 and right < width + 1e-6 and low < height + 1e-6 for x, y, right, low in areas)
    assert len(edges) == sum(map(len, operands.values()))
    for points in edges.values():
        assert points == sorted(points)


def test_a_node_that_is_used_twice_by_one_has_two_edges():
    """In a - a each use is seen: the two arrows lie side by side."""
    _, edges, _, _ = place({0: [], 1: [0, 0]}, {0: (50, 40), 1: (50, 40)})

    (_, one), (_, other) = edges[1, 0][0], edges[1, 1][0]
    assert abs(one - other) >= 10


@pytest.mark.parametrize("program", batch(True, 5)[:20], ids=str)
def test_an_edge_keeps_out_of_the_boxes_that_it_passes(program):
    """Where an edge passes a column it has a lane of its own."""
    _, sizes, (corners, edges, _, _) = layout(program)

    for points in edges.values():
        for x, y in points[1:-1]:
            assert not any(left <= x <= left + sizes[i][0] and abs(y - middle) < sizes[i][1] / 2
                           for i, (left, middle) in corners.items())
