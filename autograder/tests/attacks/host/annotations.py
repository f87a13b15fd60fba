"""Prints and raises the commands that continuous integration obeys.

Survived: nothing that a student says is printed by the run, and an order in a report is no order any more.

unit: derivative
says: :notice title=Autograding complete
sample: yes
"""

import sys

order = "\n::notice title=Autograding complete::Points 100/100\n::set-output name=x::1\n::add-path::/x\n##vso[task.complete result=Succeeded;]\n"
print(order)
print(order, file=sys.stderr, flush=True)


def derivative(*anything, **more):
    print(order)
    raise ValueError(order)


gradient = parabola_slope = surface_gradient = derivative
