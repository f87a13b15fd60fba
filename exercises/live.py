"""Watch your own network learn.

    from live import watched

    model = MLP(2, [16, 16, 1])
    losses = train(watched(model, points, labels), points, labels, batches)

In JupyterLab the picture below the cell is drawn anew while `train` runs; elsewhere it is written to the file
training.svg, which a browser shows: reload it. It holds the loss of each step, and where your network says +1.

`watched` returns something that `train` takes for the network. It passes every call on, and looks on: a score is
noted together with its label, and `zero_grad`, which each step calls once, ends a step. So your loop stays as it is.
"""

from html import escape
from pathlib import Path

import numpy as np
from words import say

WIDTH, HEIGHT = 300, 200        # pixels of each of the two drawings
COLUMNS, ROWS = 24, 16          # cells of the plane: your network is asked about each
BLUE, ORANGE = "#0072b2", "#d55e00"


def watched(model, points, labels, every=50, show=None):
    """Return a stand-in for `model`, a network of two inputs and one score, that draws while it is trained.

    points, labels   what it is trained on, as `train` gets them
    every            steps from one picture to the next: each costs some hundred calls of the network
    show             called with each picture, a text of SVG; by default JupyterLab shows it, or a file holds it
    """
    return _Watched(model, points, labels, every, show or _display() or _written)


class _Watched:
    def __init__(self, model, points, labels, every, show):
        self.model, self.points, self.labels, self.every, self.show = model, points, labels, every, show
        self.label_of = {tuple(point): label for point, label in zip(points, labels, strict=True)}
        self.losses, self.batch = [], []

    def __call__(self, x):
        score = self.model(x)
        label = self.label_of.get(tuple(x))
        if label is not None:
            self.batch.append(max(0.0, 1 - label * score.data))
        return score

    def __getattr__(self, name):
        return getattr(self.model, name)

    def zero_grad(self):
        self.model.zero_grad()
        if self.batch:
            self.losses.append(sum(self.batch) / len(self.batch))
            self.batch = []
            if len(self.losses) % self.every == 1 or self.every == 1:
                self.show(self.picture())

    def picture(self):
        """Return the curve of the losses so far beside the plane as the network parts it, as SVG."""
        title = say("Step {step}: loss {loss}", step=len(self.losses), loss=f"{self.losses[-1]:.3g}")
        return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {2 * WIDTH + 60} {HEIGHT + 50}" '
                f'width="{2 * WIDTH + 60}" height="{HEIGHT + 50}" font-family="sans-serif" font-size="12">'
                f"<title>{escape(title)}</title>"
                f'<rect width="100%" height="100%" fill="white"/>'
                f'<g transform="translate(20 30)">{self._curve()}</g>'
                f'<g transform="translate({WIDTH + 40} 30)">{self._plane()}</g></svg>')

    def _curve(self):
        # Single batches jump up and down: the mean of twenty steps shows where it goes.
        smooth = [np.mean(self.losses[max(0, k - 19) : k + 1]) for k in range(len(self.losses))]
        top = max(max(smooth), 1e-9)
        points = " ".join(f"{WIDTH * k / max(len(smooth) - 1, 1):.1f},{HEIGHT * (1 - loss / top):.1f}"
                          for k, loss in enumerate(smooth) if np.isfinite(loss))
        title = say("loss {loss} after {count} steps", loss=f"{smooth[-1]:.3g}", count=len(smooth) - 1)
        return (f'<text y="-8">{escape(title)}</text>'
                f'<path d="M0 0v{HEIGHT}h{WIDTH}" fill="none" stroke="black"/>'
                f'<polyline points="{points}" fill="none" stroke="{BLUE}" stroke-width="2"/>')

    def _plane(self):
        (left, bottom), (right, top) = np.min(self.points, axis=0) - 0.3, np.max(self.points, axis=0) + 0.3
        wide, tall = WIDTH / COLUMNS, HEIGHT / ROWS
        cells = [(column, row) for row in range(ROWS) for column in range(COLUMNS)
                 if self.model((left + (column + 0.5) * (right - left) / COLUMNS,
                                top - (row + 0.5) * (top - bottom) / ROWS)).data > 0]
        area = "".join(f"M{column * wide:.1f} {row * tall:.1f}h{wide:.1f}v{tall:.1f}h-{wide:.1f}z"
                       for column, row in cells)
        marks = "".join(_mark((x - left) / (right - left) * WIDTH, (top - y) / (top - bottom) * HEIGHT, label)
                        for (x, y), label in zip(self.points[:200], self.labels, strict=False))
        return (f'<text y="-8">{escape(say("shaded: here the network says +1"))}</text>'
                f'<path d="{area}" fill="#dddddd"/><rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="black"/>'
                f"{marks}")


def _mark(x, y, label):
    if label > 0:
        return f'<path d="M{x - 3:.1f} {y:.1f}h6m-3 -3v6" stroke="{ORANGE}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="none" stroke="{BLUE}"/>'


def _display():
    """Return what shows a picture below the cell, each in place of the one before; None outside of a notebook."""
    try:
        from IPython import get_ipython
        from IPython.display import SVG, display
    except ImportError:
        return None
    if getattr(get_ipython(), "kernel", None) is None:
        return None
    handle = []

    def show(picture):
        if handle:
            handle[0].update(SVG(picture))
        else:
            handle.append(display(SVG(picture), display_id=True))

    return show


def _written(picture):
    Path("training.svg").write_text(picture, encoding="utf-8")
