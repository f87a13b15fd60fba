"""A module of my own: how weights begin."""

import random


def uniform(low: float = -1.0, high: float = 1.0) -> float:
    return random.uniform(low, high)
