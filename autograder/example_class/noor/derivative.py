"""Unit 0. Noor"""


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    out = []
    for i in range(len(xs)):
        a, b = list(xs), list(xs)
        a[i], b[i] = xs[i] + h, xs[i] - h
        out.append((f(a) - f(b)) / (2 * h))
    return out


def parabola(x):
    """Return 3x^2 - 4x + 5, the lecture's first function."""
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * x - 4


def surface(x, y):
    """Return x^2 y - y^3, a height above every point of the plane."""
    return x**2 * y - y**3


def surface_gradient(x, y):
    return [2 * x * y, x**2 - 3 * y**2]


# My question: how small must h be until both slopes are the same, to the last digit?
h = 0.1
while derivative(parabola, 0.7, h) != parabola_slope(0.7):
    if h > 1e-9:
        h = h / 10
print("it is exact from h =", h)
