r"""Closes and replaces the streams, and deletes what the worker catches prints with.

Survived: what was printed is lost; the answers are none.

unit: derivative
says: \w
"""

import sys

sys.stdout.close()
sys.stderr.detach()
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = None
sys.modules["autograder.worker"].Tail.take = lambda self: 1 / 0
print("nobody hears this")
