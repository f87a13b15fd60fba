"""How all pictures look: colours, sizes, and the bytes of a PNG."""

import io

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from PIL import Image

# Okabe and Ito's colours: people who see few colours tell them apart as well.
BLACK, GREY, BLUE, ORANGE, GREEN, RED = "#1a1a1a", "#767676", "#0072B2", "#E69F00", "#009E73", "#D55E00"

STYLE = {
    "font.size": 13, "font.family": "DejaVu Sans", "mathtext.fontset": "cm",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": GREY, "axes.labelcolor": BLACK,
    "xtick.color": GREY, "ytick.color": GREY, "text.color": BLACK, "lines.linewidth": 2.2,
    # White, not transparent: black text must stay readable on GitHub's dark pages.
    "figure.facecolor": "white", "savefig.facecolor": "white", "savefig.dpi": 160, "savefig.pad_inches": 0.25,
}



def png(figure):
    """Return the figure as the bytes of a PNG, without the date or version that would make it differ."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight")
    plt.close(figure)
    return small(buffer.getvalue())


def small(data):
    """Return the PNG `data` with 128 colours: less than half the bytes, and nobody sees it."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(buffer, format="png", optimize=True)
    return buffer.getvalue()
