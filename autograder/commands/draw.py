"""`draw`: a graph as a picture."""

from pathlib import Path


def add(command):
    """Add the command and its options."""
    add = command("draw", "draw the graph of an expression as SVG", """\
FILE is the module that defines Value: yours, or solutions/value.py. The file is run as it is. With inputs, the
expression is computed from leaves of these names, and `backward` is called on the result.

  python -m autograder draw exercises/value.py:"(a * b + c).tanh()" a=2 b=-3 c=10 --out graph.svg""").add_argument
    add("target", metavar="FILE:EXPRESSION", help="where Value is defined, and what to compute")
    add("inputs", nargs="*", metavar="NAME=NUMBER", help="the leaves of the expression")
    add("--out", type=Path, default=Path("graph.svg"), metavar="SVG", help="the picture (default: graph.svg)")


def run(arguments):
    """Draw the graph of an expression."""
    from autograder.drawing import draw_expression
    nodes = draw_expression(arguments.target, arguments.inputs, arguments.out)
    print(f"{arguments.out}: {nodes} node{'s' * (nodes != 1)}")
    return 0
