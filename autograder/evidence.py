"""Evidence: what a picture of a failure is drawn from, as plain data that JSON can hold.

A dictionary with a "kind". Numbers are floats, and what is none for JSON is a text: "nan", "inf", "-inf".
"""

import math

from autograder.program import inputs_text, notation, statements

MOST_STEPS = 60     # of a graph: a larger one tells nobody anything


def number(x):
    """Return a float as JSON can hold it."""
    return float(x) if math.isfinite(x) else str(float(x))


def graph(program, got, right, wrong, place):
    """Return the evidence of a program with a wrong number, or {} where it has too many steps to be looked at.

    got, right   {"data": numbers, "gradient": numbers}, one number for each step; forward only, without "gradient"
    wrong        {"data": numbers of steps, ...}: where they differ
    place        (what, step): the first wrong number on the way

    The evidence has the `lines` and `inputs` of the program, its `roots`, those steps that are `used`, the `place`, and
    the `edges` where it goes wrong, pairs of an operand and its user. Each of its `steps` has a `name`, its `text` made
    of such names, its `operands` among the steps, and for "data" and "gradient" yours and the right one; `wrong` lists
    which differ.
    """
    if len(program.steps) > MOST_STEPS:
        return {}
    names, texts = _names(program)
    steps = [{"name": names[i], "text": texts[i], "operands": [x for x in operands if isinstance(x, int)],
              **{what: [number(got[what][i]), number(right[what][i])] for what in got},
              "wrong": [what for what in got if i in wrong[what]]}
             for i, (_, *operands) in enumerate(program.steps)]
    used = sorted({x for step in steps for x in step["operands"]} | set(program.roots))
    return {"kind": "graph", "lines": statements(program), "inputs": inputs_text(program), "steps": steps,
            "roots": list(program.roots), "used": used, "place": list(place), "edges": _edges(steps, *place)}


def losses(yours, right, first):
    """Return the evidence of a training: both curves, and the number of the first loss that is wrong, or None.

    A single loss is no curve: there is none.
    """
    if len(right) < 2:
        return {}
    return {"kind": "losses", "yours": [*map(number, yours)], "right": [*map(number, right)], "first": first}


def boundary(box, yours, right, points):
    """Return the evidence of a network that parts points in a plane.

    box           left, right, bottom and top of what is seen
    yours, right  {"rows": texts of "+" and "-" from the top down, the sign of the score in each cell of a grid,
                  "share": of the unseen points that are on their side}
    points        some of these points: (x, y, label)
    """
    return {"kind": "boundary", "box": list(box), "yours": yours, "right": right,
            "points": [[round(x, 3), round(y, 3), label] for x, y, label in points]}


def _names(program):
    """Return the name of each step, and what it is in terms of such names: t4, t3 * a."""
    leaves = len(program.names)
    names = [*program.names, *(f"t{i}" for i in range(leaves, len(program.steps)))]
    return names, notation(program, shared=range(leaves, len(program.steps)))


def _edges(steps, what, step):
    """The edges into the step whose value is wrong; of a gradient, those to its users, whose own are right."""
    if what == "data":
        return [[operand, step] for operand in steps[step]["operands"]]
    return [[step, user] for user, other in enumerate(steps) for operand in other["operands"] if operand == step]
