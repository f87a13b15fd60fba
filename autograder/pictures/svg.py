"""SVG as text: elements, and the strokes and letters that all pictures share."""

from html import escape  # xml.sax would bring urllib, ssl and what else takes time to start

WRONG = "var(--bad, #c04d00)"     # a dark vermilion; a page knows better for its own paper
SMALLEST = 0.7      # of its size: with letters of 8 pixels
LETTER = 7.23       # width of a letter of the font, at 12 pixels
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def tag(name, *inside, **attributes):
    """Return an element around the elements `inside`; in names of attributes `_` stands for a hyphen."""
    written = "".join(f" {key.replace('_', '-')}={_quoted(rounded(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _quoted(text):
    return '"' + escape(text, quote=False).replace('"', "&quot;") + '"'


def rounded(value):
    """Return a number of pixels as text, to a tenth; a text as it is."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, (int, float)) else value


def words(text, x, y, **attributes):
    """Return `text` on a line that begins at (x, y)."""
    return tag("text", escape(text, quote=False), x=x, y=y, **attributes)


def drawing(width, height, title, description, *inside):
    """Return a picture of this size in pixels, which shrinks with its page as long as its letters can be read.

    A reader hears title and description.
    """
    return tag("svg", tag("title", escape(title, quote=False)), tag("desc", escape(description, quote=False)), *inside,
               xmlns="http://www.w3.org/2000/svg", role="img", viewBox=f"0 0 {rounded(width)} {rounded(height)}",
               width=width, height=height, style=f"min-width:{rounded(SMALLEST * width)}px", fill="none", stroke="none",
               font_family=FONT, font_size="12")


def path(points, **attributes):
    """Return a smooth line through points, from left to right."""
    (x, y), *rest = points
    steps = [f"M{rounded(x)} {rounded(y)}"]
    for right, end in rest:
        middle = (x + right) / 2
        bends = (middle, y, middle, end, right, end)
        steps.append(f"C{' '.join(map(rounded, bends))}")
        x, y = right, end
    return tag("path", d="".join(steps), **attributes)


def cross(x, y, size=4, **attributes):
    """Return the sign for what is wrong, around (x, y)."""
    lines = f"M{rounded(x - size)} {rounded(y - size)}l{2 * size} {2 * size}m0 {-2 * size}l{-2 * size} {2 * size}"
    return tag("path", d=lines, stroke=WRONG, stroke_width="2", **attributes)


def tick(x, y, **attributes):
    """Return the sign for what is right, around (x, y)."""
    line = f"M{rounded(x - 4)} {rounded(y)}l3 4l6 -8"
    return tag("path", d=line, stroke="currentColor", stroke_width="2", **attributes)
