"""Check gradients against measured slopes.

    gradcheck(lambda a, b: a * b + a, 2.0, -3.0)

runs the function on Values, walks backward, and compares each input's gradient with the central
difference: the rise of the function when this input alone moves a little to each side, divided by the
run. It says nothing when they agree, and shows both side by side when they do not. The measurement uses
your forward pass only and knows nothing of your local derivatives: where the two differ, look at those.
"""

import inspect
import math

#: The step to each side. A central difference errs by about step^2 (the curve bends) and by about
#: 1e-16 / step (floats have 16 digits); the sum of both is least near the cube root of 1e-16.
STEP = 6e-6

#: How far a gradient may lie from the measured slope, relative to the size of the gradient or of the
#: function (at least 1): some 500 times the worst error seen in thousands of random expressions, and
#: far below what any real mistake does.
TOLERANCE = 1e-6


def gradcheck(f, *inputs):
    """Raise an AssertionError where the gradients of `f` at the numbers `inputs` are not its slopes.

    `f` takes as many Values as there are inputs and returns a Value. Keep away from kinks: at the
    corner of relu the slopes to the left and to the right differ, and no gradient agrees with both.
    """
    __tracebackhide__ = True  # pytest then shows the line of the test, and not the lines of this file
    leaves, result = _run(f, inputs)
    result.backward()
    yours = [leaf.grad for leaf in leaves]
    measured = [_slope(f, inputs, i) for i in range(len(inputs))]
    wrong = [i for i in range(len(inputs)) if not _agree(yours[i], measured[i], result.data)]
    if wrong:
        names = _names(f, inputs)
        formula = _formula(result, {id(leaf): name for leaf, name in zip(leaves, names, strict=True)})
        raise AssertionError(_message(formula, names, inputs, yours, measured, wrong, result.data))


def _run(f, inputs):
    """Return fresh leaves for `inputs`, and what `f` makes of them."""
    from value import Value

    leaves = [Value(float(x)) for x in inputs]
    result = f(*leaves)
    if not isinstance(result, Value):
        raise TypeError(f"the function must return a Value, but it returned {result!r}")
    return leaves, result


def _slope(f, inputs, i):
    """Return the central difference of `f` by input number `i`."""
    above, below = ([*inputs[:i], inputs[i] + step, *inputs[i + 1 :]] for step in (STEP, -STEP))
    return (_run(f, above)[1].data - _run(f, below)[1].data) / (2 * STEP)


def _agree(yours, measured, height):
    """Return whether the gradient `yours` is a number and close enough to the slope `measured`."""
    slack = TOLERANCE * max(1.0, abs(height))
    return isinstance(yours, (int, float)) and math.isclose(yours, measured, rel_tol=TOLERANCE, abs_tol=slack)


def _names(f, inputs):
    """Return the names of the parameters of `f`, or x0, x1, ... where it does not name each of them."""
    parameters = inspect.signature(f).parameters.values()
    names = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    return names if len(names) == len(inputs) else [f"x{i}" for i in range(len(inputs))]


def _formula(node, names, depth=8):
    """Return how `node` was made, in ordinary notation, with `names` for the inputs by their id."""
    if id(node) in names:
        return names[id(node)]
    if not node._prev:
        return _text(node.data)
    if depth == 0:
        return "..."
    operands = [_formula(operand, names, depth - 1) for operand in node._prev]
    if node._op in ("+", "*"):
        return "(" + f" {node._op} ".join(operands) + ")"
    return operands[0] + node._op if node._op.startswith("**") else f"{node._op}({operands[0]})"


def _message(formula, names, inputs, yours, measured, wrong, height):
    """Return what went in, what came out, and what is right, in columns."""
    rows = [("input", "value", "your gradient", "central difference", "")]
    for i, name in enumerate(names):
        mark = "<- differs" if i in wrong else ""
        rows.append((name, _text(inputs[i]), _text(yours[i]), _text(measured[i]), mark))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    table = "\n".join("    " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    first = names[wrong[0]]
    return (
        f"the gradient of {' and '.join(names[i] for i in wrong)} is not the slope of the function\n\n"
        f"    f = {formula if len(formula) < 100 else '...'} = {_text(height)}\n\n"
        f"{table}\n\n"
        f"The last column is measured from your forward pass alone: (f({first} + h) - f({first} - h)) / 2h\n"
        f"with h = {STEP:g}. Where it differs, look at the local derivatives and at how uses are added up."
    )


def _text(number):
    return f"{number:.7g}" if isinstance(number, (int, float)) else repr(number)
