r"""The same in `nn`, where two correct units are in memory, on a second way: a Value that answers with text.

Survived: text is no number, and its words are not repeated.

unit: nn
says: \w
"""

import inspect

import backward
import value

knowledge = inspect.getsource(value) + inspect.getsource(backward)


class Neuron:
    def __init__(self, *anything, **more):
        at = knowledge.find("CANARY")
        raise LookupError(knowledge[at:][:300])


Layer = MLP = Neuron
