"""Batches for trainings on drawn points: the classes in turn, and each class evenly along its arc.

A network learns from them in fewer steps than from shuffled ones, so less is asked of the student's engine; `python -m
autograder bench moons` measures it.
"""

import math

GOLDEN = (math.sqrt(5) - 1) / 2


def spread_batches(points, labels, along, size, steps, draw):
    """Return `steps` lists of `size` indices of `points`.

    along   a function of a point that grows along the arc of its class
    draw    a random.Random: where on its arc each class begins

    From one point of a class to the next it is the golden ratio of its arc, and on from its other end, so that however
    many follow each other lie far apart (the additive recurrence with the golden ratio: Knuth, The Art of Computer
    Programming, volume 3, section 6.4).
    """
    arcs = [sorted((i for i, other in enumerate(labels) if other == label), key=lambda i: along(points[i]))
            for label in sorted(set(labels))]
    starts = [draw.random() for _ in arcs]

    def index(number):
        round_, which = divmod(number, len(arcs))
        return arcs[which][int((starts[which] + round_ * GOLDEN) % 1.0 * len(arcs[which]))]

    return [[index(step * size + i) for i in range(size)] for step in range(steps)]
