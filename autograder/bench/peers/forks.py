"""The parent of workers as the kit has it, but its workers raise no wall: what is left is the price of the wall."""

import os
import runpy
import sys

KIT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def without_a_wall(zygote):
    """Let workers lower their limits and follow their parent, and nothing else; believe that it holds."""
    load = zygote["load"]

    def load_without(name):
        module = load(name)
        if name == "wall":
            module.Wall.enclose = lambda self, limits, parent: module.lower_limits(limits)
        return module

    zygote["main"].__globals__["load"] = load_without
    zygote["Zygote"].try_out = lambda self: ""


if __name__ == "__main__":
    zygote = runpy.run_path(os.path.join(KIT, "zygote.py"))
    without_a_wall(zygote)
    zygote["main"](*sys.argv[1:])
