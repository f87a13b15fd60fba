"""The picture of a training: the student's loss curve over the right one, from the same weights."""

import math

from autograder.pictures.svg import LETTER, WRONG, cross, drawing, rounded, tag, words

WIDTH, HEIGHT = 420, 170    # pixels of the field
LEFT, TOP, BELOW = 58, 30, 36       # pixels around it
MARKS = 40      # steps that a curve may have to bear a mark at each


def draw(evidence, say):
    """Return the picture of evidence of the kind "losses"."""
    curves = {name: list(map(float, evidence[name])) for name in ("yours", "right")}
    across, up = _scales(curves)
    right = _line(curves["right"], across, up, stroke="currentColor", stroke_width=2)
    yours = _line(curves["yours"], across, up, stroke=WRONG, stroke_width=2, stroke_dasharray="6 3")
    marks = [cross(across(k), up(y), 3) for k, y in _finite(curves["yours"]) if len(curves["yours"]) <= MARKS]
    inside = tag("g", *_axes(len(curves["right"]), up, say), *_first(evidence["first"], across, say), right, yours,
                 *marks, *_legend(say), transform=f"translate({LEFT} {TOP})")
    return drawing(LEFT + WIDTH + 20, TOP + HEIGHT + BELOW, say("The loss of each step, yours and the right one."),
                   _description(curves, evidence["first"], say), inside)


def _finite(numbers):
    return [(k, y) for k, y in enumerate(numbers) if math.isfinite(y)]


def _scales(curves):
    """Return where a step is across, and a loss up: from 0, or the least loss, to somewhat above the right curve."""
    steps = max(map(len, curves.values()))
    heights = [y for curve in curves.values() for _, y in _finite(curve)]
    tallest = max([y for _, y in _finite(curves["right"])], default=1.0)
    low, high = min([0.0, *(max(y, -3 * abs(tallest)) for y in heights)]), 0.0
    high = min(max([*heights, 1e-9]), 3 * max(tallest, 1e-9))

    def across(k):
        return WIDTH * k / max(steps - 1, 1)

    def up(y):
        return HEIGHT * (1 - (min(max(y, low), high * 1.05) - low) / (high * 1.05 - low))

    up.ends = low, high
    return across, up


def _line(curve, across, up, **attributes):
    points = " ".join(f"{rounded(across(k))},{rounded(up(y))}" for k, y in _finite(curve))
    return tag("polyline", points=points, **attributes)


def _axes(steps, up, say):
    low, high = up.ends
    yield tag("path", d=f"M0 0v{HEIGHT}h{WIDTH}", stroke="currentColor")
    for y in (low, (low + high) / 2, high):
        yield words(f"{y:.3g}", -8, up(y) + 4, fill="currentColor", text_anchor="end")
    yield words(say("loss"), -8, -14, fill="currentColor", text_anchor="end")
    yield words(say("step {i}", i=1), 0, HEIGHT + 18, fill="currentColor")
    yield words(say("step {i}", i=steps), WIDTH, HEIGHT + 18, fill="currentColor", text_anchor="end")


def _first(first, across, say):
    """The place where the curves part."""
    if first is not None:
        x = across(first)
        yield tag("path", d=f"M{rounded(x)} 0v{HEIGHT}", stroke=WRONG, stroke_dasharray="2 3")
        anchor = {"text_anchor": "end"} if x > WIDTH / 2 else {}
        yield words(say("differs from here"), x + (-5 if anchor else 5), HEIGHT - 8, fill=WRONG, **anchor)


def _legend(say):
    x = WIDTH - LETTER * 22
    for text, stroke, style in ((say("yours"), WRONG, {"stroke_dasharray": "6 3"}),
                                (say("right"), "currentColor", {})):
        yield tag("path", d=f"M{rounded(x)} -18h24", stroke=stroke, stroke_width=2, **style)
        yield words(text, x + 30, -14, fill="currentColor")
        x += LETTER * 12


def _description(curves, first, say):
    told = {name: ", ".join(f"{y:.4g}" for y in curve[:12]) for name, curve in curves.items()}
    where = "" if first is None else f" {say('They differ from step {i} on.', i=first + 1)}"
    return say("yours: {yours}; right: {right}.", **told) + where
