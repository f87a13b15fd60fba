"""`draw`: a graph as a picture."""

from pathlib import Path

from autograder.commands.options import add_language, spoken


def add(command):
    """Add the command and its options."""
    add = command("draw", "draw the graph of an expression as SVG", """\
FILE is the module that defines Value: yours, or solutions/value.py. The file is run as it is. With inputs, the
expression is computed from leaves of these names, and `backward`, once it is written, is called on the result.

  python -m autograder draw exercises/value.py:"(a * b + c).tanh()" a=2 b=-3 c=10 --out graph.svg
  python -m autograder draw exercises/value.py:"(a * b + c).tanh()" a=2 b=-3 c=10 --film film.html

A film is a page that shows your own `backward`, one node at a time.""").add_argument
    add("target", metavar="FILE:EXPRESSION", help="where Value is defined, and what to compute")
    add("inputs", nargs="*", metavar="NAME=NUMBER", help="the leaves of the expression")
    add("--out", type=Path, default=Path("graph.svg"), metavar="SVG", help="the picture (default: graph.svg)")
    add("--film", type=Path, metavar="HTML", help="write a film of backward instead of a picture")
    add_language(add)


def run(arguments):
    """Draw the graph of an expression."""
    from autograder.drawing import draw_expression
    out = arguments.film or arguments.out
    say = spoken(arguments)
    nodes = draw_expression(arguments.target, arguments.inputs, out, film=arguments.film is not None, language=say.code)
    print(say("{file}: 1 node", file=out) if nodes == 1 else say("{file}: {count} nodes", file=out, count=nodes))
    return 0
