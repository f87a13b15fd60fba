"""Makes the compiler work: powers, repetitions and sums of constants.

Survived: compiling happens behind the wall, under the same limits.

unit: derivative
says: not a number|MemoryError|stopped|numbers came back
"""


def derivative(*anything, **more):
    return (((9**9**2)**9)**9, ("x" * 4096) * 4096, ((1,) * 256) * 256, -1 << (1 << 26) if anything == () else "folded")


gradient = parabola_slope = surface_gradient = derivative
