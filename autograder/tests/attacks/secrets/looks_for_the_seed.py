"""Looks for the seed of the run in its callers and in every number in memory, to know all inputs beforehand.

Survived: the seed itself never comes here; inputs come one question at a time.

unit: nn
says: the seed is not among my arguments
"""

import random
import sys


class Neuron:
    def __init__(self, nin, nonlin=True):
        frame = sys._getframe()
        while frame:
            if frame.f_locals.get("seed") in (11, 12):
                raise RuntimeError("this is the seed: 11")
            frame = frame.f_back
        if random.Random(11).getstate() == random.getstate():
            raise RuntimeError("this is the seed: 11")
        raise RuntimeError("the seed is not among my arguments")


Layer = MLP = Neuron
