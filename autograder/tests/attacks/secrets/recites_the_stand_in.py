r"""Recites the correct `value` that it was tried on: by inspect, linecache, the importer's texts, disassembly.

Survived: what a worker with stand-ins says is shown only where one without them says the same.

unit: backward
says: backward.py, line \d+: ValueError
sample: yes
"""

import inspect
import linecache
import sys

import value


def recite(*anything):
    text = inspect.getsource(value) + "".join(linecache.getlines("value.py"))
    text += "".join(sys.meta_path[0].texts.values())
    raise ValueError(text[text.index("CANARY") - 30 :])


local_derivatives = topological_order = backward = recite
