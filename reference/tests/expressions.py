"""Random expressions, written once and computed with any kind of number.

A random chain of a thousand operations has gradients of 1e-40, on which any two engines agree. So here each
operation maps numbers within 2 to numbers within 2.3, half of the operands are inputs, and the result is the
mean of all nodes: gradients stay near 1 however long the expression is.
"""

import cmath
import math
import random
from operator import methodcaller

from reference.value import Value

INPUTS = 5

#: name -> what it does to the operands a and b, given the functions f of their kind of number
OPERATIONS = {
    "+": lambda f, a, b: (a + b) * 0.5,
    "-": lambda f, a, b: (a - b) * 0.5,
    "*": lambda f, a, b: a * b * 0.5,
    "/": lambda f, a, b: a / (b * b + 1.0),
    "neg": lambda f, a, b: -a,
    "number -": lambda f, a, b: 1.0 - a * 0.5,
    "number /": lambda f, a, b: 2.0 / (a * a + 1.0),
    "** 2": lambda f, a, b: a**2 * 0.5,
    "** 3": lambda f, a, b: a**3 * 0.25,
    "** -1": lambda f, a, b: (b * b + 1.0) ** -1,
    "** 0.5": lambda f, a, b: (b * b + 1.0) ** 0.5,
    "** node": lambda f, a, b: (a * a + 1.0) ** (b * 0.25),
    "number **": lambda f, a, b: 1.5**a,
    "relu": lambda f, a, b: f["relu"](a),
    "tanh": lambda f, a, b: f["tanh"](a),
    "exp": lambda f, a, b: f["exp"](a * 0.25),
    "log": lambda f, a, b: f["log"](a * a + 1.0),
    "sigmoid": lambda f, a, b: f["sigmoid"](a),
}


def functions(exp, log, tanh, relu):
    """Return the functions of one kind of number by name; 1 / (1 + exp(-a)) serves as sigmoid."""
    return {"exp": exp, "log": log, "tanh": tanh, "relu": relu, "sigmoid": lambda a: 1.0 / (1.0 + exp(-a))}


FLOATS = functions(math.exp, math.log, math.tanh, lambda a: max(a, 0.0))
COMPLEX = functions(cmath.exp, cmath.log, cmath.tanh, lambda a: a if a.real > 0.0 else 0j)
VALUES = {name: methodcaller(name) for name in FLOATS}


def draw(size, seed):
    """Return an expression of `size` operations and the point to compute it at: rows, and `INPUTS` floats.

    A row is the name of an operation and the numbers of its two operands, inputs first; half of the operands
    are inputs, half are among the last twelve nodes.
    """
    rng = random.Random(seed)

    def operand(nodes):
        return rng.randrange(INPUTS) if rng.random() < 0.5 else rng.randrange(max(0, nodes - 12), nodes)

    counts = range(INPUTS, INPUTS + size)
    rows = [(rng.choice(list(OPERATIONS)), operand(nodes), operand(nodes)) for nodes in counts]
    return rows, [rng.uniform(-2.0, 2.0) for _ in range(INPUTS)]


def compute(rows, xs, functions):
    """Return the mean of all nodes of the expression at the inputs `xs`."""
    nodes = list(xs)
    for name, i, j in rows:
        nodes.append(OPERATIONS[name](functions, nodes[i], nodes[j]))
    return sum(nodes[INPUTS:]) / len(rows)


def gradient(rows, xs):
    """Return the reference's gradient of the expression by its inputs."""
    leaves = [Value(x) for x in xs]
    compute(rows, leaves, VALUES).backward()
    return [leaf.grad for leaf in leaves]
