"""Draw the graph of an expression on the Value of any file: `draw value.py:"(a * b).tanh()" a=2 b=-3`."""

import importlib.util
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder import interrupted
from autograder.errors import AutograderError, did_you_mean

GIVEN = Path(__file__).parent.parent / "solutions"
SECONDS = 30    # for all that a file does: a picture is of a few nodes


def draw_expression(target, inputs, out, film=False, language="en"):
    """Compute `FILE:EXPRESSION` from leaves `NAME=NUMBER`, go backward, write the picture or the film to `out`.

    A film speaks the `language`. Returns the number of nodes. The file and the expression are run as they are: they
    are the user's own.
    """
    file, expression = _split(target)
    numbers = dict(map(_input, inputs))
    with _within_reach(str(file.resolve().parent), str(GIVEN)), _asked_for(language), _in_time(file):
        with _explained(f"{file} cannot be run"):
            names = vars(_module(file))
        if "Value" not in names:
            raise AutograderError(f"{file} defines no Value.")
        with _explained(f"{expression!r} cannot be computed"):
            root = _computed(expression, names, numbers, walk=not film)
        if not hasattr(root, "_prev"):
            raise AutograderError(f"{expression!r} is {root!r}, which is no Value: there is no graph to draw.")
        return _made(_given("film").film if film else _given("draw").draw, root, out)


def _made(show, root, out):
    """Save what `show` makes of `root`; return the number of nodes in it."""
    try:
        picture = show(root)
        picture.save(out)
    except OSError as problem:
        raise AutograderError(f"{out} cannot be written: {problem.strerror}.") from None
    except (ImportError, RuntimeError, ValueError) as problem:
        raise AutograderError(f"{out} cannot be drawn: {problem}") from None
    return picture.nodes


def _split(target):
    file, colon, expression = target.rpartition(".py:")
    if not colon or not expression.strip():
        raise AutograderError(f"{target!r} is not FILE:EXPRESSION, such as exercises/value.py:\"(a * b).tanh()\".")
    path = Path(f"{file}.py")
    if not path.is_file():
        near = did_you_mean(path.name, [other.name for other in path.parent.glob("*.py")])
        raise AutograderError(f"{path} is not there{near}.")
    return path, expression.strip()


def _input(text):
    name, _, number = text.partition("=")
    try:
        if not name.isidentifier():
            raise ValueError
        return name, float(number)
    except ValueError:
        raise AutograderError(f"{text!r} is not NAME=NUMBER, such as a=2.0.") from None


def _computed(expression, names, numbers, walk):
    leaves = {name: _leaf(names["Value"], name, number) for name, number in numbers.items()}
    root = eval(expression, {**names, **leaves})  # noqa: S307 - typed by the user, about the user's own file
    if walk and leaves and hasattr(root, "backward"):
        with suppress(NotImplementedError):     # the unit after that of the graph: until then gradients are 0
            root.backward()
    return root


def _leaf(value_class, name, number):
    leaf = value_class(number)
    with suppress(AttributeError):      # upstream's Value takes no label, and one with slots has no place for it
        leaf.label = name
    return leaf


@contextmanager
def _within_reach(*folders):
    """Let modules be imported from `folders`, first of all, and forget them afterwards."""
    path, modules = sys.path[:], sys.modules.copy()
    sys.path[:0] = folders
    try:
        yield
    finally:
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", "")).startswith(folders):
                del sys.modules[name]
        sys.modules.update(modules)


@contextmanager
def _asked_for(language):
    """Let the given files speak a language."""
    before = os.environ.get("MICROGRAD_LANG")
    os.environ["MICROGRAD_LANG"] = language
    try:
        yield
    finally:
        del os.environ["MICROGRAD_LANG"]
        if before is not None:
            os.environ["MICROGRAD_LANG"] = before


@contextmanager
def _in_time(file):
    """Stop what has not come to its end after SECONDS."""
    try:
        with interrupted.after(SECONDS):
            yield
    except interrupted.Interrupted:
        raise AutograderError(f"{file} was stopped after {SECONDS} seconds. Is there a loop that never ends?") from None


@contextmanager
def _explained(what):
    """Whatever the user's code raises is theirs to put right."""
    try:
        yield
    except (Exception, SystemExit) as problem:
        told = f": {problem}" if str(problem) else ""
        raise AutograderError(f"{what}: {type(problem).__name__}{told}") from problem


def _module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _given(name):
    spec = importlib.util.spec_from_file_location(f"given_{name}", GIVEN / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
