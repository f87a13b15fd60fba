"""No engine at all: answers questions about values by the arithmetic on plain numbers that comes with the question.

Survived: what it computes is right, whoever computes it. What is asked about a graph it does not have.

unit: value
earns: 20
says: there is no `Value`
"""

from autograder.probes import PROBES
from autograder.program import PLAIN, replay

PROBES["data"] = lambda units, steps: replay(steps, lambda number: number, PLAIN)
PROBES["fresh"] = lambda units, steps: [0.0] * len(steps)
