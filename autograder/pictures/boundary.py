"""The picture of a network that parts points in a plane: its regions beside those of a right one."""

from itertools import groupby

from autograder.pictures.svg import LETTER, cross, drawing, rounded, tag, words

WIDTH, GAP, TOP, BELOW = 252, 24, 24, 26    # pixels of a panel, between two, above and below them


def draw(evidence, say):
    """Return the picture of evidence of the kind "boundary"."""
    left, right, bottom, top = evidence["box"]
    height = WIDTH * (top - bottom) / (right - left)
    panels = [_panel(evidence, name, height, k * (WIDTH + GAP), say) for k, name in enumerate(("yours", "right"))]
    legend = tag("g", *_legend(say), font_size="12", transform=f"translate(2 {rounded(TOP + height + BELOW - 6)})")
    shares = {name: f"{evidence[name]['share']:.1%}" for name in ("yours", "right")}
    return drawing(2 * WIDTH + GAP + 4, round(TOP + height + BELOW),
                   say("Where the network says +1, yours and a right one."),
                   say("Of the unseen points yours has {yours} on their side, a right one {right}.", **shares),
                   *panels, legend)


def _legend(say):
    x = 6
    for sign, text in ((_circle, say("label -1")), (_plus, say("label +1, shaded")), (cross, say("on the wrong side"))):
        yield sign(x, -4) + words(text, x + 10, 0, fill="currentColor")
        x += round(LETTER * (len(text) + 4))


def _panel(evidence, name, height, x, say):
    rows, share = evidence[name]["rows"], evidence[name]["share"]
    title = {"yours": say("yours: {share} right", share=f"{share:.1%}"),
             "right": say("a right network: {share} right", share=f"{share:.1%}")}[name]
    points = [_point(evidence, rows, point, height) for point in evidence["points"]]
    frame = tag("rect", width=WIDTH, height=height, stroke="currentColor")
    return tag("g", words(title, 0, -8, fill="currentColor", font_weight="bold"),
               _regions(rows, height), frame, *points, transform=f"translate({rounded(x + 2)} {TOP})")


def _regions(rows, height):
    """The cells of the sign +, as one shape of runs."""
    tall, runs = height / len(rows), []
    for number, row in enumerate(rows):
        wide, at = WIDTH / len(row), 0
        for sign, cells in groupby(row):
            length = len(list(cells))
            if sign == "+":
                runs.append(f"M{rounded(at * wide)} {number * tall:.2f}h{rounded(length * wide)}v{tall:.2f}"
                            f"h{rounded(-length * wide)}z")
            at += length
    return tag("path", d="".join(runs), fill="currentColor", fill_opacity="0.18")


def _point(evidence, rows, point, height):
    """A point by its label; crossed out where its cell has the other sign."""
    x, y, label = point
    left, right, bottom, top = evidence["box"]
    across, down = (x - left) / (right - left), (top - y) / (top - bottom)
    if not (0 <= across < 1 and 0 <= down < 1):
        return ""
    row = rows[int(down * len(rows))]
    sign, at = row[int(across * len(row))], (across * WIDTH, down * height)
    if (sign == "+") != (label > 0):
        return cross(*at, 3)
    return _plus(*at) if label > 0 else _circle(*at)


def _circle(x, y):
    return tag("circle", cx=x, cy=y, r=2.2, stroke="currentColor")


def _plus(x, y):
    return tag("path", d=f"M{rounded(x - 3)} {rounded(y)}h6m-3 -3v6", stroke="currentColor")
