r"""Replaces type, str, len, hasattr and list for everyone, then returns rubbish.

Survived: the worker has builtins of its own, and at worst the process is lost.

unit: derivative
says: \w
"""

import builtins

for name in ("type", "str", "len", "list", "hasattr", "getattr", "repr", "bytes", "issubclass", "enumerate"):
    setattr(builtins, name, lambda *anything, **more: 1.0)


def derivative(*anything, **more):
    return object


gradient = parabola_slope = surface_gradient = derivative
