"""The picture of a failing graph: each node with its data and gradient, the wrong ones with the right number beside.

Wrong numbers are crossed and the right ones ticked. The box of the first one has a thick border, and the edges where
it goes wrong are broken and bear an exclamation mark: wrong things differ in shape as well as in colour.
"""

from autograder.pictures.layers import place
from autograder.pictures.svg import LETTER, WRONG, cross, drawing, path, tag, tick, words

LINE, PADDING, EDGE = 17, 9, 10     # pixels: from line to line, inside a box, around the picture
HEAD = 34       # letters of a box's first line
LEGEND = 20     # pixels for the line below

_SHORT = {"data": "data", "gradient": "grad"}


def draw(evidence, say):
    """Return the picture of evidence of the kind "graph"."""
    steps = evidence["steps"]
    boxes = {i: _lines(steps[i], say) for i in evidence["used"]}
    sizes = {i: (max(map(_width, lines)) + 2 * PADDING, len(lines) * LINE + PADDING) for i, lines in boxes.items()}
    corners, ways, width, height = place({i: steps[i]["operands"] for i in boxes}, sizes)
    at = [[operand, user] for user in boxes for operand in steps[user]["operands"]]
    edges = [_edge(points, pair in evidence["edges"]) for pair, points in zip(at, ways.values(), strict=True)]
    nodes = [_node(lines, *corners[i], *sizes[i], steps[i]["wrong"], i == evidence["place"][1])
             for i, lines in boxes.items()]
    inside = tag("g", *edges, *nodes, _legend(height, say), transform=f"translate({EDGE} {EDGE})")
    width, height = max(width, _legend_width(say)) + 2 * EDGE, height + LEGEND + 2 * EDGE
    return drawing(round(width), round(height), _title(evidence, say), _description(steps, boxes, say), inside)


def _lines(step, say):
    """The lines of a box: (sign, text), the sign "wrong", "right" or "" for none."""
    head = step["name"] if step["text"] == step["name"] else f"{step['name']} = {step['text']}"
    lines = [("", head if len(head) <= HEAD else f"{head[: HEAD - 3]}...")]
    for what in ("data", "gradient"):
        if what in step["wrong"]:
            yours, right = shown_apart(*step[what])
            lines += [("wrong", f"{_SHORT[what]} {yours}"), ("right", f"{say('right')} {right}")]
        elif what in step:
            lines.append(("", f"{_SHORT[what]} {shown(step[what][1])}"))
    return lines


def _width(line):
    sign, text = line
    return LETTER * (len(text) + 2 * bool(sign))


def shown(number, digits=6):
    """Return a number, or the text that stands for what is none, with so many digits."""
    return number if isinstance(number, str) else f"{number:.{digits}g}"


def shown_apart(yours, right):
    """Return two different numbers with as many digits as tell them apart."""
    pairs = [(shown(yours, digits), shown(right, digits)) for digits in (6, 10, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _node(lines, left, middle, width, height, wrong, first):
    top = middle - height / 2
    border = {"stroke": WRONG if wrong else "currentColor", "stroke_width": 3 if first else 1}
    if wrong and not first:
        border["stroke_dasharray"] = "4 3"
    box = tag("rect", x=left, y=top, width=width, height=height, rx=4, **border)
    texts = [_line(sign, text, left + PADDING, top + (k + 1) * LINE, bold=k == 0)
             for k, (sign, text) in enumerate(lines)]
    return tag("g", box, *texts)


def _line(sign, text, x, y, bold):
    weight = {"font_weight": "bold"} if bold or sign else {}
    line = words(text, x + 2 * LETTER * bool(sign), y, fill=WRONG if sign == "wrong" else "currentColor", **weight)
    return {"wrong": cross, "right": tick}[sign](x + 5, y - 4) + line if sign else line


def _edge(points, wrong):
    """An arrow from an operand to its user."""
    x, y = points[-1]
    colour = {"stroke": WRONG, "stroke_width": 2.5, "stroke_dasharray": "7 4"} if wrong else {"stroke": "currentColor"}
    head = tag("path", d=f"M{x:.1f} {y:.1f}l-8 -4v8z", fill=WRONG if wrong else "currentColor")
    line = path([*points[:-1], (x - 6, y)], **colour)
    return tag("g", line, head, *([_mark(points)] if wrong else []))


def _mark(points):
    """The exclamation mark in the middle of an edge."""
    (x, y), (right, end) = points[-2:]
    x, y = (x + right) / 2, (y + end) / 2
    circle = tag("circle", cx=x, cy=y, r=8, fill=WRONG)
    return circle + words("!", x, y + 4, fill="#ffffff", font_weight="bold", text_anchor="middle")


def _signs(say):
    return ((cross, say("yours")), (tick, say("right")))


def _legend(height, say):
    """A line that explains the signs."""
    y, x, parts = height + LEGEND, 5.0, []
    for sign, text in _signs(say):
        parts += [sign(x, y - 4), words(text, x + 10, y, fill="currentColor")]
        x += LETTER * (len(text) + 4)
    mark = _mark([(x, y - 4), (x, y - 4)])
    return tag("g", *parts, mark, words(say("goes wrong here"), x + 13, y, fill="currentColor"), font_size="12")


def _legend_width(say):
    return LETTER * (sum(len(text) + 4 for _, text in _signs(say)) + len(say("goes wrong here"))) + 20


def _title(evidence, say):
    what, number = evidence["place"]
    step = evidence["steps"][number]
    yours, right = shown_apart(*step[what])
    return say("The graph of {lines} with {leaves}: the data of {name} is {yours} where {right} is right."
               if what == "data" else
               "The graph of {lines} with {leaves}: the gradient of {name} is {yours} where {right} is right.",
               lines="; ".join(evidence["lines"]), leaves=evidence["inputs"], name=step["text"], yours=yours,
               right=right)


def _description(steps, boxes, say):
    """What the picture shows, in words, for those who hear it."""
    told = [f"{lines[0][1]}: {', '.join(_told(step, what, say) for what in ('data', 'gradient') if what in step)}"
            for step, lines in ((steps[i], lines) for i, lines in boxes.items())]
    return f"{'; '.join(told)}."


def _told(step, what, say):
    name = say("data") if what == "data" else say("gradient")
    if what not in step["wrong"]:
        return f"{name} {shown(step[what][1])}"
    yours, right = shown_apart(*step[what])
    return say("{name} {yours}, wrong, right is {right}", name=name, yours=yours, right=right)
