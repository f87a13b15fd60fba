"""Draw the graph of an expression on the Value of any file: `draw value.py:"(a * b).tanh()" a=2 b=-3`."""

import importlib.util
import sys
from pathlib import Path

from autograder.errors import AutograderError

GIVEN = Path(__file__).parent.parent / "solutions"


def draw_expression(target, inputs, out):
    """Compute `FILE:EXPRESSION` from leaves `NAME=NUMBER`, go backward, write the picture to `out`.

    Returns the number of nodes. The file and the expression are run as they are: they are the user's own.
    """
    file, expression = _split(target)
    module = _module(file)
    if not hasattr(module, "Value"):
        raise AutograderError(f"{file} defines no Value.")
    leaves = {name: module.Value(number, label=name) for name, number in map(_leaf, inputs)}
    root = _computed(expression, vars(module) | leaves, leaves)
    picture = _given("draw").draw(root)
    picture.save(out)
    return picture.nodes


def _split(target):
    file, colon, expression = target.rpartition(".py:")
    if not colon or not expression.strip():
        raise AutograderError(f"{target!r} is not FILE:EXPRESSION, such as exercises/value.py:\"(a * b).tanh()\".")
    path = Path(f"{file}.py")
    if not path.is_file():
        raise AutograderError(f"{path} is not there.")
    return path, expression


def _leaf(text):
    name, _, number = text.partition("=")
    try:
        if not name.isidentifier():
            raise ValueError
        return name, float(number)
    except ValueError:
        raise AutograderError(f"{text!r} is not NAME=NUMBER, such as a=2.0.") from None


def _module(path):
    """Import the file with its neighbours within reach."""
    sys.path[:0] = [str(path.resolve().parent), str(GIVEN)]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as problem:
        raise AutograderError(f"{path} cannot be run: {type(problem).__name__}: {problem}") from problem
    return module


def _given(name):
    spec = importlib.util.spec_from_file_location(f"given_{name}", GIVEN / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _computed(expression, names, leaves):
    try:
        root = eval(expression, names)  # noqa: S307 - typed by the user, about the user's own file
        if leaves and hasattr(root, "backward"):
            root.backward()
    except Exception as problem:
        raise AutograderError(f"{expression!r} cannot be computed: {type(problem).__name__}: {problem}") from problem
    if not hasattr(root, "_prev"):
        raise AutograderError(f"{expression!r} is {root!r}, which is no Value: there is no graph to draw.")
    return root
