"""Replaces the packing of replies by one that gives each item the status 7.

Survived: there is no such status.

unit: derivative
says: answer of an unknown kind
"""

import sys

sys.modules["autograder.worker"].pack_reply = lambda number, items, printed=b"": b"".join(
    [number.to_bytes(8, "little"), sum(3 + len(d) for _, _, d in items).to_bytes(4, "little"), bytes(4),
     *[b"\x07\0\0" + doubles for _, _, doubles in items]])
