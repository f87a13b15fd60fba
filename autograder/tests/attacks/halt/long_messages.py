"""Messages of a hundred megabytes, of surrogates, of NUL characters, of a million digits.

Survived: a message is cut, and what it holds is shown as text.

unit: derivative
says: ValueError|KeyError
"""


def derivative(f, x, h=1e-6):
    raise ValueError("x" * (100 << 20))


def gradient(f, xs, h=1e-6):
    raise KeyError("\udc80\ud800\0\0" * 1000)


def parabola_slope(x):
    raise ValueError(10**1_000_000)


def surface_gradient(x, y):
    raise type("N" * 1_000_000, (Exception,), {})("\U0010ffff" * 100_000)
