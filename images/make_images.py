"""Make every picture in this folder: `python images/make_images.py`, or with names only some of them.

The numbers come from the solutions and the seeds are fixed, so the same versions of Python, matplotlib and
Graphviz give the same pictures.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "solutions"))

import matplotlib.pyplot as plt
from graphs import chain_rule, diamond, graph_png, graph_svg, neuron
from kills import kills
from look import STYLE
from planes import learning, moons, spirals
from shapes import stretched
from slopes import derivation, equation, step_size
from valley import valley

HERE = Path(__file__).resolve().parent

IMAGES = {
    "derivation.png": derivation,
    "derivation equation.png": equation,
    "step-size.png": step_size,
    "chain-rule.png": chain_rule,
    "graph.svg": graph_svg,
    "graph.png": graph_png,
    "diamond.png": diamond,
    "neuron.png": neuron,
    "moons.png": moons,
    "learning.png": learning,
    "spirals.png": spirals,
    "valley.png": valley,
    "shapes.png": stretched,
    "kills.png": kills,
}


def main(argv=None):
    """Write the pictures that are asked for."""
    parser = argparse.ArgumentParser(description="Make the pictures of the README and the units.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(IMAGES)} (default: all)")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where they go (default: here)")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.names) - set(IMAGES):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    with plt.rc_context(STYLE):
        for name in arguments.names or IMAGES:
            (arguments.out / name).write_bytes(IMAGES[name]())
            print(arguments.out / name)


if __name__ == "__main__":
    main()
