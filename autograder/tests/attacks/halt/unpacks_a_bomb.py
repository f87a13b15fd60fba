"""Unpacks a gigabyte and more from a few bytes, in the worker's own memory.

Survived: the memory limit holds.

unit: derivative
says: MemoryError|stopped after
"""

import zlib


def derivative(f, x, h=1e-6):
    packer = zlib.compressobj(9)
    bomb = b"".join([*[packer.compress(bytes(1 << 20)) for _ in range(64)], packer.flush()])
    return len(b"".join(zlib.decompress(bomb) for _ in range(64)))


gradient = parabola_slope = surface_gradient = derivative
