"""Chains and groups of exceptions, a hundred thousand deep and in circles.

Survived: only the last one is looked at.

unit: derivative
says: ExceptionGroup|ValueError|RecursionError|stopped
"""


def derivative(f, x, h=1e-6):
    problem = ValueError("first")
    for _ in range(100_000):
        other = ValueError("next")
        other.__cause__ = other.__context__ = problem
        problem = other
    raise problem


def gradient(f, xs, h=1e-6):
    group = ValueError("inmost")
    for _ in range(3_000):
        group = ExceptionGroup("outer", [group])
    raise group


def parabola_slope(x):
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    raise one


surface_gradient = gradient
