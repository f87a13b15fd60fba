"""Questions about units 1 and 2: programs replayed on the student's Value, forward and backward."""

from autograder.probes import Unfit, named, probe
from autograder.program import replay

#: what `_op` may say, in the order in which `graph` numbers it
OP_NAMES = ("+", "*", "**", "relu", "tanh", "exp", "log")


def _nodes(units, steps):
    make = named(units("value"), "Value")
    for name in {step[0] for step in steps} & {"relu", "tanh", "exp", "log"}:
        if not hasattr(make, name):
            named(make(1.0), name)      # `__getattr__` may give it to instances
    return replay(steps, make)


@probe
def data(units, steps):
    """Replay `steps`; answer every step's data, read at the end."""
    return [node.data for node in _nodes(units, steps)]


@probe
def fresh(units, steps):
    """Replay `steps`; answer every step's gradient before any `backward`."""
    return [node.grad for node in _nodes(units, steps)]


@probe
def gradients(units, steps, roots):
    """Replay `steps`, call `backward` on the roots in turn; answer every step's data, then every step's gradient."""
    nodes = _nodes(units, steps)
    for root in roots:
        nodes[root].backward()
    return [node.data for node in nodes] + [node.grad for node in nodes]


@probe
def graph(units, steps):
    """Replay `steps`; answer for each the number of its `_op`, and of each step whether it is among its `_prev`."""
    nodes = _nodes(units, steps)
    answer = []
    for node in nodes:
        operands = {id(operand) for operand in node._prev}
        answer += [_op_number(node._op), *[float(id(other) in operands) for other in nodes]]
    return answer


def _op_number(op):
    op = "**" if op.startswith("**") else op.lower()
    return OP_NAMES.index(op) if op in OP_NAMES else -1


@probe
def reach(units, steps):
    """Walk `_prev` from the last step: how many nodes are met, how many with an unknown `_op`, which steps (1 or 0)."""
    nodes = _nodes(units, steps)
    met, waiting = {}, [nodes[-1]]
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met[id(node)] = node
            waiting.extend(node._prev)
    unknown = [node for node in met.values() if node._prev and node._op not in OP_NAMES and node._op[:2] != "**"]
    return [len(met), len(unknown), *[float(id(node) in met) for node in nodes]]


@probe
def exponent_in_op(units, base, power):
    """The exponent that `_op` of base ** power names."""
    op = (named(units("value"), "Value")(base) ** power)._op
    try:
        return [float(op[2:])]
    except ValueError:
        raise Unfit("there is no number behind the two stars") from None


@probe
def label(units, text):
    """How long a fresh Value's label is, then as many character codes as `text` has, -1 where it is shorter."""
    codes = [ord(character) for character in str(named(units("value"), "Value")(1.0, label=text).label)]
    return [len(codes), *(codes + [-1] * len(text))[: len(text)]]


@probe
def identities(units, numbers):
    """How many different elements a set of fresh Values of `numbers` has, and how many are equal to the first."""
    make = named(units("value"), "Value")
    nodes = [make(number) for number in numbers]
    return [len(set(nodes)), sum(node == nodes[0] for node in nodes)]


@probe
def exponent(units, base, power):
    """base ** power with a number, then with a Value as exponent: data, data, and the gradient of both operands."""
    make = named(units("value"), "Value")
    answer = [(make(base) ** power).data]
    x, k = make(base), make(power)
    try:
        root = x ** k
    except NotImplementedError:
        raise
    except Exception:
        return [*answer, -1, -1, -1]        # refused, as the stub asks
    root.backward()
    return [*answer, root.data, x.grad, k.grad]


@probe
def local_derivatives(units, steps, count):
    """How many numbers the student's `local_derivatives` of the last step gives, then the first `count` of them."""
    answer = list(named(units("backward"), "local_derivatives")(_nodes(units, steps)[-1]))
    return [len(answer), *(answer + [0.0] * count)[:count]]


@probe
def unknown_operation(units, op):
    """1 where `local_derivatives` refuses a node that was made by an operation it cannot know."""
    make, derive = named(units("value"), "Value"), named(units("backward"), "local_derivatives")
    try:
        derive(make(2.0, (make(1.0),), op))
    except NotImplementedError:
        raise
    except Exception:
        return [1]
    return [0]


@probe
def topological_order(units, steps):
    """The length of the student's order of the last step, then the place of each step in it."""
    nodes = _nodes(units, steps)
    order = named(units("backward"), "topological_order")(nodes[-1])
    place = {id(node): i for i, node in enumerate(order)}
    return [len(order), *[place.get(id(node), -1) for node in nodes]]
